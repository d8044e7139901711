"""Building a cross-tabulation from the fact table: axis values, cells, margins and denominators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from palermo.analysis.cross_tabulation.aggregation import CellAggregates, aggregate_cells, count_distinct
from palermo.analysis.cross_tabulation.cross_tab import (
    AxisValue,
    CrossTabCell,
    CrossTabQuery,
    CrossTabulation,
    RowCoverage,
)
from palermo.analysis.cross_tabulation.encoded_column import EncodedColumn, Int32Array
from palermo.analysis.cross_tabulation.fact_table import FactTable
from palermo.analysis.dimension_values import UNNAMED_VALUES, DimensionValues
from palermo.analysis.filter_parsing import DIMENSIONS
from palermo.analysis.profiles import Emptiness
from palermo.edition import Filters
from palermo.registry import WORLD
from palermo.statements import AS_PRINTED, NAME_FACETS, NAME_PREFIX, NO_PARTICIPANT, NO_PLACE

MAX_COVERAGE_RATIO = 4
"""Ratio of a row's documents to those of the median row above which a warning is given."""
MIN_WARNING_DOCUMENTS = 10
"""Minimum documents of a row for a warning; with fewer, shares differ by chance alone."""
MIN_ROWS_FOR_MEDIAN = 4
"""Minimum rows for a meaningful median."""
_HIDDEN_VALUES = {"place": NO_PLACE, "region": WORLD}
"""Values that are shown only if the filters select them."""
MAX_CACHED_MAPS = 100
"""Maximum cached cross-tabulations without filters."""
MAX_CELLS = 250_000
"""Number of cells above which empty cells are omitted."""


def build_cross_tabulation(facts: FactTable, query: CrossTabQuery, values: DimensionValues) -> CrossTabulation:
    """Compute the cross-tabulation of a query."""
    rows = facts.find_rows(query.where.selected)
    denominators = {
        "statements": len(rows),
        "documents": facts.count_works(rows),
        "documents_in_all": len(set(facts.work.tolist())),
    }
    axis_lines = [
        _build_axis(facts, name, rows, _select_values(name, query.where, values), values, denominators["documents"])
        for name in query.axes
    ]
    aside = [
        [line for line in axis if _is_unnamed(name, line.id)] for name, axis in zip(query.axes, axis_lines, strict=True)
    ]
    denominators |= _count_unnamed(query, aside)
    axis_lines = [
        axis if query.others or name in query.where.selected else [line for line in axis if line not in left]
        for name, axis, left in zip(query.axes, axis_lines, aside, strict=True)
    ]
    lines = [_limit_values(axis, name, query.most) for name, axis in zip(query.axes, axis_lines, strict=True)]
    if "year" not in query.where.selected:
        lines = [
            _add_missing_years(line, denominators["documents"]) if name == "year" and name != query.facet else line
            for name, line in zip(query.axes, lines, strict=True)
        ]
    cell_totals = _get_cell_totals(facts, query, rows, [[line.id for line in axis] for axis in lines])
    margins = _compute_margins(facts, query, rows, lines)
    cells = _build_cells(query, lines, cell_totals, margins, facts.view.manifest.date.year)
    return CrossTabulation(
        query=query,
        rows=lines[0],
        columns=lines[1],
        facets=lines[2] if query.facet else (),
        cells=cells,
        absent=_find_absent_entities(facts, query, values, _list_actor_ids(query, axis_lines)),
        coverage=_find_wide_coverage(query, axis_lines[0]),
        denominators=denominators,
        left_out=_count_left_out(query, axis_lines),
        names=facts.names,
        margins=margins,
    )


def _limit_values(axis_values: list[AxisValue], name: str, limit: int | None) -> list[AxisValue]:
    """Return the values with the most statements, or the latest years; unnamed ones stay, at the end."""
    groups = [line for line in axis_values if _is_unnamed(name, line.id)]
    known = [line for line in axis_values if line not in groups] if groups else axis_values
    return [*((known[-limit:] if name == "year" else known[:limit]) if limit else known), *groups]


def _is_unnamed(name: str, id: str) -> bool:
    return name in NAME_FACETS and id in UNNAMED_VALUES


def _count_unnamed(query: CrossTabQuery, unnamed_values: Sequence[Sequence[AxisValue]]) -> dict[str, int]:
    """Count the statements of a map of participants that name somebody without an id, or nobody."""
    if query.rows not in NAME_FACETS or query.rows in query.where.selected:
        return {}
    counted = {line.id: line.statements for line in unnamed_values[0]}
    unnamed_counts = {"as_printed": counted.get(AS_PRINTED, 0), "unnamed": counted.get(NO_PARTICIPANT, 0)}
    return {name: number for name, number in unnamed_counts.items() if number}


@dataclass(frozen=True, slots=True, kw_only=True)
class _CellTotals:
    """Totals of one cell."""

    statements: int
    documents: int
    entities: int
    newest: int


def _select_values(name: str, filters: Filters, values: DimensionValues) -> set[str] | None:
    """Return the values to which the filters narrow an axis; None for all."""
    selected_ids = set(filters.selected[name]) if name in filters.selected else None
    if name == "place" and "region" in filters.selected:
        countries = set(values.list_countries(filters.selected["region"]))
        return countries if selected_ids is None else selected_ids & countries
    return selected_ids


def _build_axis(
    facts: FactTable, name: str, rows: Int32Array, selected: set[str] | None, values: DimensionValues, searched: int
) -> list[AxisValue]:
    """Return the values of an axis, most statements first, and vocabulary concepts without statements."""
    axis = facts.dimensions[name]
    if selected is not None and name in NAME_FACETS and AS_PRINTED in selected:
        selected = {*(id for id in axis.ids if id.startswith(NAME_PREFIX)), *(selected - {AS_PRINTED})}
    counted = _aggregate_axis(facts, name, rows)
    of_entity = facts.searched if name == "actor" else None
    values_by_id = {}
    for index, code in enumerate(counted.codes[0].tolist()):
        id = axis.ids[code]
        if id in selected if selected is not None else _is_visible(name, id):
            values_by_id[id] = _build_axis_value(
                id, counted, index, of_entity.get(id, 0) if of_entity is not None else searched
            )
    scheme = DIMENSIONS[name].scheme
    known = [concept.id for concept in values.vocabulary.list_concepts(scheme)] if scheme else []
    for id in selected if selected is not None else known:
        if id not in values_by_id and not id.startswith(NAME_PREFIX):
            of_it = of_entity.get(id, 0) if of_entity is not None else searched
            values_by_id[id] = AxisValue(id=id, statements=0, documents=0, newest=None, searched=of_it)
    if name == "year":
        return sorted(values_by_id.values(), key=lambda line: line.id)
    return sorted(values_by_id.values(), key=lambda line: (_is_unnamed(name, line.id), -line.statements, line.id))


def _add_missing_years(lines: Sequence[AxisValue], searched: int) -> list[AxisValue]:
    """Return an axis of years with those between its first and last for which nothing is found."""
    missing_years = {line.id: line for line in lines}
    empty = AxisValue(id="", statements=0, documents=0, newest=None, searched=searched)
    years = {year: replace(empty, id=year) for year in list_years_between(missing_years)}
    return sorted((years | missing_years).values(), key=lambda line: line.id)


def list_years_between(years: Iterable[str]) -> list[str]:
    """Return every year from the first to the last, so that an axis has no gap.

    >>> list_years_between(["2019", "", "2021"])
    ['2019', '2020', '2021']
    """
    known = [int(year) for year in years if year.isdecimal()]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def _aggregate_axis(facts: FactTable, name: str, rows: Int32Array) -> CellAggregates:
    """Aggregate an axis; the aggregates of all statements are cached for maps without filters."""
    if len(rows) < facts.statements:
        return aggregate_cells(facts, rows, [facts.dimensions[name]])
    cell_aggregates: CellAggregates = facts.cached_aggregates.get(name) or aggregate_cells(
        facts, rows, [facts.dimensions[name]]
    )
    facts.cached_aggregates[name] = cell_aggregates
    return cell_aggregates


def _is_visible(name: str, id: str) -> bool:
    """Return True if a value is shown without a filter; names without an id share one row."""
    return not id.startswith(NAME_PREFIX) if name in NAME_FACETS else id != _HIDDEN_VALUES.get(name)


def _build_axis_value(id: str, aggregates: CellAggregates, position: int, searched: int) -> AxisValue:
    return AxisValue(
        id=id,
        statements=int(aggregates.statements[position]),
        documents=int(aggregates.documents[position]),
        newest=int(aggregates.newest[position]) or None,
        searched=searched,
    )


def _get_cell_totals(
    facts: FactTable, query: CrossTabQuery, rows: Int32Array, visible_ids: list[list[str]]
) -> dict[tuple[str, ...], _CellTotals]:
    """Return the totals of the shown cells; those of two dimensions without filters are cached.

    A filter that every statement matches still narrows the axis values, so its result is not cached under the same key.
    """
    axes = [facts.dimensions[name] for name in query.axes]
    if query.where.selected or len(rows) < facts.statements or len(axes) > 2:
        return _compute_cell_totals(facts, rows, axes, visible_ids)
    key = f"{query.axes} {query.most} {query.others}"
    cell: dict[tuple[str, ...], _CellTotals] = facts.cached_aggregates.get(key) or _compute_cell_totals(
        facts, rows, axes, visible_ids
    )
    if len(facts.cached_aggregates) < MAX_CACHED_MAPS:
        facts.cached_aggregates[key] = cell
    return cell


def _compute_cell_totals(
    facts: FactTable, rows: Int32Array, axes: Sequence[EncodedColumn], visible_ids: list[list[str]]
) -> dict[tuple[str, ...], _CellTotals]:
    """Compute the totals of the shown cells."""
    narrowed = [axis.restrict_to(ids) for axis, ids in zip(axes, visible_ids, strict=True)]
    counted = aggregate_cells(facts, rows, narrowed)
    has_actor_axis = facts.dimensions["actor"] in axes
    acting = (
        count_distinct(facts, rows, narrowed, facts.acting, counted)
        if not has_actor_axis
        else _count_acting_entities(axes, counted, facts)
    )
    ids = ([axis.ids[code] for code in codes] for axis, codes in zip(axes, counted.codes.tolist(), strict=True))
    numbers = (array.tolist() for array in (counted.statements, counted.documents, acting, counted.newest))
    return {
        cell_ids: _CellTotals(statements=n[0], documents=n[1], entities=n[2], newest=n[3])
        for cell_ids, n in zip(zip(*ids, strict=True), zip(*numbers, strict=True), strict=True)
    }


def _count_acting_entities(axes: Sequence[EncodedColumn], aggregates: CellAggregates, facts: FactTable) -> Int32Array:
    """Return the number of acting entities in each cell of a map by actor: 1, or 0 if it has no id."""
    entity = facts.dimensions["actor"]
    known = np.array([id not in UNNAMED_VALUES and not id.startswith(NAME_PREFIX) for id in entity.ids], dtype=np.int32)
    return np.asarray(known[aggregates.codes[axes.index(entity)]], dtype=np.int32)


type _Margins = Mapping[tuple[str, str, str], AxisValue]


def _compute_margins(
    facts: FactTable, query: CrossTabQuery, rows: Int32Array, axis_values: Sequence[Sequence[AxisValue]]
) -> _Margins:
    """Return the totals of each shown row and column within each shown facet."""
    margins: dict[tuple[str, str, str], AxisValue] = {}
    if query.facet is None:
        return margins
    facet = facts.dimensions[query.facet].restrict_to(line.id for line in axis_values[2])
    for name, axis_line in zip((query.rows, query.columns), axis_values, strict=False):
        axis, by_id = facts.dimensions[name], {line.id: line for line in axis_line}
        counted = aggregate_cells(facts, rows, [axis.restrict_to(by_id), facet])
        for index, (code, of_facet) in enumerate(zip(*counted.codes.tolist(), strict=True)):
            id = axis.ids[code]
            margins[name, id, facet.ids[of_facet]] = _build_axis_value(id, counted, index, by_id[id].searched)
    return margins


def _build_cells(
    query: CrossTabQuery,
    axis_values: Sequence[Sequence[AxisValue]],
    cell_totals: dict[tuple[str, ...], _CellTotals],
    margins: _Margins,
    year: int,
) -> list[CrossTabCell]:
    """Return all cells in the order of their values; above MAX_CELLS, only those with statements."""
    facets: Sequence[AxisValue | None] = axis_values[2] if len(axis_values) > 2 else [None]
    has_all_cells = len(axis_values[0]) * len(axis_values[1]) * len(facets) <= MAX_CELLS
    cells = []
    for facet in facets:
        for row in axis_values[0]:
            row_margin = margins.get((query.rows, row.id, facet.id), row) if facet else row
            for column in axis_values[1]:
                cell_ids = (row.id, column.id, *([facet.id] if facet else []))
                cell_total = cell_totals.get(cell_ids)
                if cell_total or has_all_cells:
                    cells.append(
                        _build_cell(query, [row_margin, column, *([facet] if facet else [])], cell_total, year)
                    )
    return cells


def _build_cell(
    query: CrossTabQuery, axis_values: Sequence[AxisValue], totals: _CellTotals | None, year: int
) -> CrossTabCell:
    row, column, *facet = axis_values
    entity = next((line for name, line in zip(query.axes, axis_values, strict=True) if name == "actor"), None)
    searched = (entity or row).searched
    cell_totals = totals or _CellTotals(statements=0, documents=0, entities=0, newest=0)
    return CrossTabCell(
        row=row.id,
        column=column.id,
        facet=facet[0].id if facet else None,
        statements=cell_totals.statements,
        documents=cell_totals.documents,
        entities=cell_totals.entities,
        newest=cell_totals.newest or None,
        share=cell_totals.statements / row.statements if row.statements else 0.0,
        per_document=cell_totals.statements / row.searched if row.searched else 0.0,
        emptiness=_classify_emptiness(cell_totals, searched, year - query.old),
        searched=searched,
    )


def _classify_emptiness(totals: _CellTotals, searched: int, oldest: int) -> Emptiness | None:
    if not totals.statements:
        return Emptiness.NO_EVIDENCE if searched else Emptiness.NO_DOCUMENT
    return Emptiness.OLD_EVIDENCE if totals.newest and totals.newest < oldest else None


def _list_actor_ids(query: CrossTabQuery, axis_lines: Sequence[Sequence[AxisValue]]) -> set[str]:
    axes = dict(zip(query.axes, axis_lines, strict=True))
    return {line.id for line in axes.get("actor", ())}


def _count_left_out(query: CrossTabQuery, axis_lines: Sequence[Sequence[AxisValue]]) -> dict[str, int]:
    """Return the number of values that the limit of an axis leaves out, by dimension."""
    if not query.most:
        return {}
    surplus = {name: len(axis) - query.most for name, axis in zip(query.axes, axis_lines, strict=True)}
    return {name: count for name, count in surplus.items() if count > 0}


def _find_absent_entities(
    facts: FactTable, query: CrossTabQuery, values: DimensionValues, visible_ids: set[str]
) -> list[str]:
    """Return the entities for which no Work was searched, if the query has an axis of actors."""
    if "actor" not in query.axes:
        return []
    selected_actors = query.where.selected.get("actor")
    known = values.registry.entities if selected_actors is None else selected_actors
    return [id for id in known if not facts.searched.get(id) and id not in visible_ids]


def _find_wide_coverage(query: CrossTabQuery, rows: Sequence[AxisValue]) -> list[RowCoverage]:
    """Return rows of entities for which far more documents were searched than for the median row."""
    counted = [
        row for row in rows if row.statements and row.id not in UNNAMED_VALUES and not row.id.startswith(NAME_PREFIX)
    ]
    if query.rows != "actor" or len(counted) < MIN_ROWS_FOR_MEDIAN:
        return []
    middle = median(row.searched for row in counted)
    widely_searched = [row for row in counted if row.searched >= MIN_WARNING_DOCUMENTS]
    wide = [row for row in widely_searched if row.searched > MAX_COVERAGE_RATIO * max(middle, 1)]
    return [RowCoverage(row=row.id, documents=row.searched, middle=middle) for row in wide]
