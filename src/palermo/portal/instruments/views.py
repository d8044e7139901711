"""The list of instruments, one instrument with its provisions, and the list as a file."""

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
from palermo.portal.instruments.asked import fields, found
from palermo.registry import Instrument

SIZE = 50
"""Instruments on a page."""


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """A page of the instruments that the filters let pass."""
    choices = fields()
    ask = asked(request.GET, choices)
    if "" in request.GET.values():
        return redirect(tidy(request.path, ask.query))
    passing, counted = found(ask), current_shelf().citing
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(passing))
    context = {
        "asked": ask,
        "fields": filled(choices, ask),
        "pages": pages,
        "rows": [(one, counted.get(one.id, 0)) for one in passing[pages.offset : pages.offset + SIZE]],
        "known": len(registry.load().instruments),
    }
    return render(request, "instruments/list.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The provisions of the same instruments as a file; an instrument without any has one row."""
    if format not in FORMATS:
        raise Http404
    return streamed(_rows(found(asked(request.GET, fields()))), format, "instruments")


@require_safe
def instrument(request: HttpRequest, id: str) -> HttpResponse:
    """One instrument: its provisions, whose mandate rests on it, and who cites it in this edition."""
    known = registry.load()
    one = known.instruments.get(id)
    if one is None:
        raise NotFound(f"instrument {id[:60]}", "the registry shows no such instrument", "Look through the list")
    context = {
        "instrument": one,
        "unverified": unverified(id),
        "documents": current_shelf().texts.get(id, ()),
        **citing(request, id),
    }
    return render(request, "instruments/instrument.html", context)


def unverified(id: str) -> int:
    """How many provisions of an instrument no source has shown yet."""
    rows = (one for one in registry.load().facts.instruments if one.id == id)
    return sum(not provision.verified for one in rows for provision in one.provisions)


def _rows(passing: Iterable[Instrument]) -> Iterator[dict[str, Any]]:
    for one in passing:
        row = {
            "id": one.id,
            "symbol": one.symbol,
            "kind": one.kind,
            "name": one.names["en"],
            "year": (one.date or "")[:4] or None,
            "organ": one.organ,
            "address": one.address,
            "entities": list(one.entities),
            "themes": list(one.topics.themes),
        }
        for provision in one.provisions or (None,):
            yield row | {
                "provision": provision.number if provision else None,
                "summary": provision.summary if provision else None,
                "addressees": list(provision.addressees) if provision else [],
                "sources": list(provision.sources if provision else one.sources),
            }
