"""The index's fields: words by language, symbols, what a passage can be filtered and counted by."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import tantivy

from palermo.search.text import STEM, WORD, analyzer

FORMAT: Final = "10"
"""Grows when an index of before cannot be asked any more."""
FACETS: Final = ("kind", "publisher", "year", "language", "theme", "nature")
"""What passages are counted by."""
FIELDS: Final = (*FACETS, "entity", "actor", "addressee", "place", "instrument", "exploitation", "intervention")
MORE: Final = ("group", "document", "visibility", "again", "testimony")
"""What they can be filtered by, too."""
ROW: Final = "row"
"""Field of a row's part times PART_ROWS, and its number in that part."""
PART_ROWS: Final = 1 << 32
SYMBOL: Final = "symbol"
TAG: Final = "tag"
TEXTS: Final = (WORD, STEM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A statement within a passage."""

    id: str
    kind: str
    start: int
    end: int


class Entry(NamedTuple):
    """One passage as it is indexed; a tuple, as so many are made."""

    document: str
    language: str
    kind: str
    text: str
    """What is searched: its text, and in a document's first passage the title and symbol too."""
    symbols: tuple[str, ...]
    about: tuple[str, ...]
    """`field=value` for what holds of its whole document."""
    own: tuple[str, ...]
    """The same for what holds of it alone."""
    record: bytes
    """What a hit shows, as one line of JSON."""
    shown: str
    """Its text, or the quotes in it where only quotes may be shown."""


def tag(field: str, value: str) -> str:
    """How a value of a field is written."""
    return f"{field}={value}"


def schema() -> tantivy.Schema:
    """The fields of an index."""
    made = tantivy.SchemaBuilder()
    made.add_text_field(WORD, tokenizer_name=WORD, index_option="position")
    made.add_text_field(STEM, tokenizer_name=STEM, index_option="freq")
    for name in (SYMBOL, TAG):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field(ROW, indexed=False, fast=True)
    return made.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """The same index, which knows our analyzers: words of STEM come to it as they are to stand there."""
    index.register_tokenizer(WORD, analyzer(WORD))
    index.register_tokenizer(STEM, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
