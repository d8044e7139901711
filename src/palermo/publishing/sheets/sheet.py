"""Sheet: a map as rows and columns that say what they rest on: edition, filters, denominators, how to cite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from palermo.edition import Manifest

type SheetCell = str | int | float | bool | Sequence[str] | None
"""What can stand in a sheet; several words are joined where a format has no lists."""

MIN_NOUN_CHARS = 2
"""Letters of a word that is no noun, such as `as`."""
NOTE_LABEL = "Note"
"""Label of a note among what a sheet rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column of a sheet."""

    key: str
    """What JSON, CSV and an import call it."""
    label: str
    """What people read."""
    display: Literal["words", "number", "share"] = "words"
    """A share is a number from 0 to 1, shown as a percentage."""
    tag: str = ""
    """Its tag of the Humanitarian Exchange Language, such as `#org+id`; empty for one made of its key."""

    @property
    def hxl_tag(self) -> str:
        """Return the tag, or one of the key: readers of HXL drop columns without."""
        attribute = self.key.lower()
        made = {"number": f"#indicator+{attribute}+num", "share": f"#indicator+{attribute}+pct"}
        return self.tag or made.get(self.display, f"#meta+{attribute}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSheet:
    """A map, or a part of one, to be written in any format."""

    title: str
    edition: str
    """Name of the edition, as `palermo editions` has it."""
    filters: Mapping[str, Sequence[str]]
    """Ids of the values that were asked for, by dimension; empty: everything."""
    filter_labels: Sequence[str]
    """The filters in words, one for each dimension."""
    denominators: Mapping[str, int]
    """What its numbers are counted among, by name: statements, documents and so on."""
    cite: str
    """How to cite it."""
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[SheetCell]]
    """Each as long as columns."""
    notes: Sequence[str] = ()
    """Warnings that its readers need, a sentence each."""
    rows_key: str = "rows"
    """What JSON calls its rows."""

    @property
    def about(self) -> Sequence[tuple[str, str]]:
        """What it rests on, as pairs of a label and words."""
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
    """A number with what it counts; of one, the first noun in the singular.

    >>> format_count(1, "bodies"), format_count(2, "bodies")
    ('1 body', '2 bodies')
    >>> format_count(1, "documents in all"), format_count(1, "as printed")
    ('1 document in all', '1 as printed')
    """
    noun, blank, rest = nouns.partition(" ")
    if number == 1 and len(noun) > MIN_NOUN_CHARS:
        noun = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return f"{number:,} {noun}{blank}{rest}"


def build_citation(title: str, manifest: Manifest, filter_labels: Sequence[str]) -> str:
    """How to cite a map: what it shows, of which edition, with which filters."""
    filtered = f" ({'; '.join(filter_labels)})" if filter_labels else ""
    return f"Palermo, edition {manifest.name} ({manifest.date:%Y-%m-%d}): {title}{filtered}."
