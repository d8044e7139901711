"""The explorer, its map as a file, and lists of the statements that its numbers count."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.edition.export import rows as records
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.frame import languages
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.maps import files
from palermo.portal.maps.asked import MOST, Asked, asked
from palermo.portal.maps.change import changes, compared
from palermo.portal.maps.form import axes, chips, filters, subjects
from palermo.portal.maps.ground import current_maps, other_editions, values
from palermo.portal.maps.heat import planes
from palermo.portal.maps.labels import DIMENSIONS, label, short
from palermo.portal.maps.panel import comparison, panel
from palermo.publishing.sheets.who_does_what import citation_of

SIZE = 25
"""Statements on a page of the list."""


@require_safe
def explorer(request: HttpRequest) -> HttpResponse:
    """A map of two or three dimensions; a cell opens its statements beside it."""
    ask = asked(request.GET, values())
    if "" in request.GET.values() or request.GET.get("from") or request.GET.get("to"):
        return redirect(tidy(request.path, ask.query))
    maps = current_maps()
    found = maps.answer(ask.question(values()))
    shown = planes(found, ask)
    first, more = filters(maps.ground, ask)
    context = {
        "asked": ask,
        "found": found,
        "planes": shown,
        "axes": axes(ask),
        "subjects": subjects(maps.ground, ask),
        "fields": first,
        "more_fields": more,
        "chips": chips(maps.ground, ask),
        "panel": panel(maps, found, ask),
        "comparison": comparison(maps, ask),
        "changes": changes(maps, ask, request.GET),
        "editions": [one.manifest.name for one in other_editions()],
        "comparable": [(line.id, short(ask.rows, line.id, found.names)) for line in found.rows[: ask.top]],
        "coverage": [(short("entity", one.row, found.names), one) for one in found.coverage],
        "absent": [label("entity", id, found.names) for id in found.absent],
        "years": ask.wanted.get("year", ()),
        "rows_title": DIMENSIONS[ask.rows],
        "columns_title": DIMENSIONS[ask.columns],
        "left": max(len([one for one in found.rows if one.statements]) + found.left_out.get(ask.rows, 0) - ask.top, 0),
        "every": replace(ask, top=MOST).query,
        "formats": list(files.FORMATS),
        "edition": maps.ground.view.manifest,
        "cite": citation_of(found, maps.ground.view.manifest, values(), languages.active()),
    }
    return render(request, "maps/explorer.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The whole map as a file, with what it rests on."""
    if format not in files.FORMATS:
        raise Http404
    ask = asked(request.GET, values())
    if what := compared(request.GET):
        return files.changed(current_maps(), ask, what, format)
    return files.answer(current_maps(), ask, format, request.GET.get("cells", ""))


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """A page of the statements that the filters find: what a number of a map counts."""
    ask = asked(request.GET, values())
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.filters))
    maps = current_maps()
    ground = maps.ground
    rows = ground.rows(ask.wanted)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(rows))
    found = ground.view.statements_at(ground.places(rows[pages.offset : pages.offset + SIZE]))
    context = {
        "asked": ask,
        "rows": [(one, ground.view.document(one.document)) for one in found],
        "pages": pages,
        "kinds": [(kind, number, ask.within(kind=kind)) for kind, number in ground.counted(rows, "kind")],
        "chips": chips(ground, ask),
        "searched": len({document.work for document in ground.documents}),
        "formats": list(FORMATS),
        "map": _map_of(ask),
    }
    return render(request, "maps/statements.html", context)


@require_safe
def statements_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """All statements that the filters find, as a file; the same number that the page counts."""
    if format not in FORMATS:
        raise Http404
    where = asked(request.GET, values()).where(values())
    return streamed(records(current_maps().ground.view, "statements", where.filters), format, "statements")


def _map_of(ask: Asked) -> str:
    return urlencode(ask.filters)
