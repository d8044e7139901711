"""The list of instruments, one instrument with its provisions, and the list as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.errors import NotFound
from palermo.portal.base import display_names
from palermo.portal.base.pagination import build_list_address, paginate
from palermo.portal.instruments.forms import InstrumentListForm
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.registry_lists import build_instrument_list, show_counts
from palermo.portal.services.statement_pages import build_citing_context
from palermo.registry import Instrument
from palermo.statements import select_fields

PAGE_SIZE = 50


@require_safe
def instrument_list(request: HttpRequest) -> HttpResponse:
    """List the instruments that match the filters."""
    form = InstrumentListForm(request.GET)
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    instruments, citation_counts = build_instrument_list(), get_document_index().citation_counts
    pages = paginate(request, PAGE_SIZE, instruments.select(form.filters))
    show_counts(form, instruments.count_values(form.filters))
    context = {
        "form": form,
        "fields": form.select_fields,
        "pages": pages,
        "rows": [(row, citation_counts.get(row.id, 0)) for row in pages],
        "known": len(registry.load_registry().instruments),
    }
    return render(request, "instruments/list.html", context)


@require_safe
def instrument_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the provisions of the matching instruments as a file; an instrument without provisions has one row."""
    instruments = build_instrument_list().select(InstrumentListForm(request.GET).filters)
    return stream_rows(_build_rows(instruments), format, "instruments")


@require_safe
def instrument_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render one instrument.

    The page has its provisions, the mandates based on it, and the statements that cite it.
    """
    known = registry.load_registry()
    item = known.instruments.get(id)
    if item is None:
        raise NotFound(f"instrument {id[:60]}", "the registry shows no such instrument", "Look through the list")
    context = {
        "instrument": item,
        "adopter": known.find_adopter(item),
        **display_names.build_registry_facts(item),
        "unverified": len(item.provisions) - len(item.verified_provisions),
        "documents": get_document_index().instrument_documents.get(id, ()),
        **build_citing_context(request, id),
    }
    return render(request, "instruments/detail.html", context)


def _build_rows(instruments: Iterable[Instrument]) -> Iterator[dict[str, Any]]:
    for instrument in instruments:
        fields = {
            **select_fields(instrument, ("id", "symbol", "kind")),
            "name": instrument.names["en"],
            "year": (instrument.date or "")[:4] or None,
            **select_fields(instrument, ("organ", "address", "entities")),
            "themes": list(instrument.topics.themes),
        }
        for provision in instrument.provisions or (None,):
            yield fields | {
                "provision": provision.number if provision else None,
                "summary": provision.summary if provision else None,
                "verified": provision.verified if provision else None,
                "addressees": list(provision.addressees) if provision else [],
                "sources": list(provision.sources if provision else instrument.sources),
            }
