"""Fields of the index: words, symbols, and the tags by which passages are filtered and counted."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import tantivy

from palermo.search.text_analysis import STEM_FIELD, WORD_FIELD, build_analyzer
from palermo.statements import FACETS, FacetSource, hash_json

DOCUMENT_FIELDS: Final = ("language", "document")
"""Facets of the passage itself, not of its statements."""
EXTRA_FIELDS: Final = ("document", "visibility", "again", "testimony")
FACET_FIELDS: Final = ("kind", "publisher", "year", "language", "theme", "nature")
STATEMENT_FACETS: Final = tuple(
    facet
    for facet in FACETS
    if facet.in_search and facet.source is not FacetSource.DOCUMENT and facet.name not in DOCUMENT_FIELDS
)
FILTER_FIELDS: Final = tuple(
    dict.fromkeys((*FACET_FIELDS, "entity", *(facet.name for facet in STATEMENT_FACETS), *EXTRA_FIELDS))
)
"""Fields by which passages can be filtered; `entity` contains actors, addressees and partners."""
INDEX_FORMAT: Final = f"14.{hash_json(FILTER_FIELDS, [(facet.column, facet.source) for facet in STATEMENT_FACETS])[:6]}"
"""Version of the index format; it changes with the facets, its number when words are split or stored differently."""
ROW_FIELD: Final = "row"
"""Field of a passage's partition number times PARTITION_ROWS, plus its row in that partition."""
PARTITION_ROWS: Final = 1 << 32
SYMBOL_FIELD: Final = "symbol"
TAG_FIELD: Final = "tag"
TEXT_FIELDS: Final = (WORD_FIELD, STEM_FIELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSpan:
    """Position of a statement within a passage."""

    id: str
    kind: str
    start: int
    end: int


class IndexEntry(NamedTuple):
    """A passage as it is indexed; a tuple, because an edition has many."""

    document: str
    language: str
    passage_kind: str
    text: str
    """Searched text: that of the passage, in a document's first passage with title and symbol."""
    symbols: tuple[str, ...]
    document_tags: tuple[str, ...]
    """Tags (`field=value`) of the whole document."""
    passage_tags: tuple[str, ...]
    """Tags of the passage alone."""
    record: bytes
    """Fields displayed in a hit, as one line of JSON."""
    shown_text: str
    """The passage's text, or its quotes if only these may be shown."""


def format_tag(field: str, value: str) -> str:
    """Return the tag of a field's value."""
    return f"{field}={value}"


def build_schema() -> tantivy.Schema:
    """Return the schema of the index."""
    schema_builder = tantivy.SchemaBuilder()
    schema_builder.add_text_field(WORD_FIELD, tokenizer_name=WORD_FIELD, index_option="position")
    schema_builder.add_text_field(STEM_FIELD, tokenizer_name=STEM_FIELD, index_option="freq")
    for name in (SYMBOL_FIELD, TAG_FIELD):
        schema_builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    schema_builder.add_unsigned_field(ROW_FIELD, indexed=False, fast=True)
    return schema_builder.build()


def register_analyzers(index: tantivy.Index) -> tantivy.Index:
    """Register Palermo's analyzers and return the index; words of STEM_FIELD are added already stemmed."""
    index.register_tokenizer(WORD_FIELD, build_analyzer(WORD_FIELD))
    index.register_tokenizer(STEM_FIELD, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
