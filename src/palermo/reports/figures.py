"""Figures: numbers of a report, each with the query by which anybody can count it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from palermo.edition import Filters


class Measure(StrEnum):
    """What a figure counts among the statements, documents or registry rows of its query."""

    STATEMENTS = "statements"
    """Statements, each once in its Work."""
    WORKS = "works"
    """Works whose documents make the statements."""
    FILES = "files"
    """Documents of the edition, those without statements too."""
    ACTORS = "actors"
    ADDRESSEES = "addressees"
    PLACES = "places"
    LANGUAGES = "languages"
    FIRST_YEAR = "first year"
    """Oldest year of publication of the documents."""
    LAST_YEAR = "last year"
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

    def build_values(self) -> Mapping[str, object]:
        """Return the query as plain values, for notes and exports."""
        found: dict[str, object] = {"counts": self.measure.value}
        for name, values in (("statements", self.statements), ("rows", self.rows)):
            found |= {name: list(values)} if values else {}
        if self.filters:
            found["any_of"] = [
                {name: list(values) for name, values in one.selected.items()}
                | ({"words": one.words} if one.words else {})
                for one in self.filters
            ]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and how it is counted."""

    value: int
    query: FigureQuery
