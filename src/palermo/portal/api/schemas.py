"""Response schemas of documents, passages, statements and searches."""

from collections.abc import Mapping
from typing import Any

from ninja import Schema
from pydantic import Field, create_model

from palermo.portal.api.cursors import PageOut
from palermo.statements import (
    EXPORTED_FIELDS,
    Document,
    InstrumentRef,
    Locator,
    Reason,
    Ref,
    RowReference,
    StatementField,
    Support,
)


class DocumentOut(Schema):
    """One file of a Work."""

    id: str
    work: str
    version: str = Field(description="What it is in its Work: main, copy, translation, corrigendum, superseded.")
    title: str
    symbol: str | None
    date: str | None = Field(description="ISO date, possibly only YYYY or YYYY-MM.")
    publishers: list[str] = Field(description="Ids of the registry.")
    language: str
    nature: str = Field(description="Whose words: original, digest, survey, table.")
    pages: int | None
    media_type: str
    source: str
    address: str | None = Field(description="Where the original can be had.")
    full_text: bool = Field(description="False where only quotes of it may be shown.")
    recommendations: int


class DocumentListOut(PageOut):
    """Documents, newest first."""

    items: list[DocumentOut]


class DocumentThemeOut(Schema):
    """A theme of a document, and its basis."""

    theme: str = Field(description="Id of the vocabulary.")
    titled: bool = Field(description="Whether the title names it.")
    headings: int = Field(description="Headings that name it.")
    count: int = Field(description="Statements, or passages, that speak of it.")
    of: int
    by: str = Field(description="What is counted: statements, or passages where there are too few statements.")
    share: float


class DocumentDetailOut(DocumentOut):
    """One document, with its themes and the other files of its Work."""

    themes: list[DocumentThemeOut] = Field(description="Those of the title first, then by share.")
    versions: list[DocumentOut]
    private_pages: list[int] = Field(
        description="Pages of which no picture is shown: private persons are named on them, or tell their story."
    )


class PassageOut(Schema):
    """A paragraph, list item, heading, table cell, table row or footnote."""

    id: str
    document: str
    ordinal: int
    page: int | None
    paragraph: str | None
    kind: str
    headings: list[str]
    language: str
    text: str
    source: str


class PassageListOut(PageOut):
    """Passages in reading order."""

    items: list[PassageOut]


class RefOut(Schema):
    """A name and what it names.

    Where it is printed (`source`) and how likely it has its role (`confidence`).

    `confirmed` says whether it is counted in its role by default, `state` whose body it is.
    """

    id: str | None
    name: str
    type: str
    source: str | None = None
    confidence: float | None = None
    confirmed: bool
    state: str | None = None


class LocatorOut(Schema):
    """The place of a quote in a document."""

    page: int | None
    paragraph: str | None
    start: int
    end: int
    passage: str
    headings: list[str]


class StatementDocumentOut(Schema):
    """The document of a statement."""

    id: str
    work: str
    version: str
    joined: str
    base: str | None
    nature: str
    title: str
    source: str
    symbol: str | None
    date: str | None
    publishers: list[str]
    publisher: str | None = None


class CitedInstrumentOut(Schema):
    """An instrument that is cited."""

    id: str
    provision: str | None


class SupportOut(Schema):
    """A further passage that supports a statement."""

    role: str
    quote: str
    locator: LocatorOut


class ReasonOut(Schema):
    """A rule that made a statement, and its weight."""

    feature: str
    weight: float


class TableRowOut(Schema):
    """The row of a table."""

    sheet: str | None
    row: int
    column: str | None


_SCHEMA_BY_TYPE: Mapping[type, type] = {
    Document: StatementDocumentOut,
    Locator: LocatorOut,
    Ref: RefOut,
    InstrumentRef: CitedInstrumentOut,
    Support: SupportOut,
    Reason: ReasonOut,
    RowReference: TableRowOut,
}
"""Schemas of the nested values of a statement, by their type."""


def _build_annotation(field: StatementField) -> Any:
    value_type: Any = _SCHEMA_BY_TYPE.get(field.plain_type, field.plain_type)
    if field.is_multivalued:
        return list[value_type]
    return value_type | None if field.is_optional else value_type


_FIELD_DEFINITIONS: Mapping[str, Any] = {field.name: (_build_annotation(field), ...) for field in EXPORTED_FIELDS}
_StatementFields: Any = create_model("_StatementFields", __base__=Schema, **_FIELD_DEFINITIONS)


class StatementOut(_StatementFields):  # type: ignore[misc]  # its fields are those of EXPORTED_FIELDS
    """A statement as an exported record."""

    protective: bool | None
    review: dict[str, str | None] | None = None


class StatementListOut(PageOut):
    """Statements; repetitions within a Work are listed once."""

    items: list[StatementOut]
    unconfirmed: int = Field(description="How many more match that are not confirmed: `confidence=all` lists them.")


class ValueCountOut(Schema):
    """How many statements have a value."""

    value: str
    name: str
    statements: int


class FacetCountsOut(Schema):
    """Counts of the values of each field, each with its own filter lifted."""

    facets: dict[str, list[ValueCountOut]]


class HitStatementOut(Schema):
    """A statement in a passage that was found."""

    id: str
    kind: str
    confirmed: bool


class DocumentRefOut(Schema):
    """The document of a passage that was found."""

    id: str
    title: str
    source: str


class HitOut(Schema):
    """A passage that was found, and why."""

    id: str
    document: DocumentRefOut
    language: str
    page: int | None
    paragraph: str | None
    text: str = Field(description="All of it, or the quotes in it where only quotes may be shown.")
    marks: list[list[int]] = Field(description="Start and end, in characters of the text, of each word found.")
    statements: list[HitStatementOut]
    score: float
    why: str = Field(description="Words that were found, or that it is similar in meaning, in English.")


class WorkHitsOut(Schema):
    """The passages of one Work that were found, best first."""

    document: DocumentRefOut
    hits: list[HitOut]
    more: int = Field(description="Passages of it that are left out.")


class QueryNoteOut(Schema):
    """How a part of the query was understood."""

    trouble: str = Field(description="Its code, such as too-long, no-value or translated.")
    what: str = Field(description="The part of the query that it is about.")
    text: str = Field(description="The same in words, in English.")


class FacetValueOut(Schema):
    """How many passages that hold the words have a value."""

    value: str
    passages: int


class NarrowerQueryOut(Schema):
    """A query with the kind of statements that its words name as a filter."""

    kind: str
    q: str = Field(description="The other words.")


class SearchResponseOut(Schema):
    """The result of a search."""

    query: str
    language: str = Field(description="Language of the query, as far as it can be detected.")
    total: int = Field(description="Passages that hold the words, or, where none does, that are similar in meaning.")
    by_words: int = Field(description="Passages that hold the words, or of three words and more most of them.")
    enough: bool = Field(description="False where no passage holds enough words; then `by_words` counts any of them.")
    listed: int = Field(
        description="Passages that can be looked at page by page: those that hold some of the words or say something "
        "similar, too; 300 at the most."
    )
    works: int = Field(description="Works that can be looked at page by page.")
    page: int
    pages: int
    groups: list[WorkHitsOut]
    related: list[HitOut] = Field(description="Passages in other languages that are similar in meaning.")
    facets: dict[str, list[FacetValueOut]]
    suggestion: str | None = Field(description="The query with words that documents hold.")
    narrower: NarrowerQueryOut | None = Field(description="The query with a kind that its words name as a filter.")
    notes: list[QueryNoteOut]
    meaning: bool = Field(description="Whether similar meaning was looked for.")


class SimilarPassagesOut(Schema):
    """Passages of other Works that are similar in meaning, in any language, nearest first."""

    items: list[HitOut]
