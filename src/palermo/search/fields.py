"""The index's fields: words by language, symbols, what a passage can be filtered and counted by."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import tantivy

from palermo.search.text_analysis import STEM_FIELD, WORD_FIELD, build_analyzer
from palermo.statements import FACETS, FacetSource

INDEX_FORMAT: Final = "10"
"""Grows when an index of before cannot be asked any more."""
DOCUMENT_FIELDS: Final = ("language", "document")
"""Facets that a passage has of itself, not of its statements."""
EXTRA_FIELDS: Final = ("document", "visibility", "again", "testimony")
FACET_FIELDS: Final = ("kind", "publisher", "year", "language", "theme", "nature")
"""What passages are counted by."""
STATEMENT_FACETS: Final = tuple(
    facet
    for facet in FACETS
    if facet.in_search and facet.source is not FacetSource.DOCUMENT and facet.name not in DOCUMENT_FIELDS
)
"""Facets that a passage has of its statements."""
FILTER_FIELDS: Final = tuple(
    dict.fromkeys((*FACET_FIELDS, "entity", *(facet.name for facet in STATEMENT_FACETS), *EXTRA_FIELDS))
)
"""What passages can be filtered by; `entity` is anybody who acts, is asked or takes part."""
ROW_FIELD: Final = "row"
"""Field of a row's part times PART_ROWS, and its number in that part."""
PARTITION_ROWS: Final = 1 << 32
SYMBOL_FIELD: Final = "symbol"
TAG_FIELD: Final = "tag"
TEXT_FIELDS: Final = (WORD_FIELD, STEM_FIELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSpan:
    """A statement within a passage."""

    id: str
    kind: str
    start: int
    end: int


class IndexEntry(NamedTuple):
    """One passage as it is indexed; a tuple, as so many are made."""

    document: str
    language: str
    passage_kind: str
    text: str
    """What is searched: its text, and in a document's first passage the title and symbol too."""
    symbols: tuple[str, ...]
    document_tags: tuple[str, ...]
    """`field=value` for what holds of its whole document."""
    passage_tags: tuple[str, ...]
    """The same for what holds of it alone."""
    record: bytes
    """What a hit shows, as one line of JSON."""
    shown_text: str
    """Its text, or the quotes in it where only quotes may be shown."""


def format_tag(field: str, value: str) -> str:
    """How a value of a field is written."""
    return f"{field}={value}"


def build_schema() -> tantivy.Schema:
    """The fields of an index."""
    made = tantivy.SchemaBuilder()
    made.add_text_field(WORD_FIELD, tokenizer_name=WORD_FIELD, index_option="position")
    made.add_text_field(STEM_FIELD, tokenizer_name=STEM_FIELD, index_option="freq")
    for name in (SYMBOL_FIELD, TAG_FIELD):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_unsigned_field(ROW_FIELD, indexed=False, fast=True)
    return made.build()


def register_analyzers(index: tantivy.Index) -> tantivy.Index:
    """The same index, which knows our analyzers: words of STEM come to it as they are to stand there."""
    index.register_tokenizer(WORD_FIELD, build_analyzer(WORD_FIELD))
    index.register_tokenizer(STEM_FIELD, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
