"""What changed in a map between two periods, or since another edition, as the explorer shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.analysis.who_does_what.change import Change, Turn, of_editions, of_periods
from palermo.errors import NoLibrary, NotFound, QuestionInvalid
from palermo.portal.frame.asking import clean
from palermo.portal.maps.asked import Asked, Pairs
from palermo.portal.maps.ground import Maps, ground_before, values
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
class Compared:
    """What an address compares: two periods, or the served edition with another one."""

    earlier: str = ""
    later: str = ""
    since: str = ""
    """Name of the other edition."""

    @property
    def query(self) -> Pairs:
        """Its parameters."""
        return tuple((name, value) for name in ("earlier", "later", "since") if (value := getattr(self, name)))

    @property
    def told(self) -> str:
        """What is compared with what, in words."""
        return f"since edition {self.since}" if self.since else f"{self.earlier} against {self.later}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A cell before and after, with the parameters that list its statements; None where they cannot be listed."""

    row: str
    column: str
    before: int
    after: int
    before_query: Pairs | None
    after_query: Pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The cells that changed, by what became of them: name, how many in all, and the first of them."""

    asked: Compared
    query: Pairs
    """Parameters of the map and of what is compared."""
    turns: Sequence[tuple[str, int, Sequence[Moved]]]
    refused: str = ""


def compared(parameters: QueryDict) -> Compared | None:
    """What an address asks to compare; None where it names neither two periods nor an edition."""
    earlier, later, since = (clean(parameters.get(name, "")) for name in ("earlier", "later", "since"))
    if since:
        return Compared(since=since)
    return Compared(earlier=earlier, later=later) if earlier and later else None


def found_change(maps: Maps, asked: Asked, what: Compared) -> Change:
    """The change of a map; raises QuestionInvalid for what are no years, NotFound for an edition that is not there."""
    wanted = asked.question(values())
    if what.since:
        return of_editions(ground_before(what.since), maps.ground, wanted, values())
    years = [values().ids("year", one) for one in (what.earlier, what.later)]
    return of_periods(maps.ground, wanted, values(), *years)


def changes(maps: Maps, asked: Asked, parameters: QueryDict) -> Changes | None:
    """What changed between what an address names; None where it names nothing."""
    what = compared(parameters)
    if what is None:
        return None
    try:
        found = found_change(maps, asked, what)
    except (QuestionInvalid, NotFound, NoLibrary) as error:
        return Changes(asked=what, query=(*asked.map, *what.query), turns=(), refused=error.thing)
    names = {**found.before.names, **found.after.names}
    turns = []
    for turn, title in TURNS.items():
        cells = [cell for cell in found.cells if cell.turn is turn]
        moved = []
        for cell in cells[:SHOWN]:
            inside = asked.within(**{asked.rows: cell.row, asked.columns: cell.column})
            moved.append(
                Moved(
                    row=short(asked.rows, cell.row, names),
                    column=label(asked.columns, cell.column, names),
                    before=cell.before,
                    after=cell.after,
                    before_query=None if what.since else (*inside, ("year", what.earlier)),
                    after_query=inside if what.since else (*inside, ("year", what.later)),
                )
            )
        turns.append((str(title), len(cells), moved))
    return Changes(asked=what, query=(*asked.map, *what.query), turns=turns)
