"""The list of publications, one publication, and the list as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.errors import NotFound
from palermo.portal.editions.citing import citing
from palermo.portal.editions.current import current_shelf
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.frame.asking import asked, filled
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.publications.asked import Held, fields, found
from palermo.registry import Publication

SIZE = 20
"""Publications on a page."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """A page of the publications that the filters let pass."""
    held, choices = current_shelf().held, fields()
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    passing = found(ask, held)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(passing))
    context = {
        "asked": ask,
        "fields": filled(choices, ask),
        "pages": pages,
        "rows": [(one, held.get(one.id, ())) for one in passing[pages.offset : pages.offset + SIZE]],
        "known": len(registry.load().publications),
    }
    return render(request, "publications/list.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The same publications as a file."""
    if format not in FORMATS:
        raise Http404
    held = current_shelf().held
    return streamed(_rows(found(asked(request.GET, fields()), held), held), format, "publications")


@require_safe
def publication(request: HttpRequest, id: str) -> HttpResponse:
    """What the registry knows of one publication, and where it can be read."""
    one = registry.load().publications.get(id)
    if one is None:
        raise NotFound(f"publication {id[:60]}", "the registry shows no such publication", "Look through the list")
    context = {
        "publication": one,
        "documents": current_shelf().held.get(id, ()),
        "milestones": [row for row in registry.load().timeline if id in row.publications],
        **citing(request, id),
    }
    return render(request, "publications/publication.html", context)


def _rows(passing: Iterable[Publication], held: Held) -> Iterator[dict[str, Any]]:
    for one in passing:
        yield {
            "id": one.id,
            "title": one.title,
            "symbol": one.symbol,
            "kind": one.kind,
            "date": (one.date or "")[:4] or None,
            "publishers": list(one.publishers),
            "languages": list(one.languages),
            "themes": list(one.topics.themes),
            "exploitation": list(one.topics.exploitation),
            "interventions": list(one.topics.interventions),
            "groups": list(one.topics.groups),
            "digest": one.digest,
            "address": one.address,
            "documents": [document.id for document in held.get(one.id, ())],
            "sources": list(one.sources),
        }
