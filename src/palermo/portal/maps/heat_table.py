"""The heat table: rows, columns and cells of a map with their shades, labels and addresses."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.analysis import Emptiness
from palermo.analysis.cross_tabulation import AxisValue, CrossTabCell, CrossTabulation
from palermo.analysis.cross_tabulation.cross_tab import order_by_similarity
from palermo.analysis.facet_values import UNNAMED_VALUES
from palermo.portal.base import display_names, number_formats
from palermo.portal.base.forms import QueryPairs
from palermo.portal.maps.map_query import DEFAULT_FACETS, MapQuery, shorten_label
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.map_cache import MAX_COUNTED_ROWS
from palermo.statements import NAME_FACETS, normalise_text

SHADE_COUNT = 6
MAX_ABSENT_ROWS = 8
"""Rows of entities without a document that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatHeader:
    """The name of a row or column, its page and its total."""

    id: str
    name: str
    short: str
    page: str | None
    total: int
    url_params: QueryPairs
    """Parameters of the list of all its statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A displayed cell."""

    shade: str
    """h1 to h6 by weight, n: nothing found, x: no document, o: old evidence; then `open` if it is open."""
    text: str
    description: str
    """Description for screen readers."""
    url_params: QueryPairs
    """Parameters that open it."""
    year: int | None = None
    """Year of the newest statement, if it is old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTable:
    """One heat table; a map with a facet has several."""

    head: HeatHeader | None
    columns: Sequence[HeatHeader]
    rows: Sequence[tuple[HeatHeader, Sequence[HeatCell]]]


def build_heat_tables(result: CrossTabulation, query: MapQuery) -> list[HeatTable]:
    """Return the heat tables of a map: its largest facets, rows and columns, in the selected order."""
    cells = {(cell.row, cell.column, cell.facet): cell for cell in result.cells}
    facets: Sequence[AxisValue | None] = result.facets[:DEFAULT_FACETS] or [None]
    columns = (
        list(result.columns[:MAX_COUNTED_ROWS]) if query.columns != "year" else list(result.columns[-MAX_COUNTED_ROWS:])
    )
    shown_columns = [column for column in columns if column.statements or query.columns != "actor"]
    rows = _sort_rows(result, query, cells, shown_columns)
    largest = max((_get_measure(cell, query.measure) for cell in result.cells), default=0.0)
    heat_tables = []
    for facet in facets:
        heads = [_build_header(query.columns, line, result, query, facet) for line in shown_columns]
        squares: list[tuple[HeatHeader, Sequence[HeatCell]]] = [
            (
                _build_header(query.rows, row, result, query, facet),
                [
                    _build_cell(cells.get((row.id, column.id, facet.id if facet else None)), query, largest, result)
                    for column in shown_columns
                ],
            )
            for row in rows
            if not facet or result.get_margin(query.rows, row, facet.id).statements
        ]
        if query.rows == "actor" and not facet and query.ordering == "weight":
            squares += [_build_absent_row(id, result, query, shown_columns) for id in result.absent[:MAX_ABSENT_ROWS]]
        head = _build_header(query.facet, facet, result, query) if facet else None
        heat_tables.append(HeatTable(head=head, columns=heads, rows=squares))
    return heat_tables


def _sort_rows(
    result: CrossTabulation,
    query: MapQuery,
    cells: Mapping[tuple[str, str, str | None], CrossTabCell],
    columns: Sequence[AxisValue],
) -> list[AxisValue]:
    lines = {line.id: line for line in result.rows if line.statements or query.rows != "actor"}
    if query.rows == "year":
        return list(lines.values())[-query.top :]
    groups = [lines.pop(id) for id in UNNAMED_VALUES if query.rows in NAME_FACETS and id in lines]
    top_lines = list(lines)[: query.top]
    if query.ordering == "name":
        top_lines = sorted(
            lines, key=lambda id: normalise_text(label_facet_value(query.rows, id, result.names.get(id)))
        )[: query.top]
    if query.ordering == "similarity":
        counts = {(row, column): cell.statements for (row, column, facet), cell in cells.items() if not facet}
        for (row, column, facet), cell in cells.items():
            if facet:
                counts[row, column] = counts.get((row, column), 0) + cell.statements
        top_lines = order_by_similarity(top_lines, counts, [column.id for column in columns])
    return [*(lines[id] for id in top_lines), *(line for line in groups if line.statements)]


def _build_header(
    dimension: str, axis_value: AxisValue, result: CrossTabulation, query: MapQuery, facet: AxisValue | None = None
) -> HeatHeader:
    """Return the header of a row or column, with the total within the facet if there is one."""
    page = display_names.get_page_address(axis_value.id) if dimension in (*NAME_FACETS, "instrument") else None
    return HeatHeader(
        id=axis_value.id,
        name=label_facet_value(dimension, axis_value.id, result.names.get(axis_value.id)),
        short=shorten_label(dimension, axis_value.id, result.names),
        page=page,
        total=result.get_margin(dimension, axis_value, facet.id if facet else None).statements,
        url_params=query.build_cell_params(**{dimension: axis_value.id}, **({query.facet: facet.id} if facet else {})),
    )


def _build_cell(cell: CrossTabCell | None, query: MapQuery, largest: float, result: CrossTabulation) -> HeatCell:
    if cell is None:  # a very large map has no cells without statements
        return HeatCell(shade="n", text="·", description=_("Nothing found"), url_params=query.map)
    at = (cell.row, cell.column, *([cell.facet] if cell.facet else []))
    places = zip(("at_row", "at_column", "at_facet"), at, strict=False)
    words, description = _describe_cell(cell, query.measure)
    open = " open" if at == query.open_cell else ""
    row_label = shorten_label(query.rows, cell.row, result.names)
    column_label = label_facet_value(query.columns, cell.column, result.names.get(cell.column))
    return HeatCell(
        shade=_choose_shade(cell, query.measure, largest) + open,
        text=words,
        description=f"{row_label}, {column_label}: {description}",
        url_params=(*query.map, *places),
        year=cell.newest if cell.emptiness is Emptiness.OLD_EVIDENCE and query.measure != "newest" else None,
    )


def _choose_shade(cell: CrossTabCell, measure: str, largest: float) -> str:
    match cell.emptiness:
        case Emptiness.NO_EVIDENCE:
            return "n"
        case Emptiness.NO_DOCUMENT:
            return "x"
        case Emptiness.OLD_EVIDENCE:
            return f"o h{_compute_shade(cell, measure, largest)}"
    return f"h{_compute_shade(cell, measure, largest)}"


def _compute_shade(cell: CrossTabCell, measure: str, largest: float) -> int:
    weight = _get_measure(cell, measure)
    if weight <= 0 or largest <= 0:
        return 1
    part = math.log1p(weight) / math.log1p(largest) if measure in ("statements", "documents", "entities") else 1.0
    part = weight / largest if measure in ("share", "per_document") else part
    part = 1 - min(max(largest - weight, 0), 10) / 10 if measure == "newest" else part
    return min(SHADE_COUNT, 1 + int(part * SHADE_COUNT))


def _get_measure(cell: CrossTabCell, measure: str) -> float:
    return float(getattr(cell, measure) or 0)


def _describe_cell(cell: CrossTabCell, measure: str) -> tuple[str, str]:
    """Return the text of a cell and its description."""
    number = number_formats.format_count(cell.statements, "statements")
    match cell.emptiness:
        case Emptiness.NO_EVIDENCE:
            return "·", _("nothing found in %(documents)s") % {
                "documents": number_formats.format_count(cell.searched, "documents")
            }
        case Emptiness.NO_DOCUMENT:
            return "×", _("no document in the library")
        case Emptiness.OLD_EVIDENCE:
            description = _("%(statements)s, the newest of %(year)s") % {"statements": number, "year": cell.newest}
            return _format_measure(cell, measure)[0], description
    return _format_measure(cell, measure)


def _format_measure(cell: CrossTabCell, measure: str) -> tuple[str, str]:
    """Return the measure of a cell as text and in words."""
    number = number_formats.format_count(cell.statements, "statements")
    match measure:
        case "newest":
            return str(cell.newest or "?"), f"{number}, {cell.newest or '?'}"
        case "share":
            return number_formats.format_share(cell.share), f"{number_formats.format_share(cell.share)} ({number})"
        case "per_document":
            per_document = number_formats.format_one_decimal(cell.per_document)
            return per_document, f"{per_document} ({number})"
        case "documents":
            return number_formats.format_integer(cell.documents), number_formats.format_count(
                cell.documents, "documents"
            )
        case "entities":
            return number_formats.format_integer(cell.entities), number_formats.format_count(cell.entities, "entities")
    return number_formats.format_integer(cell.statements), number


def _build_absent_row(
    id: str, result: CrossTabulation, map_query: MapQuery, columns: Sequence[AxisValue]
) -> tuple[HeatHeader, Sequence[HeatCell]]:
    line = AxisValue(id=id, statements=0, documents=0, newest=None, searched=0)
    label = f"{shorten_label('actor', id, result.names)}{number_formats.get_colon()}{_('no document in the library')}"
    params = (*map_query.map, ("at_row", id), ("at_column", columns[0].id if columns else ""))
    return _build_header("actor", line, result, map_query), [
        HeatCell(shade="x", text="×", description=label, url_params=params) for _column in columns
    ]
