"""The list of appraised instruments, one of them, and the statements on a provision."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis.appraisal import InstrumentAppraisal
from palermo.errors import NotFound
from palermo.portal.appraisal.appraisal_rows import (
    WEAK_GAPS,
    ProvisionRow,
    build_appraisal_rows,
    build_provision_rows,
    filter_statements,
    find_provision_row,
    sum_regions,
)
from palermo.portal.appraisal.forms import ProvisionStatementsForm
from palermo.portal.base import languages
from palermo.portal.base.pagination import paginate
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.follow_up import get_current_appraisals
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.map_sheets import SHEET_FORMATS, build_map_footer, build_sheet_response, get_sheet_source
from palermo.publishing.row_writers import export_statements
from palermo.publishing.sheets.appraisal import build_instruments_sheet, build_provisions_sheet

PAGE_SIZE = 25
MAX_TITLE_CHARS = 60
"""Characters of an instrument's name in a page title."""


@require_safe
def appraisal_list(request: HttpRequest) -> HttpResponse:
    """List all instruments with provisions, by the statements that cite them."""
    appraisals = get_current_appraisals()
    appraisal_rows = build_appraisal_rows(appraisals.appraisals)
    context = {
        "rows": [row for row in appraisal_rows if row.called or row.acted],
        "without": [row for row in appraisal_rows if not row.called and not row.acted],
        "formats": SHEET_FORMATS,
        "map_footer": build_map_footer("Appraisal of instruments"),
    }
    return render(request, "appraisal/list.html", context)


@require_safe
def appraisal_export(request: HttpRequest, format: str) -> HttpResponse:
    """Return the same list as a file."""
    appraisals, source = get_current_appraisals(), get_sheet_source(language=languages.get_active_language())
    return build_sheet_response(lambda: build_instruments_sheet(appraisals, source), format, "appraisal")


@require_safe
def appraisal_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Return one instrument as a tree of provisions with their figures and gaps."""
    item = _get_appraisal(id)
    provision_rows = build_provision_rows(item)
    context = {
        "one": item,
        "parts": provision_rows,
        "whole": find_provision_row(item, "whole"),
        "little": [part for part in provision_rows if part.appraised.gap in WEAK_GAPS],
        "nobody": [part for part in provision_rows if part.appraised.gap == "nobody"],
        "own_text": [part for part in provision_rows if part.appraised.gap == "own-text"],
        "regions": sum_regions(item),
        "formats": SHEET_FORMATS,
        "map_footer": build_map_footer(f"Appraisal of {registry.load_registry().get_label(item.instrument.id, 'en')}"),
    }
    return render(request, "appraisal/detail.html", context)


@require_safe
def appraisal_detail_export(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """Return the provisions of one instrument as a file."""
    item = _get_appraisal(id)
    name, source = f"appraisal-{item.instrument.id}", get_sheet_source(language=languages.get_active_language())
    return build_sheet_response(lambda: build_provisions_sheet(item, source), format, name)


@require_safe
def provision_statements(request: HttpRequest, id: str, part: str) -> HttpResponse:
    """List the statements that cite a provision, or the instrument as a whole, or are perhaps about the provision."""
    appraisal, chosen = _get_provision(id, part)
    form, view = ProvisionStatementsForm(request.GET), get_current_view()
    of, basis = form.get_value("of"), form.get_value("how")
    matches = filter_statements(chosen, of, basis)
    pages = paginate(request, PAGE_SIZE, matches)
    name = registry.load_registry().get_label(appraisal.instrument.id, languages.get_active_language())
    title = Truncator(name).chars(MAX_TITLE_CHARS)
    context = {
        "title": f"{title}, {chosen.number}" if chosen.has_number else title,
        "one": appraisal,
        "part": chosen,
        "rows": [(match, view.get_statement(match.statement), view.get_document(match.document)) for match in pages],
        "pages": pages,
        "url_params": form.url_params,
        "of": of,
        "how": basis,
    }
    return render(request, "appraisal/statement_list.html", context)


@require_safe
def provision_statements_export(request: HttpRequest, id: str, part: str, format: str) -> StreamingHttpResponse:
    """Return the same list as a file."""
    _, chosen = _get_provision(id, part)
    form = ProvisionStatementsForm(request.GET)
    matches = filter_statements(chosen, form.get_value("of"), form.get_value("how"))
    return stream_rows(
        export_statements(get_current_view(), (match.statement for match in matches)), format, "statements"
    )


def _get_provision(id: str, part: str) -> tuple[InstrumentAppraisal, ProvisionRow]:
    """Return an appraisal and one of its provisions, or the instrument as a whole; raises NotFound for others."""
    appraisal = _get_appraisal(id)
    chosen = find_provision_row(appraisal, part)
    if chosen is None:
        raise NotFound(
            f"provision {part[:20]} of {id[:40]}", "the instrument has no such provision", "Look through the list"
        )
    return appraisal, chosen


def _get_appraisal(id: str) -> InstrumentAppraisal:
    return get_current_appraisals().get_appraisal(id, registry.load_registry())
