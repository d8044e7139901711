"""The explorer, its map as a file, and lists of the statements that its numbers count."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.portal.base import languages
from palermo.portal.base.pagination import Pagination, build_list_address, parse_page_number
from palermo.portal.maps import map_files
from palermo.portal.maps.cell_panel import build_cell_panel, build_row_comparison
from palermo.portal.maps.explorer_form import build_axis_fields, build_chips, build_filter_fields, build_subject_links
from palermo.portal.maps.heat_table import build_heat_tables
from palermo.portal.maps.map_change import build_changes, parse_comparison
from palermo.portal.maps.map_labels import DIMENSION_TITLES, label_value, shorten_label
from palermo.portal.maps.map_query import MAX_ROWS, MapQuery, parse_map_query
from palermo.portal.services.map_cache import get_current_maps, get_dimension_values, list_other_editions
from palermo.portal.services.record_streams import FORMATS, stream_rows
from palermo.portal.services.sheet_files import WRITERS
from palermo.publishing.sheets.who_does_what import cite_map

PAGE_SIZE = 25
"""Statements on a page of the list."""


@require_safe
def map_explorer(request: HttpRequest) -> HttpResponse:
    """A map of two or three dimensions; a cell opens its statements beside it."""
    ask = parse_map_query(request.GET, get_dimension_values())
    if "" in request.GET.values() or request.GET.get("from") or request.GET.get("to"):
        return redirect(build_list_address(request.path, ask.query))
    maps = get_current_maps()
    found = maps.get_map(ask.build_question(get_dimension_values()))
    shown = build_heat_tables(found, ask)
    first, more = build_filter_fields(maps.ground, ask)
    context = {
        "asked": ask,
        "found": found,
        "planes": shown,
        "axes": build_axis_fields(ask),
        "subjects": build_subject_links(maps.ground, ask),
        "fields": first,
        "more_fields": more,
        "chips": build_chips(maps.ground, ask),
        "panel": build_cell_panel(maps, found, ask),
        "comparison": build_row_comparison(maps, ask),
        "changes": build_changes(maps, ask, request.GET),
        "editions": [one.manifest.name for one in list_other_editions()],
        "comparable": [(line.id, shorten_label(ask.rows, line.id, found.names)) for line in found.rows[: ask.top]],
        "coverage": [(shorten_label("entity", one.row, found.names), one) for one in found.coverage],
        "absent": [label_value("entity", id, found.names) for id in found.absent],
        "years": ask.filter_values.get("year", ()),
        "rows_title": DIMENSION_TITLES[ask.rows],
        "columns_title": DIMENSION_TITLES[ask.columns],
        "left": max(len([one for one in found.rows if one.statements]) + found.left_out.get(ask.rows, 0) - ask.top, 0),
        "every": replace(ask, top=MAX_ROWS).query,
        "formats": list(WRITERS),
        "edition": maps.ground.view.manifest,
        "cite": cite_map(found, maps.ground.view.manifest, get_dimension_values(), languages.get_active_language()),
    }
    return render(request, "maps/explorer.html", context)


@require_safe
def map_export(request: HttpRequest, format: str) -> HttpResponse:
    """The whole map as a file, with what it rests on."""
    if format not in WRITERS:
        raise Http404
    ask = parse_map_query(request.GET, get_dimension_values())
    if what := parse_comparison(request.GET):
        return map_files.build_change_response(get_current_maps(), ask, what, format)
    return map_files.build_map_response(get_current_maps(), ask, format, request.GET.get("cells", ""))


@require_safe
def map_statements(request: HttpRequest) -> HttpResponse:
    """A page of the statements that the filters find: what a number of a map counts."""
    ask = parse_map_query(request.GET, get_dimension_values())
    if "" in request.GET.values():
        return redirect(build_list_address(request.path, ask.filters))
    maps = get_current_maps()
    ground = maps.ground
    rows = ground.find_rows(ask.filter_values)
    pages = Pagination(requested=parse_page_number(request.GET.get("page")), size=PAGE_SIZE, total=len(rows))
    found = ground.view.get_statements_at(ground.locate_rows(rows[pages.offset : pages.offset + PAGE_SIZE]))
    context = {
        "asked": ask,
        "rows": [(one, ground.view.get_document(one.document)) for one in found],
        "pages": pages,
        "kinds": [
            (kind, number, ask.build_cell_params(kind=kind)) for kind, number in ground.count_values(rows, "kind")
        ],
        "chips": build_chips(ground, ask),
        "searched": len({document.work for document in ground.documents}),
        "formats": list(FORMATS),
        "map": _encode_filters(ask),
    }
    return render(request, "maps/statements.html", context)


@require_safe
def map_statements_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """All statements that the filters find, as a file; the same number that the page counts."""
    if format not in FORMATS:
        raise Http404
    where = parse_map_query(request.GET, get_dimension_values()).build_filter_set(get_dimension_values())
    return stream_rows(records(get_current_maps().ground.view, "statements", where.filters), format, "statements")


def _encode_filters(query: MapQuery) -> str:
    return urlencode(query.filters)
