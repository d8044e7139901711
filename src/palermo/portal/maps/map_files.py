"""A map as a file: CSV, CSV with tags, XLSX, JSON or a picture."""

from dataclasses import replace

from django.http import Http404, HttpResponse

from palermo.portal.base import languages
from palermo.portal.maps.map_change import MapComparison, find_change
from palermo.portal.maps.map_query import MapQuery
from palermo.portal.services.map_cache import MapCache, get_dimension_values
from palermo.portal.services.sheet_files import WRITERS
from palermo.publishing.sheets.change import build_change_sheet as change_sheet
from palermo.publishing.sheets.heat_map import draw_heat_map
from palermo.publishing.sheets.who_does_what import build_map_sheet

MAX_PICTURE_ROWS = 40
"""Rows and columns of a picture."""


def build_change_response(maps: MapCache, query: MapQuery, comparison: MapComparison, format: str) -> HttpResponse:
    """Return all changed cells of a map as a file; there is no image of them."""
    media_type, written = WRITERS[format]
    if written is None:
        raise Http404
    cross_tab_comparison = find_change(maps, query, comparison)
    sheet = change_sheet(
        cross_tab_comparison,
        maps.fact_table.view.manifest,
        get_dimension_values(),
        comparison.description,
        languages.get_active_language(),
    )
    response = HttpResponse(written(sheet), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="what-changed.{format}"'
    return response


def build_map_response(maps: MapCache, query: MapQuery, format: str, *, sparse: bool | None = None) -> HttpResponse:
    """Return a map as a file with all rows; a picture has the rows with the most statements.

    `sparse` leaves out empty cells; None leaves them out only for a map with a facet.
    """
    media_type, written = WRITERS[format]
    question = replace(query.build_question(), most=None if written else MAX_PICTURE_ROWS)
    result = maps.get_map(question)
    manifest = maps.fact_table.view.manifest
    if written:
        content = written(
            build_map_sheet(result, manifest, get_dimension_values(), languages.get_active_language(), sparse=sparse)
        )
    else:
        content = draw_heat_map(result, manifest, get_dimension_values(), languages.get_active_language()).encode()
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="who-does-what.{format}"'
    return response
