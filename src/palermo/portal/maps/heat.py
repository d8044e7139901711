"""The heat table: a map's rows, columns and cells with their shades, words and addresses."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis import Emptiness
from palermo.analysis.values import GROUPS, NAMED
from palermo.analysis.who_does_what import Cell, Line, WhoDoesWhat
from palermo.analysis.who_does_what.order import by_similarity
from palermo.portal.frame import counted, facts, figures, languages
from palermo.portal.maps.asked import FACETS, Asked, Pairs
from palermo.portal.maps.ground import WIDEST
from palermo.portal.maps.labels import label, short
from palermo.statements import normalised

SHADES = 6
ABSENT = 8
"""Rows of entities without a document that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A row's or a column's name, where it leads, and what is in all of it."""

    id: str
    name: str
    short: str
    page: str | None
    total: int
    query: Pairs
    """Parameters of the list of all its statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A cell as it is shown."""

    shade: str
    """h1 to h6 by weight, n: nothing found, x: no document, o: old evidence; with `open` where it is open."""
    words: str
    told: str
    """The same for those who do not see the shade."""
    query: Pairs
    """Parameters that open it."""
    year: int | None = None
    """Of the newest, where that is old; it stands below the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """One heat table; a map with a facet has several."""

    head: Head | None
    columns: Sequence[Head]
    rows: Sequence[tuple[Head, Sequence[Square]]]


def planes(found: WhoDoesWhat, asked: Asked) -> list[Plane]:
    """The heat tables of a map: its heaviest facets, rows and columns, in the order that is asked for."""
    cells = {(cell.row, cell.column, cell.facet): cell for cell in found.cells}
    facets: Sequence[Line | None] = found.facets[:FACETS] or [None]
    columns = list(found.columns[:WIDEST]) if asked.columns != "year" else list(found.columns[-WIDEST:])
    shown = [one for one in columns if one.statements or asked.columns != "entity"]
    rows = _sorted(found, asked, cells, shown)
    largest = max((_measured(cell, asked.measure) for cell in found.cells), default=0.0)
    made = []
    for facet in facets:
        heads = [_head(asked.columns, line, found, asked, facet) for line in shown]
        squares: list[tuple[Head, Sequence[Square]]] = [
            (
                _head(asked.rows, row, found, asked, facet),
                [
                    _square(cells.get((row.id, column.id, facet.id if facet else None)), asked, largest, found)
                    for column in shown
                ],
            )
            for row in rows
            if not facet or found.within(asked.rows, row, facet.id).statements
        ]
        if asked.rows == "entity" and not facet and asked.sort == "weight":
            squares += [_absent(id, found, asked, shown) for id in found.absent[:ABSENT]]
        head = _head(asked.facet, facet, found, asked) if facet else None
        made.append(Plane(head=head, columns=heads, rows=squares))
    return made


def _sorted(
    found: WhoDoesWhat, asked: Asked, cells: Mapping[tuple[str, str, str | None], Cell], columns: Sequence[Line]
) -> list[Line]:
    lines = {line.id: line for line in found.rows if line.statements or asked.rows != "entity"}
    if asked.rows == "year":
        return list(lines.values())[-asked.top :]
    groups = [lines.pop(id) for id in GROUPS if asked.rows in NAMED and id in lines]
    kept = list(lines)[: asked.top]
    if asked.sort == "name":
        kept = sorted(lines, key=lambda id: normalised(label(asked.rows, id, found.names)))[: asked.top]
    if asked.sort == "similarity":
        counts = {(row, column): cell.statements for (row, column, facet), cell in cells.items() if not facet}
        for (row, column, facet), cell in cells.items():
            if facet:
                counts[row, column] = counts.get((row, column), 0) + cell.statements
        kept = by_similarity(kept, counts, [column.id for column in columns])
    return [*(lines[id] for id in kept), *(line for line in groups if line.statements)]


def _head(dimension: str, line: Line, found: WhoDoesWhat, asked: Asked, facet: Line | None = None) -> Head:
    """The head of a line, of a facet's map with what is in that facet alone."""
    page = facts.page_of(line.id) if dimension in ("entity", "partner", "addressee", "instrument") else None
    return Head(
        id=line.id,
        name=label(dimension, line.id, found.names),
        short=short(dimension, line.id, found.names),
        page=page,
        total=found.within(dimension, line, facet.id if facet else None).statements,
        query=asked.within(**{dimension: line.id}, **({asked.facet: facet.id} if facet else {})),
    )


def _square(cell: Cell | None, asked: Asked, largest: float, found: WhoDoesWhat) -> Square:
    if cell is None:  # a very large map has no cells without statements
        return Square(shade="n", words="·", told=_("Nothing found"), query=asked.map)
    at = (cell.row, cell.column, *([cell.facet] if cell.facet else []))
    places = zip(("at_row", "at_column", "at_facet"), at, strict=False)
    words, told = _words(cell, asked.measure)
    open = " open" if at == asked.at else ""
    return Square(
        shade=_shade(cell, asked.measure, largest) + open,
        words=words,
        told=f"{short(asked.rows, cell.row, found.names)}, {label(asked.columns, cell.column, found.names)}: {told}",
        query=(*asked.map, *places),
        year=cell.newest if cell.emptiness is Emptiness.OLD_EVIDENCE and asked.measure != "newest" else None,
    )


def _shade(cell: Cell, measure: str, largest: float) -> str:
    match cell.emptiness:
        case Emptiness.NOTHING_FOUND:
            return "n"
        case Emptiness.NO_DOCUMENT:
            return "x"
        case Emptiness.OLD_EVIDENCE:
            return "o"
    weight = _measured(cell, measure)
    if weight <= 0 or largest <= 0:
        return "h1"
    part = math.log1p(weight) / math.log1p(largest) if measure in ("statements", "documents", "entities") else 1.0
    part = weight / largest if measure in ("share", "per_document") else part
    part = 1 - min(max(largest - weight, 0), 10) / 10 if measure == "newest" else part
    return f"h{min(SHADES, 1 + int(part * SHADES))}"


def _measured(cell: Cell, measure: str) -> float:
    return float(getattr(cell, measure) or 0)


def _words(cell: Cell, measure: str) -> tuple[str, str]:
    """What stands in a cell, and what is told of it."""
    number = counted.statements(cell.statements)
    match cell.emptiness:
        case Emptiness.NOTHING_FOUND:
            return "·", _("nothing found in %(documents)s") % {"documents": counted.documents(cell.searched)}
        case Emptiness.NO_DOCUMENT:
            return "×", _("no document in the library")
        case Emptiness.OLD_EVIDENCE:
            told = _("%(statements)s, the newest of %(year)s") % {"statements": number, "year": cell.newest}
            return _figure(cell, measure)[0], told
    return _figure(cell, measure)


def _figure(cell: Cell, measure: str) -> tuple[str, str]:
    """What is counted in a cell that has statements, and the same in words."""
    language = languages.active()
    number = counted.statements(cell.statements)
    match measure:
        case "newest":
            return str(cell.newest or "?"), f"{number}, {cell.newest or '?'}"
        case "share":
            return figures.percent(cell.share, language), f"{figures.percent(cell.share, language)} ({number})"
        case "per_document":
            return f"{cell.per_document:.1f}", f"{cell.per_document:.1f} ({number})"
        case "documents":
            return figures.number(cell.documents, language), counted.documents(cell.documents)
        case "entities":
            return figures.number(cell.entities, language), counted.entities(cell.entities)
    return figures.number(cell.statements, language), number


def _absent(id: str, found: WhoDoesWhat, asked: Asked, columns: Sequence[Line]) -> tuple[Head, Sequence[Square]]:
    line = Line(id=id, statements=0, documents=0, newest=None, searched=0)
    told = f"{short('entity', id, found.names)}: {_('no document in the library')}"
    query = (*asked.map, ("at_row", id), ("at_column", columns[0].id if columns else ""))
    return _head("entity", line, found, asked), [
        Square(shade="x", words="×", told=told, query=query) for _one in columns
    ]
