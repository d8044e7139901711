"""What changed in a map between two periods, as the explorer shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.analysis.who_does_what.change import Turn, of_periods
from palermo.errors import QuestionInvalid
from palermo.portal.frame.asking import clean
from palermo.portal.maps.asked import Asked, Pairs
from palermo.portal.maps.ground import Maps, values
from palermo.portal.maps.labels import label, short

SHOWN = 12
"""Cells of each turn."""
TURNS: dict[Turn, Promise] = {
    Turn.NEW: _("New"),
    Turn.SILENT: _("Fell silent"),
    Turn.GROWN: _("Grown"),
    Turn.SHRUNK: _("Shrunk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A cell in both periods, with the parameters that list its statements of each."""

    row: str
    column: str
    before: int
    after: int
    before_query: Pairs
    after_query: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The cells that changed, by what became of them: name, how many in all, and the first of them."""

    earlier: str
    later: str
    turns: Sequence[tuple[str, int, Sequence[Moved]]]
    refused: str = ""


def changes(maps: Maps, asked: Asked, parameters: QueryDict) -> Changes | None:
    """What changed between the periods that an address names; None where it names none."""
    earlier, later = (clean(parameters.get(name, "")) for name in ("earlier", "later"))
    if not (earlier and later):
        return None
    try:
        years = [values().ids("year", one) for one in (earlier, later)]
    except QuestionInvalid as error:
        return Changes(earlier=earlier, later=later, turns=(), refused=error.thing)
    found = of_periods(maps.ground, asked.question(values()), values(), *years)
    names = found.after.names
    turns = []
    for turn, title in TURNS.items():
        cells = [cell for cell in found.cells if cell.turn is turn]
        moved = [
            Moved(
                row=short(asked.rows, cell.row, names),
                column=label(asked.columns, cell.column, names),
                before=cell.before,
                after=cell.after,
                before_query=(*asked.within(**{asked.rows: cell.row, asked.columns: cell.column}), ("year", earlier)),
                after_query=(*asked.within(**{asked.rows: cell.row, asked.columns: cell.column}), ("year", later)),
            )
            for cell in cells[:SHOWN]
        ]
        turns.append((str(title), len(cells), moved))
    return Changes(earlier=earlier, later=later, turns=turns)
