"""The balance and the overlaps as files."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from palermo.portal.editions.current import current_view
from palermo.portal.editions.sheets import sent
from palermo.portal.frame import languages
from palermo.portal.gaps.asked import LISTS, asked, balanced, label
from palermo.portal.gaps.asked import cells as chosen
from palermo.portal.gaps.asked import shared as common
from palermo.portal.maps.ground import values
from palermo.publishing.pictures.balance import balance_svg
from palermo.publishing.sheets.gaps import balance_sheet, overlaps_sheet

BARS = 20
"""Cells of the picture."""


@require_safe
def cells(request: HttpRequest, format: str) -> HttpResponse:
    """The cells that the page's address asks for."""
    ask = asked(request.GET)
    found = balanced(ask.by, ask.where)
    shown = chosen(found, ask.listed)
    manifest = current_view().manifest

    def drawn() -> str:
        rows = [(", ".join(map(label, found.by, one.values)), one.demand, one.supply) for one in shown[:BARS]]
        return balance_svg(rows, str(LISTS[ask.listed]))

    return sent(
        lambda: balance_sheet(found, shown, manifest, ask.where, values(), languages.active()),
        format,
        "gaps",
        drawn,
    )


@require_safe
def shared(request: HttpRequest, format: str) -> HttpResponse:
    """All overlaps."""
    ask = asked(request.GET)
    found, manifest = common(ask.where), current_view().manifest
    return sent(
        lambda: overlaps_sheet(found, found.overlaps, manifest, ask.where, values(), languages.active()),
        format,
        "overlaps",
    )
