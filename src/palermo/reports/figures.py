"""Figures: numbers of a report, each with the query that reproduces it."""

from dataclasses import dataclass
from enum import StrEnum

from palermo.edition import Filters


class Measure(StrEnum):
    """What a figure counts among the statements, documents or registry rows of its query."""

    STATEMENTS = "statements"
    """Statements, each once in its Work."""
    WORKS = "works"
    """Works whose documents make the statements."""
    ALL_WORKS = "all works"
    """Works of the edition, those without statements too."""
    ACTORS = "actors"
    ADDRESSEES = "addressees"
    PLACES = "places"
    LANGUAGES = "languages"
    FIRST_YEAR = "first year"
    """Oldest year of publication of the documents."""
    LAST_YEAR = "last year"
    UNCONFIRMED = "unconfirmed"
    """Statements that are found only among those that are not confirmed, and that the report leaves out."""
    ROWS = "rows"
    """Rows of the registry, or values, that the query lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuery:
    """Which statements, documents or rows a figure counts; those that any of the filters finds."""

    measure: Measure = Measure.STATEMENTS
    filters: tuple[Filters, ...] = ()
    statements: tuple[str, ...] = ()
    """Ids of the statements that are counted, instead of filters: those of a chain, say."""
    rows: tuple[str, ...] = ()
    """Ids of the registry's rows, or values, that are counted."""

    @property
    def filter_pairs(self) -> tuple[tuple[str, str], ...]:
        """Facets and values of the one filter whose statements are counted; none for any other query."""
        is_single = self.measure is Measure.STATEMENTS and len(self.filters) == 1 and not self.filters[0].words
        selected = self.filters[0].selected if is_single else {}
        return tuple((name, value) for name, values in selected.items() for value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and how it is counted."""

    value: int
    query: FigureQuery
