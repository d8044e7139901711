"""Mapping: a question asked of the ground, answered with lines, cells, and what they are counted among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from palermo.analysis.dimensions import DIMENSIONS, Where
from palermo.analysis.profiles import Emptiness
from palermo.analysis.values import GROUPS, NAMED, WORLD, Values
from palermo.analysis.who_does_what.coded import Coded, Numbers
from palermo.analysis.who_does_what.ground import PRINTED, Ground
from palermo.analysis.who_does_what.question import Cell, Coverage, Line, Question, WhoDoesWhat
from palermo.analysis.who_does_what.tally import Tally, distinct, tally
from palermo.edition import AS_PRINTED, NO_PLACE, NOBODY

WIDELY = 4
"""How many times the documents of the middle row a row must have to be warned of."""
MANY = 10
"""Documents from which a row is worth a warning: with fewer, chance alone makes shares differ."""
FEWEST_ROWS = 4
"""From which the middle of rows says something."""
_WITHOUT = {"country": NO_PLACE, "region": WORLD}
"""Values that are lines only where they are asked for."""
KEPT = 100
"""Maps of all statements that are kept at most."""
MOST_CELLS = 250_000
"""From which cells without statements are left out."""


def who_does_what(ground: Ground, asked: Question, values: Values) -> WhoDoesWhat:
    """The map that a question asks."""
    rows = ground.rows(asked.where.asked)
    denominators = {
        "statements": len(rows),
        "documents": ground.works(rows),
        "documents_in_all": len(set(ground.work.tolist())),
    }
    every = [
        _lines(ground, name, rows, _wanted(name, asked.where, values), values, denominators["documents"])
        for name in asked.axes
    ]
    aside = [[line for line in some if _aside(name, line.id)] for name, some in zip(asked.axes, every, strict=True)]
    denominators |= _without_row(asked, aside)
    every = [
        some if asked.others or name in asked.where.asked else [line for line in some if line not in left]
        for name, some, left in zip(asked.axes, every, aside, strict=True)
    ]
    lines = [_most(some, name, asked.most) for name, some in zip(asked.axes, every, strict=True)]
    met = _met_or_kept(ground, asked, rows, [[line.id for line in some] for some in lines])
    inside = _inside(ground, asked, rows, lines)
    cells = _cells(asked, lines, met, inside, ground.view.manifest.date.year)
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
        inside=inside,
    )


def _most(lines: list[Line], name: str, most: int | None) -> list[Line]:
    """The lines with the most statements, of years the last ones; those for names without an id stay, at the end."""
    groups = [line for line in lines if _aside(name, line.id)]
    known = [line for line in lines if line not in groups] if groups else lines
    return [*((known[-most:] if name == "year" else known[:most]) if most else known), *groups]


def _aside(name: str, id: str) -> bool:
    return name in NAMED and id in GROUPS


def _without_row(asked: Question, aside: Sequence[Sequence[Line]]) -> dict[str, int]:
    """Of a map of who acts, is asked or takes part: how many statements name somebody without an id, or nobody."""
    if asked.rows not in NAMED or asked.rows in asked.where.asked:
        return {}
    counted = {line.id: line.statements for line in aside[0]}
    told = {"as_printed": counted.get(AS_PRINTED, 0), "unnamed": counted.get(NOBODY, 0)}
    return {name: number for name, number in told.items() if number}


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
    if wanted is not None and name in NAMED and AS_PRINTED in wanted:
        wanted = {*(id for id in axis.ids if id.startswith(PRINTED)), *(wanted - {AS_PRINTED})}
    counted = _tallied(ground, name, rows)
    of_entity = ground.searched if name == "entity" else None
    found = {}
    for at, code in enumerate(counted.codes[0].tolist()):
        id = axis.ids[code]
        if id in wanted if wanted is not None else _shown(name, id):
            found[id] = _line(id, counted, at, of_entity.get(id, 0) if of_entity is not None else searched)
    scheme = DIMENSIONS[name].scheme
    known = [concept.id for concept in values.vocabulary.concepts(scheme)] if scheme else []
    for id in wanted if wanted is not None else known:
        if id not in found and not id.startswith(PRINTED):
            of_it = of_entity.get(id, 0) if of_entity is not None else searched
            found[id] = Line(id=id, statements=0, documents=0, newest=None, searched=of_it)
    if name == "year":
        return sorted(found.values(), key=lambda line: line.id)
    return sorted(found.values(), key=lambda line: (_aside(name, line.id), -line.statements, line.id))


def _tallied(ground: Ground, name: str, rows: Numbers) -> Tally:
    """An axis tallied; of all statements it is kept, for that is what every map without filters asks."""
    if len(rows) < ground.statements:
        return tally(ground, rows, [ground.dimensions[name]])
    found: Tally = ground.kept.get(name) or tally(ground, rows, [ground.dimensions[name]])
    ground.kept[name] = found
    return found


def _shown(name: str, id: str) -> bool:
    """Whether a value is a line where the filters do not ask for it; names without an id are one line together."""
    return not id.startswith(PRINTED) if name in NAMED else id != _WITHOUT.get(name)


def _line(id: str, counted: Tally, at: int, searched: int) -> Line:
    return Line(
        id=id,
        statements=int(counted.statements[at]),
        documents=int(counted.documents[at]),
        newest=int(counted.newest[at]) or None,
        searched=searched,
    )


def _met_or_kept(ground: Ground, asked: Question, rows: Numbers, shown: list[list[str]]) -> dict[tuple[str, ...], _Met]:
    """What meets where the shown lines cross; of two dimensions without a filter it is kept, for it is asked first.

    A filter that every statement meets still narrows the lines, so that what it gives is no other question's answer.
    """
    axes = [ground.dimensions[name] for name in asked.axes]
    if asked.where.asked or len(rows) < ground.statements or len(axes) > 2:
        return _met(ground, rows, axes, shown)
    key = f"{asked.axes} {asked.most} {asked.others}"
    found: dict[tuple[str, ...], _Met] = ground.kept.get(key) or _met(ground, rows, axes, shown)
    if len(ground.kept) < KEPT:
        ground.kept[key] = found
    return found


def _met(ground: Ground, rows: Numbers, axes: Sequence[Coded], shown: list[list[str]]) -> dict[tuple[str, ...], _Met]:
    """What meets where the shown lines cross."""
    narrowed = [axis.only(ids) for axis, ids in zip(axes, shown, strict=True)]
    counted = tally(ground, rows, narrowed)
    alone = ground.dimensions["entity"] in axes
    acting = distinct(ground, rows, narrowed, ground.acting, counted) if not alone else _one_each(axes, counted, ground)
    ids = ([axis.ids[code] for code in codes] for axis, codes in zip(axes, counted.codes.tolist(), strict=True))
    numbers = (some.tolist() for some in (counted.statements, counted.documents, acting, counted.newest))
    return {
        at: _Met(statements=n[0], documents=n[1], entities=n[2], newest=n[3])
        for at, n in zip(zip(*ids, strict=True), zip(*numbers, strict=True), strict=True)
    }


def _one_each(axes: Sequence[Coded], counted: Tally, ground: Ground) -> Numbers:
    """Of the cells of a map of entities: one acts in each, none where it has no id."""
    entity = ground.dimensions["entity"]
    known = np.array([id not in GROUPS and not id.startswith(PRINTED) for id in entity.ids], dtype=np.int32)
    return np.asarray(known[counted.codes[axes.index(entity)]], dtype=np.int32)


type _Inside = Mapping[tuple[str, str, str], Line]


def _inside(ground: Ground, asked: Question, rows: Numbers, lines: Sequence[Sequence[Line]]) -> _Inside:
    """Of the shown rows and columns what is in each of the shown facets."""
    found: dict[tuple[str, str, str], Line] = {}
    if asked.facet is None:
        return found
    facet = ground.dimensions[asked.facet].only(line.id for line in lines[2])
    for name, some in zip((asked.rows, asked.columns), lines, strict=False):
        axis, by_id = ground.dimensions[name], {line.id: line for line in some}
        counted = tally(ground, rows, [axis.only(by_id), facet])
        for at, (code, of_facet) in enumerate(zip(*counted.codes.tolist(), strict=True)):
            id = axis.ids[code]
            found[name, id, facet.ids[of_facet]] = _line(id, counted, at, by_id[id].searched)
    return found


def _cells(
    asked: Question, lines: Sequence[Sequence[Line]], met: dict[tuple[str, ...], _Met], inside: _Inside, year: int
) -> list[Cell]:
    """All cells, by weight of their lines; of a map with very many cells only those with statements."""
    facets: Sequence[Line | None] = lines[2] if len(lines) > 2 else [None]
    every = len(lines[0]) * len(lines[1]) * len(facets) <= MOST_CELLS
    made = []
    for facet in facets:
        for row in lines[0]:
            held = inside.get((asked.rows, row.id, facet.id), row) if facet else row
            for column in lines[1]:
                at = (row.id, column.id, *([facet.id] if facet else []))
                found = met.get(at)
                if found or every:
                    made.append(_cell(asked, [held, column, *([facet] if facet else [])], found, year))
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
    counted = [row for row in rows if row.statements and row.id not in GROUPS and not row.id.startswith(PRINTED)]
    if asked.rows != "entity" or len(counted) < FEWEST_ROWS:
        return []
    middle = median(row.searched for row in counted)
    many = [row for row in counted if row.searched >= MANY]
    wide = [row for row in many if row.searched > WIDELY * max(middle, 1)]
    return [Coverage(row=row.id, documents=row.searched, middle=middle) for row in wide]
