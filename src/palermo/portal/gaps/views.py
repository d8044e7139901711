"""The page of gaps and overlaps, and the statements behind its numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.gaps import (
    AXES,
    DEMAND,
    MAX_AXES,
    MIN_AXES,
    PROMISED,
    SUPPLY,
    Balance,
    BalanceCell,
    Overlap,
    Overlaps,
    find_cell_statements,
)
from palermo.portal.base import languages, number_formats
from palermo.portal.base.forms import QueryPairs
from palermo.portal.base.pagination import paginate
from palermo.portal.gaps.forms import GapCellForm, GapForm
from palermo.portal.gaps.gap_query import (
    BALANCE_PARTS,
    DIMENSION_PARAMS,
    TITLES,
    GapQuery,
    label_axis_value,
    list_regions,
)
from palermo.portal.services.analysis_cache import get_balance, get_overlaps, select_cells
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.edition_notes import build_confidence_counts
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.map_sheets import build_map_footer, build_sheet_response, get_sheet_source
from palermo.portal.services.partnerships import get_current_partnerships
from palermo.publishing.row_writers import export_statements
from palermo.publishing.sheets.gaps import build_balance_sheet, build_balance_title, build_overlaps_sheet
from palermo.publishing.svg.balance import draw_balance
from palermo.statements import TRAFFICKING

PAGE_SIZE = 40
OVERLAPS_PER_PAGE = 20
"""Overlaps on a page; the file has them all."""
STATEMENTS_PER_PAGE = 20

MAX_BARS = 20
"""Most cells in the chart."""


@require_safe
def gap_overview(request: HttpRequest) -> HttpResponse:
    """Show recommendations against activities by the chosen dimensions, and the overlaps."""
    form = GapForm(request.GET)
    query = form.query
    balance = get_balance(query.by, query.filters)
    context = {
        "query": query,
        "form": form,
        "url_params": query.build_params(),
        "selects": _build_selects(balance),
        "subjects": _build_subject_links(query),
        "regions": [(id, label_axis_value("region", id)) for id in list_regions()],
        "filter_params": query.filter_params,
        "map_footer": build_map_footer(build_balance_title(balance.axes), query.filters),
        "old": MAX_EVIDENCE_AGE_YEARS,
        **build_confidence_counts(query.counted_filters),
        **_build_balance_context(request, balance, query),
        **_build_overlap_context(query),
    }
    return render(request, "gaps/balance.html", context)


def _build_balance_context(request: HttpRequest, balance: Balance, query: GapQuery) -> dict[str, Any]:
    """Return a page of the cells of one part, the other parts, and the totals."""
    cells = select_cells(balance, query.listed)
    pages = paginate(request, PAGE_SIZE, cells)
    return {
        "axes": [TITLES[name] for name in balance.axes],
        "parts": [
            (name, title, len(select_cells(balance, name)), query.build_params(name))
            for name, title in BALANCE_PARTS.items()
        ],
        "title": BALANCE_PARTS[query.listed],
        "pages": pages,
        "rows": [_build_row(cell, balance, query) for cell in pages],
        "largest": max((max(cell.demand, cell.supply) for cell in pages), default=0),
        "asked": number_formats.format_integer(balance.totals[DEMAND].counted),
        "of_asked": number_formats.format_integer(balance.totals[DEMAND].statements),
        "acted": number_formats.format_integer(balance.totals[SUPPLY].counted),
        "of_acted": number_formats.format_integer(balance.totals[SUPPLY].statements),
        "promised": number_formats.format_integer(balance.totals[PROMISED].counted),
        "of_promised": number_formats.format_integer(balance.totals[PROMISED].statements),
        "inferred": sum(side.inferred for side in balance.totals.values()),
    }


def _build_overlap_context(query: GapQuery) -> dict[str, Any]:
    """Return the first overlaps and how many there are."""
    overlaps = get_overlaps(query.filters)
    return {
        "overlaps": [_build_overlap(overlap, overlaps) for overlap in overlaps.overlaps[:OVERLAPS_PER_PAGE]],
        "overlap_count": len(overlaps.overlaps),
        "overlapping": overlaps.activities,
    }


@require_safe
def gap_statements(request: HttpRequest) -> HttpResponse:
    """List the statements that a number of the balance counts."""
    form, view = GapCellForm(request.GET), get_current_view()
    ids = _find_statement_ids(form)
    pages = paginate(request, STATEMENTS_PER_PAGE, ids)
    statements = [view.get_statement(id) for id in pages]
    context = {
        "kind": form.statement_kind,
        "lists_mentions": form.lists_mentions,
        "values": [(TITLES[name], label_axis_value(name, id)) for name, id in form.cell_values.items()],
        "pages": pages,
        "pairs": (("side", form.get_value("side")), *form.cell_values.items(), *form.query.filter_params),
        "rows": [(statement, view.get_document(statement.document)) for statement in statements],
    }
    return render(request, "gaps/statement_list.html", context)


@require_safe
def export_gap_statements(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the statements that a number of the balance counts as a file."""
    rows = export_statements(get_current_view(), _find_statement_ids(GapCellForm(request.GET)))
    return stream_rows(rows, format, "statements")


def _find_statement_ids(form: GapCellForm) -> Sequence[str]:
    """Return the ids of the statements of a cell; raises Http404 if the form names none."""
    if form.statement_kind is None or not form.is_cell:
        raise Http404
    return find_cell_statements(
        get_current_view(),
        registry.load_registry(),
        form.cell_values,
        form.statement_kind,
        form.query.filters,
        only_mentions=form.lists_mentions,
    )


def _build_selects(balance: Balance) -> list[dict[str, Any]]:
    """Return the fields of the form: the first two dimensions and perhaps a third."""
    chosen = [*balance.axes, ""][:MAX_AXES]
    return [
        {"name": name, "chosen": item, "open": n >= MIN_AXES, "options": [(axis, TITLES[axis]) for axis in AXES]}
        for n, (name, item) in enumerate(zip(DIMENSION_PARAMS, [*chosen, ""], strict=False))
    ]


def _build_subject_links(query: GapQuery) -> list[tuple[str, int, QueryPairs, bool]]:
    """Return the switch between trafficking and all subjects: name, statements, parameters, whether on."""
    subject_links = []
    for subject in (TRAFFICKING, ""):
        gap_query = replace(query, subject=subject)
        number = sum(side.statements for side in get_balance(query.by, gap_query.filters).totals.values())
        name = label_facet_value("subject", subject) if subject else _("All subjects")
        subject_links.append((name, number, gap_query.build_params(), subject == query.subject))
    return subject_links


def _build_row(cell: BalanceCell, balance: Balance, query: GapQuery) -> dict[str, Any]:
    at = list(zip(balance.axes, cell.values, strict=True))
    words = [label_axis_value(axis, id) for axis, id in at]
    return {
        "cell": cell,
        "words": words,
        "label": ", ".join(words),
        "ground": words[balance.axes.index(balance.search_axis)],
        "query": urlencode([*at, *query.filter_params]),
        "sides": [
            (DEMAND.value, _("Recommendations"), cell.demand, cell.newest_demand),
            (SUPPLY.value, _("Activities"), cell.supply, cell.newest_supply),
            (PROMISED.value, _("Commitments"), cell.promised, None),
        ],
    }


def _build_overlap(overlap: Overlap, overlaps: Overlaps) -> dict[str, Any]:
    current_partnerships = get_current_partnerships()
    names = overlaps.names

    def get_name(id: str) -> str:
        return names.get(id) or current_partnerships.get_name(id)

    def get_short_name(id: str) -> str:
        return names.get(id) or current_partnerships.get_short_name(id)

    return {
        "values": [
            (TITLES[axis], label_axis_value(axis, id)) for axis, id in zip(overlap.axes, overlap.values, strict=True)
        ],
        "placed": bool({"place", "region"} & set(overlap.axes)),
        "bodies": [(id, get_name(id), ids) for id, ids in overlap.bodies.items()],
        "apart": [
            (
                a,
                b,
                get_short_name(a),
                get_short_name(b),
                current_partnerships.is_known(a) and current_partnerships.is_known(b),
            )
            for a, b in overlap.untied_pairs
        ],
    }


@require_safe
def export_cells(request: HttpRequest, format: str) -> HttpResponse:
    """Return the cells of the selected part as a file."""
    query = GapForm(request.GET).query
    balance = get_balance(query.by, query.filters)
    balance_cells = select_cells(balance, query.listed)
    source = get_sheet_source(query.filters, languages.get_active_language())

    def draw_bars() -> str:
        rows = [
            (", ".join(map(label_axis_value, balance.axes, cell.values)), cell.demand, cell.supply)
            for cell in balance_cells[:MAX_BARS]
        ]
        title = str(BALANCE_PARTS[query.listed])
        labels = (_("Recommendations"), _("Activities"))
        return draw_balance(rows, title, labels, source.build_citation(title))

    return build_sheet_response(lambda: build_balance_sheet(balance, balance_cells, source), format, "gaps", draw_bars)


@require_safe
def export_overlaps(request: HttpRequest, format: str) -> HttpResponse:
    """Return all overlaps."""
    query = GapForm(request.GET).query
    overlaps, source = get_overlaps(query.filters), get_sheet_source(query.filters, languages.get_active_language())
    return build_sheet_response(lambda: build_overlaps_sheet(overlaps, overlaps.overlaps, source), format, "overlaps")
