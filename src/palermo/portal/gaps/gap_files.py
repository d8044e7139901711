"""The balance and the overlaps as files."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo.portal.base import languages
from palermo.portal.gaps.forms import GapForm
from palermo.portal.gaps.gap_query import BALANCE_PARTS, label_axis_value
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.gap_balance import get_balance, get_overlaps, select_cells
from palermo.portal.services.map_cache import get_dimension_values
from palermo.portal.services.sheet_files import build_sheet_response
from palermo.publishing.sheets.gaps import build_balance_sheet, build_overlaps_sheet
from palermo.publishing.svg.balance import draw_balance

MAX_BARS = 20
"""Most cells in the chart."""


@require_safe
def export_cells(request: HttpRequest, format: str) -> HttpResponse:
    """Return the cells of the selected part as a file."""
    query = GapForm(request.GET).query
    balance = get_balance(query.by, query.filters)
    balance_cells = select_cells(balance, query.listed)
    manifest = get_current_view().manifest

    def draw_bars() -> str:
        rows = [
            (
                ", ".join(map(label_axis_value, balance.axes, balance_cell.values)),
                balance_cell.demand,
                balance_cell.supply,
            )
            for balance_cell in balance_cells[:MAX_BARS]
        ]
        return draw_balance(rows, str(BALANCE_PARTS[query.listed]))

    return build_sheet_response(
        lambda: build_balance_sheet(
            balance, balance_cells, manifest, query.filters, get_dimension_values(), languages.get_active_language()
        ),
        format,
        "gaps",
        draw_bars,
    )


@require_safe
def export_overlaps(request: HttpRequest, format: str) -> HttpResponse:
    """Return all overlaps."""
    query = GapForm(request.GET).query
    overlaps, manifest = get_overlaps(query.filters), get_current_view().manifest
    return build_sheet_response(
        lambda: build_overlaps_sheet(
            overlaps,
            overlaps.overlaps,
            manifest,
            query.filters,
            get_dimension_values(),
            languages.get_active_language(),
        ),
        format,
        "overlaps",
    )
