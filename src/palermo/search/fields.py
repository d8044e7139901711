"""The index's fields: words by language, symbols, what a passage can be filtered and counted by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import tantivy

from palermo.search.text import STEMMED, WORD, analyzer

FORMAT: Final = "2"
"""Grows when an index of before cannot be asked any more."""
FACETS: Final = ("kind", "publisher", "year", "language", "theme", "nature")
"""What passages are counted by."""
FIELDS: Final = (*FACETS, "entity", "actor", "addressee", "place", "instrument", "exploitation", "intervention")
MORE: Final = ("group", "document", "work", "visibility", "again", "testimony")
"""What they can be filtered by, too."""
PAGE: Final = "page"
ROW: Final = "row"
SYMBOL: Final = "symbol"
TAG: Final = "tag"
FACET: Final = "facet"
RECORD: Final = "record"
TEXTS: Final = (WORD, *STEMMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A statement within a passage."""

    id: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One passage as it is indexed."""

    row: int
    language: str
    text: str
    """What is searched: its text, and in a document's first passage the title and symbol too."""
    symbols: tuple[str, ...]
    tags: tuple[str, ...]
    """`field=value`."""
    record: bytes
    """What a hit shows, as JSON."""
    vector: str = field(repr=False)
    """What is encoded: its text."""


def tag(field: str, value: str) -> str:
    """How a value of a field is written."""
    return f"{field}={value}"


def schema() -> tantivy.Schema:
    """The fields of an index."""
    made = tantivy.SchemaBuilder()
    made.add_text_field(WORD, tokenizer_name=WORD, index_option="position")
    for language in STEMMED:
        made.add_text_field(language, tokenizer_name=language, index_option="freq")
    for name in (SYMBOL, TAG):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_text_field(FACET, tokenizer_name="raw", index_option="basic", fast=True)
    made.add_unsigned_field(ROW, indexed=True, fast=True)
    made.add_bytes_field(RECORD, stored=True)
    return made.build()


def prepared(index: tantivy.Index) -> tantivy.Index:
    """The same index, which knows our analyzers."""
    for name in TEXTS:
        index.register_tokenizer(name, analyzer(name))
    return index


def counted(tags: Iterable[str]) -> list[str]:
    """Those tags that are of a facet."""
    return [one for one in tags if one.partition("=")[0] in FACETS]
