"""What stands beside the heat table: the statements of the open cell, and rows side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from palermo.analysis import Emptiness
from palermo.analysis.who_does_what import Cell, WhoDoesWhat
from palermo.portal.maps.asked import Asked, Pairs
from palermo.portal.maps.ground import Maps, values
from palermo.portal.maps.labels import label, short
from palermo.statements import Document, Statement

SHOWN = 6
"""Statements of the open cell that stand beside the table."""
COMPARED = 12
"""Columns of a comparison: those with the most statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The open cell."""

    names: Sequence[str]
    """Of row, column and facet."""
    total: int
    documents: int
    searched: int
    newest: int | None
    emptiness: Emptiness | None
    rows: Sequence[tuple[Statement, Document]]
    kinds: Sequence[tuple[str, int, Pairs]]
    """Kinds of its statements, with the parameters that list them."""
    query: Pairs
    """Parameters that list all of them."""


def panel(maps: Maps, found: WhoDoesWhat, asked: Asked) -> Panel | None:
    """The open cell with its newest statements; None where none is open."""
    if not asked.at:
        return None
    axes = found.question.axes
    places = dict(zip(axes, asked.at, strict=True))
    inside = replace(asked, wanted={**asked.wanted, **{name: (id,) for name, id in places.items()}})
    ground = maps.ground
    rows = ground.rows(inside.wanted)
    statements = ground.view.statements_at(ground.places(rows[:SHOWN]))
    cell = next((one for one in found.cells if _place(one) == asked.at), None)
    kinds = ground.counted(rows, "kind")
    return Panel(
        names=[
            short(name, id, found.names) if name == "entity" else label(name, id, found.names)
            for name, id in places.items()
        ],
        total=len(rows),
        documents=cell.documents if cell else 0,
        searched=cell.searched if cell else 0,
        newest=cell.newest if cell else None,
        emptiness=cell.emptiness if cell else (None if len(rows) else Emptiness.NO_DOCUMENT),
        rows=[(one, ground.view.document(one.document)) for one in statements],
        kinds=[(kind, number, inside.within(kind=kind)) for kind, number in kinds],
        query=inside.filters,
    )


def _place(cell: Cell) -> tuple[str, ...]:
    return (cell.row, cell.column, *([cell.facet] if cell.facet else []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One column of the map in a comparison: a number for each of the rows that are compared."""

    name: str
    numbers: Sequence[tuple[int, int | None, Pairs]]
    """Statements, newest year, and the parameters that list them."""
    dots: Sequence[str]
    """Where each number stands between 0 and the largest, per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Rows side by side."""

    names: Sequence[str]
    sides: Sequence[Side]
    scale: Sequence[tuple[str, int]]
    """Places of the axis, per cent, and their numbers."""


def comparison(maps: Maps, asked: Asked) -> Comparison | None:
    """Two to four rows by the columns in which they have the most; None where fewer are chosen."""
    if len(asked.compared) < 2:
        return None
    only = replace(asked, facet="", wanted={**asked.wanted, asked.rows: asked.compared}, sort="weight")
    found = maps.answer(only.question(values()))
    cells = {(cell.row, cell.column): cell for cell in found.cells}
    columns = [column.id for column in found.columns if column.statements][:COMPARED]
    if not columns:
        return None
    largest = max(cell.statements for cell in found.cells)
    sides = []
    for column in columns:
        met = [cells.get((row, column)) for row in asked.compared]
        numbers = [
            (
                cell.statements if cell else 0,
                cell.newest if cell else None,
                only.within(**{asked.rows: row, asked.columns: column}),
            )
            for row, cell in zip(asked.compared, met, strict=True)
        ]
        dots = [_along(number, largest) for number, _newest, _query in numbers]
        sides.append(Side(name=label(asked.columns, column, found.names), numbers=numbers, dots=dots))
    scale = [(_along(number, largest), number) for number in dict.fromkeys((0, largest // 2, largest))]
    return Comparison(names=[short(asked.rows, id, found.names) for id in asked.compared], sides=sides, scale=scale)


def _along(number: int, largest: int) -> str:
    return f"{2 + 96 * number / max(largest, 1):.1f}%"
