"""The explorer, its map as a file, and lists of the statements that its numbers count."""

from dataclasses import replace
from itertools import zip_longest
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo import registry, vocabulary
from palermo.analysis.cross_tabulation import CrossTabulation
from palermo.errors import DocumentFailed
from palermo.languages import LANGUAGES
from palermo.portal.base import languages
from palermo.portal.base.pagination import build_list_address, get_offset, paginate
from palermo.portal.base.reason_texts import describe_failure, describe_faults
from palermo.portal.maps.cell_panel import build_cell_panel, build_row_comparison
from palermo.portal.maps.explorer_form import build_axis_fields, build_chips, build_filter_fields, build_subject_links
from palermo.portal.maps.forms import MAX_ROWS, MapExportForm, MapForm
from palermo.portal.maps.heat_table import build_heat_tables
from palermo.portal.maps.map_change import build_changes
from palermo.portal.maps.map_query import FACET_TITLES, MapQuery, build_default_query, shorten_label
from palermo.portal.services.edition_notes import build_confidence_counts
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.list_files import build_download, stream_rows
from palermo.portal.services.map_cache import MapCache, get_current_maps, get_facet_values, list_other_editions
from palermo.portal.services.map_sheets import build_sheet_response, get_sheet_source
from palermo.portal.services.statement_pages import build_follow_addresses
from palermo.portal.services.table_uploads import MAX_TABLE_BYTES, check_content, find_suffix
from palermo.publishing.row_writers import export_rows
from palermo.publishing.sheets.heat_map import draw_heat_map
from palermo.publishing.sheets.who_does_what import build_change_sheet, build_map_sheet, cite_map
from palermo.publishing.survey_form import build_form
from palermo.reading.file_types import FILE_TYPE_BY_NAME, TABLE_SUFFIXES

PAGE_SIZE = 25

MAX_PICTURE_ROWS = 40
MAX_LISTED_FAULTS = 100
XLSX_MEDIA_TYPE = FILE_TYPE_BY_NAME["xlsx"].media_type


@require_safe
def map_explorer(request: HttpRequest) -> HttpResponse:
    """Show a map of two or three dimensions, with the statements of the open cell beside it."""
    form = MapForm(request.GET, get_facet_values())
    query = form.query
    if (form.has_empty_params or form.has_year_range) and not query.refused:
        return redirect(build_list_address(request.path, query.url_params))
    maps = get_current_maps()
    if not form.has_map_params:
        query = replace(build_default_query(maps), ignored_params=query.ignored_params, refused=query.refused)
    result = maps.get_map(query.build_question())
    context = {
        "query": query,
        "found": result,
        "tables": build_heat_tables(result, query),
        "panel": build_cell_panel(maps, result, query),
        "comparison": build_row_comparison(maps, query),
        "changes": build_changes(maps, query, form.comparison) if form.comparison else None,
        "editions": [edition.manifest.name for edition in list_other_editions()],
        "edition": maps.view.manifest,
        **build_confidence_counts(query.edition_filters),
        "cite": cite_map(result, get_sheet_source()),
        **_build_form_context(maps, query),
        **_build_coverage_context(result, query),
    }
    return render(request, "maps/explorer.html", context)


def _build_form_context(maps: MapCache, query: MapQuery) -> dict[str, Any]:
    """Return the fields of the form, and the filters that are set."""
    open_fields, more_fields = build_filter_fields(maps, query)
    return {
        "axes": build_axis_fields(query),
        "subjects": build_subject_links(maps, query),
        "fields": open_fields,
        "more_fields": more_fields,
        "chips": build_chips(maps, query),
        "years": query.filter_values.get("year", ()),
        "rows_title": FACET_TITLES[query.rows],
        "columns_title": FACET_TITLES[query.columns],
    }


def _build_coverage_context(result: CrossTabulation, query: MapQuery) -> dict[str, Any]:
    """Return the comparable and omitted rows, and entities with most and without documents."""
    row_count = len([row for row in result.rows if row.statements]) + result.left_out.get(query.rows, 0)
    return {
        "compared_slots": list(zip_longest("1234", query.compared_rows, fillvalue="")),
        "comparable": [
            (line.id, shorten_label(query.rows, line.id, result.names)) for line in result.rows[: query.top]
        ],
        "coverage": [(shorten_label("actor", row.row, result.names), row) for row in result.coverage],
        "absent": [label_facet_value("actor", id, result.names.get(id)) for id in result.absent],
        "rows_left": max(row_count - query.top, 0),
        "all_rows": replace(query, top=MAX_ROWS).url_params,
    }


@require_safe
def map_export(request: HttpRequest, format: str) -> HttpResponse:
    """Return the whole map, or all of its changed cells, as a file; a picture has the rows with the most statements."""
    form, maps = MapExportForm(request.GET, get_facet_values()), get_current_maps()
    source, query, comparison = get_sheet_source(language=languages.get_active_language()), form.query, form.comparison
    if comparison:
        return build_sheet_response(
            lambda: build_change_sheet(
                comparison.compare(maps.view, query.build_question()), comparison.description, source
            ),
            format,
            "what-changed",
        )

    def get_map(max_rows: int | None) -> CrossTabulation:
        return maps.get_map(replace(query.build_question(), most=max_rows))

    return build_sheet_response(
        lambda: build_map_sheet(get_map(None), source, sparse=form.sparse),
        format,
        "who-does-what",
        lambda: draw_heat_map(get_map(MAX_PICTURE_ROWS), source),
    )


@require_safe
def map_statements(request: HttpRequest) -> HttpResponse:
    """List the statements that a number of a map counts."""
    form = MapForm(request.GET, get_facet_values())
    query = form.query
    if form.has_empty_params:
        return redirect(build_list_address(request.path, query.filters))
    maps, filters = get_current_maps(), query.edition_filters
    kinds = maps.count_values(filters, "kind")
    pages = paginate(request, PAGE_SIZE, range(sum(number for _kind, number in kinds)))
    page = maps.view.find_statements(filters, offset=get_offset(pages), limit=PAGE_SIZE)
    context = {
        "query": query,
        "rows": page.rows,
        "pages": pages,
        "kinds": [(kind, number, query.build_cell_params(kind=kind)) for kind, number in kinds],
        "chips": build_chips(maps, query),
        "follow_addresses": build_follow_addresses(filters),
        **build_confidence_counts(filters),
    }
    return render(request, "maps/statement_list.html", context)


@require_safe
def map_statements_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return all statements that the filters match as a file."""
    filters = MapForm(request.GET, get_facet_values()).query.edition_filters
    rows = export_rows(get_current_maps().view, "statements", filters)
    return stream_rows(rows, format, "statements")


@require_safe
def survey_template(request: HttpRequest, language: str) -> HttpResponse:
    """Return the form in one of its languages."""
    if language not in LANGUAGES:
        raise Http404
    content = build_form(registry.load_registry(), vocabulary.load_vocabulary(), language)
    return build_download(content, XLSX_MEDIA_TYPE, f"palermo-survey-{language}.xlsx")


@csrf_exempt  # nobody is signed in and nothing is stored, so there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def survey_check(request: HttpRequest) -> HttpResponse:
    """Render the survey, the form, and the errors of an uploaded table."""
    context: dict[str, Any] = {"languages": LANGUAGES}
    if request.method == "POST":
        sent = request.FILES.get("table")
        context |= _check_upload(sent) if isinstance(sent, UploadedFile) else {"refused": _("Choose a file first.")}
    return render(request, "maps/survey.html", context)


def _check_upload(upload: "UploadedFile[bytes]") -> dict[str, Any]:
    ending = find_suffix(upload.name)
    if ending not in TABLE_SUFFIXES:
        return {"refused": _("This is not an XLSX, CSV or TSV file.")}
    if (upload.size or 0) > MAX_TABLE_BYTES:
        return {"refused": _("The file is larger than 5 MB.")}
    try:
        table_check = check_content(upload.read(), ending)
    except DocumentFailed as error:
        return {"refused": describe_failure(error)}
    return {
        "checked": table_check,
        "faults": describe_faults(table_check.faults[:MAX_LISTED_FAULTS]),
        "more": max(len(table_check.faults) - MAX_LISTED_FAULTS, 0),
    }
