"""Change: one map of two editions, or of two periods of one: what is new, what fell silent, what grew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from palermo.analysis.dimensions import Where, filters_of
from palermo.analysis.values import Values
from palermo.analysis.who_does_what.ground import Ground
from palermo.analysis.who_does_what.mapping import who_does_what
from palermo.analysis.who_does_what.question import Question, WhoDoesWhat


class Turn(StrEnum):
    """What became of a cell."""

    NEW = "new"
    """Nothing was there before."""
    SILENT = "silent"
    """Nothing is there any more."""
    GROWN = "grown"
    SHRUNK = "shrunk"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A cell before and after."""

    row: str
    column: str
    facet: str | None
    before: int
    """Statements."""
    after: int
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Two maps of one question, and the cells in which they differ, the greatest difference first."""

    before: WhoDoesWhat
    after: WhoDoesWhat
    cells: Sequence[Changed]


def between(before: WhoDoesWhat, after: WhoDoesWhat) -> Change:
    """Compare two maps of the same dimensions; cells that are the same in both are left out."""
    old, new = _counts(before), _counts(after)
    cells = [_changed(at, old.get(at, 0), new.get(at, 0)) for at in {**old, **new}]
    told = [cell for cell in cells if cell.turn is not Turn.SAME]
    order = list(Turn)
    told.sort(key=lambda c: (order.index(c.turn), -abs(c.after - c.before), c.row, c.column, c.facet or ""))
    return Change(before=before, after=after, cells=told)


def of_editions(old: Ground, new: Ground, asked: Question, values: Values) -> Change:
    """The map of a question in two editions."""
    whole = replace(asked, most=None)
    return between(who_does_what(old, whole, values), who_does_what(new, whole, values))


def of_periods(ground: Ground, asked: Question, values: Values, earlier: Sequence[str], later: Sequence[str]) -> Change:
    """The map of a question in two periods: years of publication."""
    return between(
        *(
            who_does_what(ground, replace(asked, most=None, where=_in(asked.where, years, values)), values)
            for years in (earlier, later)
        )
    )


def _in(where: Where, years: Sequence[str], values: Values) -> Where:
    asked = {**where.asked, "year": tuple(years)}
    return Where(asked=asked, filters=filters_of(asked, values))


def _counts(found: WhoDoesWhat) -> Mapping[tuple[str, str, str | None], int]:
    return {(cell.row, cell.column, cell.facet): cell.statements for cell in found.cells if cell.statements}


def _changed(at: tuple[str, str, str | None], before: int, after: int) -> Changed:
    turn = Turn.SAME
    if before != after:
        turn = Turn.GROWN if after > before else Turn.SHRUNK
        turn = Turn.NEW if not before else Turn.SILENT if not after else turn
    return Changed(row=at[0], column=at[1], facet=at[2], before=before, after=after, turn=turn)
