"""Mapping: a question asked of the ground, answered with lines, cells, and what they are counted among."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from palermo.analysis.dimensions import DIMENSIONS, Where
from palermo.analysis.profiles import Emptiness
from palermo.analysis.values import WORLD, Values
from palermo.analysis.who_does_what.coded import Coded, Numbers
from palermo.analysis.who_does_what.ground import Ground
from palermo.analysis.who_does_what.question import Cell, Coverage, Line, Question, WhoDoesWhat
from palermo.analysis.who_does_what.tally import Tally, distinct, tally
from palermo.edition import NO_PLACE

WIDELY = 4
"""How many times the documents of the middle row a row must have to be warned of."""
MANY = 10
"""Documents from which a row is worth a warning: with fewer, chance alone makes shares differ."""
FEWEST_ROWS = 4
"""From which the middle of rows says something."""
_WITHOUT = {"country": NO_PLACE, "region": WORLD}
"""Values that are lines only where they are asked for."""
MOST_CELLS = 250_000
"""From which cells without statements are left out."""


def who_does_what(ground: Ground, asked: Question, values: Values) -> WhoDoesWhat:
    """The map that a question asks."""
    rows = ground.rows(asked.where.asked)
    axes = [ground.dimensions[name] for name in asked.axes]
    whole = tally(ground, rows, [])
    denominators = {
        "statements": int(whole.statements.sum()),
        "documents": int(whole.documents.sum()),
        "documents_in_all": len(set(ground.work.tolist())),
    }
    every = [
        _lines(ground, name, rows, _wanted(name, asked.where, values), values, denominators["documents"])
        for name in asked.axes
    ]
    lines = [
        (some[-asked.most :] if name == "year" else some[: asked.most]) if asked.most else some
        for name, some in zip(asked.axes, every, strict=True)
    ]
    met = _met(ground, rows, axes, [[line.id for line in some] for some in lines])
    year = ground.view.manifest.date.year
    cells = _cells(asked, lines, met, year)
    shown = {line.id for name, some in zip(asked.axes, every, strict=True) if name == "entity" for line in some}
    return WhoDoesWhat(
        question=asked,
        rows=lines[0],
        columns=lines[1],
        facets=lines[2] if asked.facet else (),
        cells=cells,
        absent=_absent(ground, asked, values, shown),
        coverage=_coverage(asked, every[0]),
        denominators=denominators,
        left_out={
            name: len(some) - asked.most
            for name, some in zip(asked.axes, every, strict=True)
            if asked.most and len(some) > asked.most
        },
        names=ground.names,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What meets in one cell."""

    statements: int
    documents: int
    entities: int
    newest: int


def _wanted(name: str, where: Where, values: Values) -> set[str] | None:
    """The values to which the filters narrow an axis; None for all."""
    wanted = set(where.asked[name]) if name in where.asked else None
    if name == "country" and "region" in where.asked:
        inside = set(values.countries(where.asked["region"]))
        return inside if wanted is None else wanted & inside
    return wanted


def _lines(
    ground: Ground, name: str, rows: Numbers, wanted: set[str] | None, values: Values, searched: int
) -> list[Line]:
    """The values of an axis, the most statements first; words of the vocabulary also where nothing is found."""
    axis = ground.dimensions[name]
    counted = tally(ground, rows, [axis])
    of_entity = ground.searched if name == "entity" else None
    found = {}
    for at, code in enumerate(counted.codes[0].tolist()):
        id = axis.ids[code]
        if id in wanted if wanted is not None else id != _WITHOUT.get(name):
            found[id] = _line(id, counted, at, of_entity.get(id, 0) if of_entity is not None else searched)
    scheme = DIMENSIONS[name].scheme
    known = [concept.id for concept in values.vocabulary.concepts(scheme)] if scheme else []
    for id in wanted if wanted is not None else known:
        if id not in found:
            of_it = of_entity.get(id, 0) if of_entity is not None else searched
            found[id] = Line(id=id, statements=0, documents=0, newest=None, searched=of_it)
    if name == "year":
        return sorted(found.values(), key=lambda line: line.id)
    return sorted(found.values(), key=lambda line: (-line.statements, line.id))


def _line(id: str, counted: Tally, at: int, searched: int) -> Line:
    return Line(
        id=id,
        statements=int(counted.statements[at]),
        documents=int(counted.documents[at]),
        newest=int(counted.newest[at]) or None,
        searched=searched,
    )


def _met(ground: Ground, rows: Numbers, axes: Sequence[Coded], shown: list[list[str]]) -> dict[tuple[str, ...], _Met]:
    """What meets where the shown lines cross."""
    narrowed = [axis.only(ids) for axis, ids in zip(axes, shown, strict=True)]
    counted = tally(ground, rows, narrowed)
    entity = ground.dimensions["entity"]
    alone = entity in axes
    acting = np.ones(len(counted.statements), np.int32) if alone else distinct(ground, rows, narrowed, entity)
    ids = ([axis.ids[code] for code in codes] for axis, codes in zip(axes, counted.codes.tolist(), strict=True))
    numbers = (some.tolist() for some in (counted.statements, counted.documents, acting, counted.newest))
    return {
        at: _Met(statements=n[0], documents=n[1], entities=n[2], newest=n[3])
        for at, n in zip(zip(*ids, strict=True), zip(*numbers, strict=True), strict=True)
    }


def _cells(asked: Question, lines: Sequence[Sequence[Line]], met: dict[tuple[str, ...], _Met], year: int) -> list[Cell]:
    """All cells, by weight of their lines; of a map with very many cells only those with statements."""
    facets: Sequence[Line | None] = lines[2] if len(lines) > 2 else [None]
    every = len(lines[0]) * len(lines[1]) * len(facets) <= MOST_CELLS
    made = []
    for facet in facets:
        for row in lines[0]:
            for column in lines[1]:
                at = (row.id, column.id, *([facet.id] if facet else []))
                found = met.get(at)
                if found or every:
                    made.append(_cell(asked, [row, column, *([facet] if facet else [])], found, year))
    return made


def _cell(asked: Question, lines: Sequence[Line], met: _Met | None, year: int) -> Cell:
    row, column, *facet = lines
    entity = next((line for name, line in zip(asked.axes, lines, strict=True) if name == "entity"), None)
    searched = (entity or row).searched
    found = met or _Met(statements=0, documents=0, entities=0, newest=0)
    return Cell(
        row=row.id,
        column=column.id,
        facet=facet[0].id if facet else None,
        statements=found.statements,
        documents=found.documents,
        entities=found.entities,
        newest=found.newest or None,
        share=found.statements / row.statements if row.statements else 0.0,
        per_document=found.statements / row.searched if row.searched else 0.0,
        emptiness=_emptiness(found, searched, year - asked.old),
        searched=searched,
    )


def _emptiness(met: _Met, searched: int, oldest: int) -> Emptiness | None:
    if not met.statements:
        return Emptiness.NOTHING_FOUND if searched else Emptiness.NO_DOCUMENT
    return Emptiness.OLD_EVIDENCE if met.newest and met.newest < oldest else None


def _absent(ground: Ground, asked: Question, values: Values, shown: set[str]) -> list[str]:
    """Entities of the registry for which no Work was searched, where a map is of entities."""
    if "entity" not in asked.axes:
        return []
    wanted = asked.where.asked.get("entity")
    known = values.registry.entities if wanted is None else wanted
    return [id for id in known if not ground.searched.get(id) and id not in shown]


def _coverage(asked: Question, rows: Sequence[Line]) -> list[Coverage]:
    """Rows of entities of which far more documents were searched than of the row in the middle."""
    counted = [row for row in rows if row.statements]
    if asked.rows != "entity" or len(counted) < FEWEST_ROWS:
        return []
    middle = median(row.searched for row in counted)
    many = [row for row in counted if row.searched >= MANY]
    wide = [row for row in many if row.searched > WIDELY * max(middle, 1)]
    return [Coverage(row=row.id, documents=row.searched, middle=middle) for row in wide]
