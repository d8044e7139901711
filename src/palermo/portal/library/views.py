"""The library's pages: the documents of the edition, and those that could not be read."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.edition import ALL, Filters, once
from palermo.portal.editions.current import current_search, current_shelf, current_view
from palermo.portal.editions.shelf import Shelf
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.frame import facts, languages
from palermo.portal.frame.asking import unheard
from palermo.portal.frame.pages import Pages, page_number, tidy
from palermo.portal.library import searching
from palermo.portal.library.asked import Asked, asked, years
from palermo.portal.maps.ground import values
from palermo.portal.recommendations.facets import around
from palermo.publishing.found import hit_values
from palermo.search import SearchIndex
from palermo.statements import Document, Nature

GROUPS = 10
"""Works on a page of what a search found."""
EXPORTED = 300
"""Passages in the file of a search."""
SIZE = 50
"""Documents on a page."""


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The documents that the filters let pass, newest first, of each Work the first alone; with words, a search."""
    held, ask = current_shelf(), asked(request.GET)
    if "" in request.GET.values():
        return redirect(tidy(request.path, [(name, str(value)) for name, value in request.GET.items() if value]))
    index, wanted = current_search(), searching.sought(request.GET)
    if index and wanted.words:
        return _searched(request, index, wanted)
    found = once(_found(held, ask))
    choices = _choices(held)
    pages = Pages(asked=page_number(request.GET.get("page")), size=SIZE, total=len(found))
    context = {
        "asked": ask,
        "pages": pages,
        "rows": [(one, held.recommendations.get(one.id, 0)) for one in found[pages.offset : pages.offset + SIZE]],
        "publishers": facts.entities(held.published, languages.active()),
        "years": years(held.documents),
        "languages": choices["language"],
        "natures": choices["nature"],
        "regions": around(current_view().facets(ALL, ("region",))["region"]),
        "region_told": searching.told_of_region(ask.region) if ask.region else "",
        "unheard": unheard(request.GET, choices),
        "held": len(held.works),
        "unread": len(current_view().manifest.quarantined),
        "searchable": index is not None,
    }
    return render(request, "library/list.html", context)


@require_safe
def export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The same documents as a file."""
    if format not in FORMATS:
        raise Http404
    held = current_shelf()
    return streamed(_rows(_found(held, asked(request.GET)), held), format, "documents")


@require_safe
def found(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """The passages that a search finds, as a file, best first."""
    index, wanted = current_search(), searching.sought(request.GET)
    if format not in FORMATS or index is None:
        raise Http404
    hits = index.flat(wanted.words, wanted.filters, limit=EXPORTED, hint=languages.active())
    return streamed((hit_values(hit) for hit in hits), format, "passages")


@require_safe
def unread(request: HttpRequest) -> HttpResponse:
    """The documents that could not be read, each with its reason and what would mend it."""
    rows = current_view().manifest.quarantined
    return render(request, "library/unread.html", {"rows": rows})


def _searched(request: HttpRequest, index: SearchIndex, wanted: searching.Sought) -> HttpResponse:
    number = page_number(request.GET.get("page"))
    answer = index.search(wanted.words, wanted.filters, page=number, size=GROUPS, hint=languages.active())
    documents = current_shelf().documents
    context = {
        "asked": wanted,
        "answer": answer,
        "pages": Pages(asked=number, size=GROUPS, total=answer.works),
        "groups": [
            {"document": one.document, "more": one.more, "hits": [(hit, searching.pieces(hit)) for hit in one.hits]}
            for one in answer.groups
        ],
        "related": [(hit, searching.pieces(hit)) for hit in answer.related],
        "facets": searching.facets(wanted, answer),
        "chips": searching.chips(wanted, documents),
        "notes": searching.notes(answer.notes),
        "suggestion": replace(wanted, words=answer.suggestion) if answer.suggestion else None,
        "searched": len(documents),
        "unheard": unheard(request.GET, dict.fromkeys(("q", "page", *searching.FIELDS, *searching.NAMES))),
    }
    return render(request, "library/search.html", context)


def _choices(held: Shelf) -> dict[str, Collection[str] | None]:
    """The values of each parameter of the list; of publishers and regions all that the registry knows."""
    known = registry.load()
    return {
        "q": None,
        "page": None,
        "publisher": held.published.keys() | known.entities.keys(),
        "year": {str(one) for one in years(held.documents)},
        "language": sorted({one.language for one in held.documents}),
        "nature": [one.value for one in Nature if any(d.nature == one for d in held.documents)],
        "region": known.regions.keys(),
    }


def _found(held: Shelf, ask: Asked) -> list[Document]:
    there = set(held.by_id)
    if ask.region:
        wanted = Filters(regions=values().within((ask.region,)), every_copy=True)
        there = {one.value for one in current_view().facets(wanted, ("document",))["document"]}
    return [one for one in held.documents if one.id in there and ask.passes(one)]


def _rows(documents: list[Document], held: Shelf) -> Iterator[dict[str, Any]]:
    for one in documents:
        yield {
            "id": one.id,
            "work": one.work,
            "version": one.version.value,
            "title": one.title,
            "symbol": one.symbol,
            "date": one.date,
            "publishers": list(one.publishers),
            "language": one.language,
            "nature": one.nature.value,
            "pages": one.pages,
            "recommendations": held.recommendations.get(one.id, 0),
            "source": one.source,
            "address": one.address,
        }
