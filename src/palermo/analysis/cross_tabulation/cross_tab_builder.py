"""Building a cross-tabulation from the counts of a view: axis values, cells, margins and denominators."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from palermo.analysis.cross_tabulation.cross_tab import (
    AxisValue,
    CrossTabCell,
    CrossTabQuery,
    CrossTabulation,
    RowCoverage,
)
from palermo.analysis.facet_values import MAP_FACETS, UNNAMED_VALUES, FacetValues
from palermo.analysis.profiles import classify_emptiness
from palermo.edition import EvidenceCount, FactSelection, Filters, View
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
MAX_CELLS = 250_000
"""Number of cells above which empty cells are omitted."""


def build_cross_tabulation(view: View, query: CrossTabQuery, values: FacetValues) -> CrossTabulation:
    """Compute the cross-tabulation of a query."""
    index = view.get_statement_index()
    with index.select_facts(query.where, query.axes) as facts:
        statements, works = facts.count_all()
        counts = {name: {key[0]: n for key, n in facts.count_evidence([name], {}).items()} for name in query.axes}
        searched = {name: index.searched_works if name == "actor" else works for name in query.axes}
        axes = {name: _build_axis(name, counts[name], query.where, values, searched[name]) for name in query.axes}
        asides = [[line for line in axis if _is_unnamed(name, line.id)] for name, axis in axes.items()]
        axis_lines = [
            axis if query.others or name in query.where.selected else [line for line in axis if line not in aside]
            for (name, axis), aside in zip(axes.items(), asides, strict=True)
        ]
        lines = _select_lines(query, axis_lines, works)
        shown = {name: [line.id for line in axis] for name, axis in zip(query.axes, lines, strict=True)}
        margins = _compute_margins(facts, query, lines, shown)
        cells = _build_cells(query, lines, _count_cells(facts, query, shown), margins, view.manifest.date.year)
    denominators = {"statements": statements, "documents": works}
    denominators["documents_in_all"] = len({document.work for document in view.list_documents()})
    return CrossTabulation(
        query=query,
        rows=lines[0],
        columns=lines[1],
        facets=lines[2] if query.facet else (),
        cells=cells,
        absent=_find_absent_entities(index.searched_works, query, values, _list_actor_ids(query, axis_lines)),
        coverage=_find_wide_coverage(query, axis_lines[0]),
        denominators=denominators | _count_unnamed(query, asides),
        left_out=_count_left_out(query, axis_lines),
        names=index.provisional_names,
        margins=margins,
    )


def _select_lines(query: CrossTabQuery, axis_lines: Sequence[list[AxisValue]], works: int) -> list[list[AxisValue]]:
    """Return the values of each axis that are shown; years are continuous unless the filters choose them."""
    lines = [_limit_values(axis, name, query.most) for name, axis in zip(query.axes, axis_lines, strict=True)]
    if "year" in query.where.selected:
        return lines
    return [
        _add_missing_years(line, works) if name == "year" and name != query.facet else line
        for name, line in zip(query.axes, lines, strict=True)
    ]


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


_NOTHING = EvidenceCount(statements=0, works=0, newest=0)


def _select_values(name: str, filters: Filters, values: FacetValues) -> set[str] | None:
    """Return the values to which the filters narrow an axis; None for all."""
    selected_ids = set(filters.selected[name]) if name in filters.selected else None
    if name == "place" and "region" in filters.selected:
        countries = set(values.list_countries(filters.selected["region"]))
        return countries if selected_ids is None else selected_ids & countries
    return selected_ids


def _build_axis(
    name: str,
    counts: Mapping[str, EvidenceCount],
    filters: Filters,
    values: FacetValues,
    searched: Mapping[str, int] | int,
) -> list[AxisValue]:
    """Return the values of an axis, most statements first, and vocabulary concepts without statements.

    `searched`: number of Works that were searched for each value, or for all.
    """
    selected = _select_values(name, filters, values)
    if selected is not None and name in NAME_FACETS and AS_PRINTED in selected:
        selected = {*(id for id in counts if id.startswith(NAME_PREFIX)), *(selected - {AS_PRINTED})}
    ids = {id for id in counts if (id in selected if selected is not None else _is_visible(name, id))}
    scheme = MAP_FACETS[name].scheme
    known = [concept.id for concept in values.vocabulary.list_concepts(scheme)] if scheme else []
    ids |= {id for id in (selected if selected is not None else known) if not id.startswith(NAME_PREFIX)}
    lines = [
        _build_axis_value(id, counts.get(id, _NOTHING), searched if isinstance(searched, int) else searched.get(id, 0))
        for id in ids
    ]
    if name == "year":
        return sorted(lines, key=lambda line: line.id)
    return sorted(lines, key=lambda line: (_is_unnamed(name, line.id), -line.statements, line.id))


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


def _is_visible(name: str, id: str) -> bool:
    """Return True if a value is shown without a filter; names without an id share one row."""
    return not id.startswith(NAME_PREFIX) if name in NAME_FACETS else id != _HIDDEN_VALUES.get(name)


def _build_axis_value(id: str, evidence: EvidenceCount, searched: int) -> AxisValue:
    return AxisValue(
        id=id,
        statements=evidence.statements,
        documents=evidence.works,
        newest=evidence.newest or None,
        searched=searched,
    )


type _CellCounts = Mapping[tuple[str, ...], tuple[EvidenceCount, int]]
"""Evidence, and number of entities that act in it, by the values of each axis."""


def _count_cells(facts: FactSelection, query: CrossTabQuery, shown: Mapping[str, Collection[str]]) -> _CellCounts:
    """Count the cells that are shown and have statements."""
    evidence = facts.count_evidence(query.axes, shown)
    if "actor" in query.axes:  # one for each, if it has an id
        place = query.axes.index("actor")
        return {key: (count, int(not _is_without_id(key[place]))) for key, count in evidence.items()}
    actors = facts.count_actors(query.axes, shown)
    return {key: (count, actors.get(key, 0)) for key, count in evidence.items()}


def _is_without_id(id: str) -> bool:
    return id in UNNAMED_VALUES or id.startswith(NAME_PREFIX)


type _Margins = Mapping[tuple[str, str, str], AxisValue]


def _compute_margins(
    facts: FactSelection,
    query: CrossTabQuery,
    axis_values: Sequence[Sequence[AxisValue]],
    shown: Mapping[str, Collection[str]],
) -> _Margins:
    """Return the totals of each shown row and column within each shown facet."""
    margins: dict[tuple[str, str, str], AxisValue] = {}
    if query.facet is None:
        return margins
    for name, axis in zip((query.rows, query.columns), axis_values, strict=False):
        searched = {line.id: line.searched for line in axis}
        for (id, facet), count in facts.count_evidence([name, query.facet], shown).items():
            margins[name, id, facet] = _build_axis_value(id, count, searched[id])
    return margins


def _build_cells(
    query: CrossTabQuery,
    axis_values: Sequence[Sequence[AxisValue]],
    counts: _CellCounts,
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
                if cell_ids in counts or has_all_cells:
                    axis_line = [row_margin, column, *([facet] if facet else [])]
                    cells.append(_build_cell(query, axis_line, counts.get(cell_ids, (_NOTHING, 0)), year))
    return cells


def _build_cell(
    query: CrossTabQuery, axis_values: Sequence[AxisValue], counts: tuple[EvidenceCount, int], year: int
) -> CrossTabCell:
    row, column, *facet = axis_values
    entity = next((line for name, line in zip(query.axes, axis_values, strict=True) if name == "actor"), None)
    searched = (entity or row).searched
    evidence, entities = counts
    return CrossTabCell(
        row=row.id,
        column=column.id,
        facet=facet[0].id if facet else None,
        statements=evidence.statements,
        documents=evidence.works,
        entities=entities,
        newest=evidence.newest or None,
        share=evidence.statements / row.statements if row.statements else 0.0,
        per_document=evidence.statements / row.searched if row.searched else 0.0,
        emptiness=classify_emptiness(evidence.statements, evidence.newest, searched, year - query.old),
        searched=searched,
    )


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
    searched: Mapping[str, int], query: CrossTabQuery, values: FacetValues, visible_ids: set[str]
) -> list[str]:
    """Return the entities for which no Work was searched, if the query has an axis of actors."""
    if "actor" not in query.axes:
        return []
    selected_actors = query.where.selected.get("actor")
    known = values.registry.entities if selected_actors is None else selected_actors
    return [id for id in known if not searched.get(id) and id not in visible_ids]


def _find_wide_coverage(query: CrossTabQuery, rows: Sequence[AxisValue]) -> list[RowCoverage]:
    """Return rows of entities for which far more documents were searched than for the median row."""
    counted = [row for row in rows if row.statements and not _is_without_id(row.id)]
    if query.rows != "actor" or len(counted) < MIN_ROWS_FOR_MEDIAN:
        return []
    middle = median(row.searched for row in counted)
    widely_searched = [row for row in counted if row.searched >= MIN_WARNING_DOCUMENTS]
    wide = [row for row in widely_searched if row.searched > MAX_COVERAGE_RATIO * max(middle, 1)]
    return [RowCoverage(row=row.id, documents=row.searched, middle=middle) for row in wide]
