"""The list of instruments appraised, one of them, and the statements that stand with a provision."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import Where
from palermo.analysis.appraisal import Appraisal
from palermo.edition import ALL
from palermo.errors import NotFound
from palermo.portal.appraisal.shown import LITTLE, part_of, parts, regions, rows, standing
from palermo.portal.editions.current import current_view
from palermo.portal.editions.sheets import FORMATS, sent
from palermo.portal.frame.pages import Pages, page_number
from palermo.portal.maps.cited import rests
from palermo.portal.maps.ground import values
from palermo.portal.recommendations.followed import current_appraisals
from palermo.publishing.sheets.appraisal import instruments_sheet, provisions_sheet

SIZE = 25
"""Statements on a page."""
EVERYTHING = Where(asked={}, filters=ALL)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All instruments with verified provisions, with what stands with them."""
    found = current_appraisals()
    every = rows(found.appraisals)
    context = {
        "rows": [row for row in every if row.called or row.acted],
        "without": [row for row in every if not row.called and not row.acted],
        "meaning": found.meaning,
        "formats": FORMATS,
        "rests": rests("Appraisal of instruments"),
    }
    return render(request, "appraisal/list.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The same list as a file."""
    if format not in FORMATS:
        raise Http404
    sheet = instruments_sheet(current_appraisals(), current_view().manifest, EVERYTHING, values())
    return sent(lambda: sheet, format, "appraisal")


@require_safe
def instrument(request: HttpRequest, id: str) -> HttpResponse:
    """One instrument as a tree of provisions with their figures and gaps."""
    found, one = current_appraisals(), _appraisal(id)
    shown = parts(one)
    context = {
        "one": one,
        "parts": shown,
        "whole": part_of(one, "whole"),
        "little": [part for part in shown if part.appraised.gap in LITTLE],
        "nobody": [part for part in shown if part.appraised.gap == "nobody"],
        "regions": regions(one),
        "meaning": found.meaning,
        "formats": FORMATS,
        "rests": rests(f"Appraisal of {registry.load().label(one.instrument.id, 'en')}"),
    }
    return render(request, "appraisal/instrument.html", context)


@require_safe
def instrument_export(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """The provisions of one instrument as a file."""
    if format not in FORMATS:
        raise Http404
    one = _appraisal(id)
    sheet = provisions_sheet(one, current_appraisals(), current_view().manifest, EVERYTHING, values())
    return sent(lambda: sheet, format, f"appraisal-{one.instrument.id}")


@require_safe
def statements(request: HttpRequest, id: str, part: str) -> HttpResponse:
    """A page of the statements that stand with a provision, or with the instrument as a whole."""
    one = _appraisal(id)
    chosen = part_of(one, part)
    if chosen is None:
        raise NotFound(f"provision {part[:20]} of {id[:40]}", "there is none of that place", "Look through the list")
    of, how = request.GET.get("of", ""), request.GET.get("how", "")
    found = standing(chosen, of, how)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(found))
    view = current_view()
    shown = found[pages.offset : pages.offset + SIZE]
    told = [(each, view.statement(each.statement), view.document(each.document)) for each in shown]
    query = tuple((name, value) for name, value in (("of", of), ("how", how)) if value)
    context = {"one": one, "part": chosen, "rows": told, "pages": pages, "query": query, "of": of, "how": how}
    return render(request, "appraisal/statements.html", context)


def _appraisal(id: str) -> Appraisal:
    named = registry.load().instrument(id)
    return current_appraisals().of(named.id if named else id)
