"""What can be asked of an edition's statements, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.statements import Document, Statement

NO_RESPONSE = "none"
"""Stands among the responses for: no answer is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which statements are wanted: any of the values of a field, all of the fields that have values.

    An addressee or actor is a registry id, or `name:` and the printed name where it has no id. Values that nothing has
    are no error: they find nothing.
    """

    kinds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    """accepted, noted, pending, or `none` where no answer is printed."""
    years: tuple[int, ...] = ()
    """Years of publication of the document."""
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    """Registry ids or printed symbols of what is cited."""
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    words: str = ""
    """Words that the quote contains, all of them, in any order; case and accents do not count."""


ALL = Filters()
"""No filter: finds every statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many statements (or documents) have a value."""

    value: str
    """What a filter takes; a year as its digits."""
    statements: int
    name: str
    """The name printed most often for a registry id, the title of a document, else the value itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One stretch of the statements that were found, and the documents that they are from."""

    total: int
    """All that were found, not only those of the stretch."""
    statements: list[Statement]
    documents: Mapping[str, Document]
    """By id: those of the stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """An edition at a glance; counts only what its view may show."""

    documents: int
    works: int
    statements: int
    kinds: list[Count]
    responses: list[Count]
    """Of recommendations alone; `none` where no answer is printed."""
    languages: list[Count]
    """Documents (not statements) by language."""
    entities: int
    """Distinct registry ids among actors and addressees."""
    newest: str | None
    """Date of the newest evidence (ISO, possibly only YYYY or YYYY-MM)."""
    oldest: str | None
    top_addressees: list[Count]
    top_actors: list[Count]
    documents_by_year: list[Count]
    """Documents (not statements) by year, oldest year first."""
