"""MapSheet: a map as rows and columns, with its edition, filters, denominators and citation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from palermo.analysis import FacetValues
from palermo.edition import Filters, Manifest
from palermo.statements import FACET_BY_NAME

type SheetCell = str | int | float | bool | Sequence[str] | None
"""Value of a cell; several words are joined in formats without lists."""

MAX_PARTICLE_CHARS = 2
"""Letters of the longest word that is not counted as a noun, such as `as`."""
NOTE_LABEL = "Note"
"""Label of a note in `about`."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})
MAX_NAMED_VALUES = 5
"""Maximum number of values of a dimension that are named."""


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

    @property
    def about(self) -> Sequence[tuple[str, str]]:
        """Edition, filters, denominators, citation and notes, as pairs of label and text."""
        among = ", ".join(format_count(number, name.replace("_", " ")) for name, number in self.denominators.items())
        pairs = [
            ("Edition", self.edition),
            ("Filters", "; ".join(self.filter_labels) or "none"),
            ("Counted among", among),
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


def build_citation(title: str, manifest: Manifest, filter_labels: Sequence[str]) -> str:
    """Return the citation of a map: its title, edition and filters."""
    filtered = f" ({'; '.join(filter_labels)})" if filter_labels else ""
    return f"Palermo, edition {manifest.name} ({manifest.date:%Y-%m-%d}): {title}{filtered}."


def build_filter_labels(
    filters: Filters, values: FacetValues, language: str = "en", printed_names: Mapping[str, str] = NO_NAMES
) -> list[str]:
    """Return the filters in words, one phrase for each dimension; names without an id as documents print them."""
    phrases = []
    for dimension, ids in filters.selected.items():
        names = [printed_names.get(id) or values.get_label(dimension, id, language) for id in ids]
        if dimension == "year" and len(ids) > 1:
            names = [f"{min(ids)} to {max(ids)}"]
        omitted = f" and {len(names) - MAX_NAMED_VALUES} more" if len(names) > MAX_NAMED_VALUES else ""
        phrases.append(
            f"{FACET_BY_NAME[dimension].get_label(language)}: {', '.join(names[:MAX_NAMED_VALUES])}{omitted}"
        )
    return phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSource:
    """What a sheet is made from: an edition and the filters of its statements, and the language of names."""

    manifest: Manifest
    filters: Filters
    values: FacetValues
    language: str = "en"
    printed_names: Mapping[str, str] = NO_NAMES
    """Names in documents, by the value of a name without an id."""

    def get_label(self, dimension: str, id: str, printed_names: Mapping[str, str] = NO_NAMES) -> str:
        """Return the displayed name of a value; one that is not in the registry has its printed name."""
        name = printed_names.get(id) or self.printed_names.get(id)
        return name or self.values.get_label(dimension, id, self.language)

    @property
    def filter_labels(self) -> list[str]:
        """The filters in words."""
        return build_filter_labels(self.filters, self.values, self.language, self.printed_names)

    def build_citation(self, title: str) -> str:
        """Return the citation of a map: its title, edition and filters."""
        return build_citation(title, self.manifest, self.filter_labels)

    def build_sheet(
        self,
        title: str,
        columns: Sequence[SheetColumn],
        rows: Sequence[Sequence[SheetCell]],
        denominators: Mapping[str, int],
        notes: Sequence[str] = (),
        rows_key: str = "rows",
    ) -> MapSheet:
        """Return a sheet with its edition, filters and citation."""
        return MapSheet(
            title=title,
            edition=self.manifest.name,
            filters=self.filters.selected,
            filter_labels=self.filter_labels,
            denominators=denominators,
            cite=self.build_citation(title),
            columns=columns,
            rows=rows,
            notes=notes,
            rows_key=rows_key,
            language=self.language,
        )
