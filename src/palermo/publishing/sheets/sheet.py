"""MapSheet: a map as rows and columns, with its edition, filters, denominators and citation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from palermo.analysis import FacetValues
from palermo.edition import Filters, Manifest, StatementSelection, View
from palermo.publishing.phrases import Phrase
from palermo.statements import FACET_BY_NAME

type SheetCell = str | int | float | bool | Sequence[str] | None
"""Value of a cell; several words are joined in formats without lists."""

MAX_PARTICLE_CHARS = 2
"""Letters of the longest word that is not counted as a noun, such as `as`."""
NOTE_LABEL = "Note"
"""Label of a note in `about`."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})
DENOMINATOR_LABELS: Mapping[str, Phrase] = MappingProxyType(
    {
        "activities": Phrase("Activities"),
        "activities_in_cells": Phrase("Activities in cells"),
        "as_printed": Phrase("As printed"),
        "bodies": Phrase("Bodies"),
        "commitments": Phrase("Commitments"),
        "documents": Phrase("Documents"),
        "documents_after": Phrase("Documents after"),
        "documents_before": Phrase("Documents before"),
        "documents_in_all": Phrase("Documents in all"),
        "meetings_of_tied_bodies": Phrase("Meetings of tied bodies"),
        "pairs": Phrase("Pairs"),
        "recommendations": Phrase("Recommendations"),
        "recommendations_in_cells": Phrase("Recommendations in cells"),
        "statements": Phrase("Statements"),
        "statements_after": Phrase("Statements after"),
        "statements_before": Phrase("Statements before"),
        "unnamed": Phrase("Unnamed"),
    }
)
"""By name of a denominator, its label where it stands before a colon."""
MAX_NAMED_VALUES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column of a sheet."""

    key: str
    """Name in JSON, CSV and imports."""
    label: str
    """Title for readers."""
    display: Literal["words", "number", "share"] = "words"
    """A share is a number from 0 to 1, shown as a percentage."""
    facet: str = ""
    """The facet whose values it names, if any."""
    tag: str = ""
    """Its tag of the Humanitarian Exchange Language, such as `#org+id`; empty for one made of its key."""

    @property
    def hxl_tag(self) -> str:
        """Return the tag, or one derived from the key: readers of HXL drop columns without a tag."""
        attribute = self.key.lower()
        tags = {"number": f"#indicator+{attribute}+num", "share": f"#indicator+{attribute}+pct"}
        return self.tag or tags.get(self.display, f"#meta+{attribute}")


def build_axis_columns(keys: Sequence[str], axes: Sequence[str], language: str) -> list[SheetColumn]:
    """Return a column of ids, then one of names, for each axis of a map, with the facets' labels."""
    facets = [(key, FACET_BY_NAME[axis]) for key, axis in zip(keys, axes, strict=True)]
    labels = [facet.get_label(language) for _, facet in facets]
    ids = [
        SheetColumn(key=key, label=f"{label} (id)", tag=f"{facet.hxl}+{facet.hxl_code}")
        for (key, facet), label in zip(facets, labels, strict=True)
    ]
    names = [
        SheetColumn(key=f"{key}_name", label=label, facet=facet.name, tag=f"{facet.hxl}+name")
        for (key, facet), label in zip(facets, labels, strict=True)
    ]
    return [*ids, *names]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetGrid:
    """How the rows of a sheet become a grid of numbers; each field holds keys of columns."""

    rows: Sequence[str]
    """Names on the left of the grid."""
    columns: str
    """Names above the grid."""
    values: str
    """Numbers in the grid; it has no rows or columns without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSheet:
    """A map, or a part of one, ready to be written in any format."""

    title: str
    edition: str
    """Name of the edition, as `palermo editions` prints it."""
    filters: Mapping[str, Sequence[str]]
    """Ids of the filter values by dimension; empty for all statements."""
    filter_labels: Sequence[str]
    """The filters in words, one for each dimension."""
    denominators: Mapping[str, int]
    """Totals of which its numbers are a part, by name: statements, documents and so on."""
    cite: str
    """The recommended citation."""
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[SheetCell]]
    """Rows of cells, each as long as `columns`."""
    notes: Sequence[str] = ()
    """Warnings to readers, one sentence each."""
    rows_key: str = "rows"
    """Name of the rows in JSON."""
    grid: SheetGrid | None = None
    """A grid for spreadsheets, in addition to the rows."""
    language: str = "en"
    """Language of the names."""
    unconfirmed: int = 0
    """Statements that match the filters and are not counted, because they are not confirmed."""

    @property
    def about(self) -> Sequence[tuple[str, str]]:
        """Edition, filters, denominators, citation and notes, as pairs of label and text."""
        among = [
            label_count(DENOMINATOR_LABELS[name], number, format_count(number, name.replace("_", " ")))
            for name, number in self.denominators.items()
        ]
        pairs = [
            ("Edition", self.edition),
            ("Filters", Phrase("{filters}", english="; ".join(self.filter_labels), filters=self.filter_labels))
            if self.filter_labels
            else ("Filters", Phrase("none")),
            ("Counted among", Phrase("{counts}", counts=among)),
            *((NOTE_LABEL, note) for note in self.notes),
            ("Cite", self.cite),
        ]
        return [(label, words) for label, words in pairs if words]


def format_count(number: int, nouns: str) -> str:
    """Return a number with its nouns; for 1, the first noun in the singular.

    >>> format_count(1, "bodies"), format_count(2, "bodies")
    ('1 body', '2 bodies')
    >>> format_count(1, "documents in all"), format_count(1, "as printed")
    ('1 document in all', '1 as printed')
    """
    noun, blank, rest = nouns.partition(" ")
    if number == 1 and len(noun) > MAX_PARTICLE_CHARS:
        noun = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return f"{number:,} {noun}{blank}{rest}"


def label_count(label: str, number: int, english: str = "") -> Phrase:
    """Return a number with its label, for languages that have other plurals than English."""
    return Phrase("{label}: {number}", english=english, label=label, number=number)


def note_more(number: int) -> list[Phrase]:
    """Return the end of a list that omits this number of items; empty if it omits none."""
    return [Phrase("and {number} more", number=number)] if number > 0 else []


def build_citation(title: str, manifest: Manifest, filter_labels: Sequence[str]) -> str:
    """Return the citation of a map: its title, edition and filters."""
    filtered = f" ({'; '.join(filter_labels)})" if filter_labels else ""
    return f"Palermo, edition {manifest.name} ({manifest.date:%Y-%m-%d}): {title}{filtered}."


def build_filter_labels(
    filters: Filters, values: FacetValues, language: str = "en", printed_names: Mapping[str, str] = NO_NAMES
) -> list[str]:
    """Return the filters in words, one phrase for each dimension; names without an id as documents print them."""
    phrases: list[str] = []
    for dimension, ids in filters.selected.items():
        names: list[str] = [printed_names.get(id) or values.get_label(dimension, id, language) for id in ids]
        if dimension == "year" and len(ids) > 1:
            names = [Phrase("{first} to {last}", first=min(ids), last=max(ids))]
        shown = [*names[:MAX_NAMED_VALUES], *note_more(len(names) - MAX_NAMED_VALUES)]
        label = FACET_BY_NAME[dimension].get_label(language)
        phrases.append(Phrase("{label}: {values}", label=label, values=shown))
    if filters.ids is not None:
        phrases.append(Phrase("by how the addressees answer themselves"))
    return phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSource:
    """What a sheet is made from: an edition and the filters of its statements, and the language of names."""

    view: View
    filters: Filters
    values: FacetValues
    language: str = "en"
    kinds: tuple[str, ...] = ()
    """Kinds of statements that the sheet counts; empty for all."""
    count_unconfirmed: Callable[[Filters], int] | None = None
    """A faster way to count what else the filters find than that of the view."""

    def get_label(self, dimension: str, id: str, printed_names: Mapping[str, str] = NO_NAMES) -> str:
        """Return the displayed name of a value; one that is not in the registry has its printed name."""
        name = printed_names.get(id) or self.view.get_statement_index().printed_names.get(id)
        return name or self.values.get_label(dimension, id, self.language)

    @property
    def filter_labels(self) -> list[str]:
        """The filters in words."""
        names = self.view.get_statement_index().printed_names
        return build_filter_labels(self.filters, self.values, self.language, names)

    def _describe_selection(self, unconfirmed: int) -> Phrase:
        """Return which statements are counted, and how many more the filters find."""
        if self.view.selection is StatementSelection.CONFIRMED:
            return Phrase(
                "Confirmed statements and names are counted; statements that match and are not confirmed: {number}.",
                number=unconfirmed,
            )
        if self.view.selection is StatementSelection.REVIEWED:
            return Phrase("Only statements that reviewers accepted or corrected are counted.")
        return Phrase("Statements and names that are not confirmed are counted too.")

    def build_citation(self, title: str) -> str:
        """Return the citation of a map, in English as all citations: its title, edition and filters."""
        return build_citation(title, self.view.manifest, replace(self, language="en").filter_labels)

    def build_sheet(
        self,
        title: str,
        columns: Sequence[SheetColumn],
        rows: Sequence[Sequence[SheetCell]],
        denominators: Mapping[str, int],
        notes: Sequence[str] = (),
        rows_key: str = "rows",
    ) -> MapSheet:
        """Return a sheet with its edition, filters and citation, and what is counted as its first note."""
        is_confirmed = self.view.selection is StatementSelection.CONFIRMED
        counted = self.filters
        if self.kinds:
            counted = replace(counted, selected={"kind": self.kinds, **counted.selected})
        unconfirmed = (self.count_unconfirmed or self.view.count_unconfirmed)(counted) if is_confirmed else 0
        return MapSheet(
            title=title,
            edition=self.view.manifest.name,
            filters=self.filters.selected,
            filter_labels=self.filter_labels,
            denominators=denominators,
            cite=self.build_citation(title),
            columns=columns,
            rows=rows,
            notes=(self._describe_selection(unconfirmed), *notes),
            rows_key=rows_key,
            language=self.language,
            unconfirmed=unconfirmed,
        )
