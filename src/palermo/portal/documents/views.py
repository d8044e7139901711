"""The document page, and the way to a passage of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.analysis import about
from palermo.edition import Filters
from palermo.errors import NotFound
from palermo.portal.documents import parts, sheets
from palermo.portal.documents.citation import citation
from palermo.portal.documents.references import of_document, references, thing_of_document
from palermo.portal.documents.related import related
from palermo.portal.editions.current import current, current_view
from palermo.portal.frame import languages
from palermo.portal.frame.pages import Pages, page_number
from palermo.statements import Passage, Statement
from palermo.vocabulary import load as load_vocabulary


@require_safe
def document(request: HttpRequest, id: str) -> HttpResponse:
    """One part of a document's passages, its statements marked, and what is known of it."""
    served = current()
    view = served.view
    found = view.document(id)
    if found.id != id:
        return redirect("documents:document", id=found.id)
    statements = view.statements_of(id)
    everything = view.passages(id)
    passages = parts.shown(found, everything, _quoted(statements))
    at = request.GET.get("at", "")
    asked = parts.part_of(passages, at) or page_number(request.GET.get("part"))
    pages = Pages(asked=asked, size=parts.SIZE, total=len(passages))
    sheet = sheets.sheet_of(passages[pages.offset : pages.last], statements, at)
    missing = sheets.missing(found)
    withheld = sheet is not None and sheet.page in view.private_pages(id)
    context = {
        "document": found,
        "kinds": view.facets(Filters(documents=(id,)))["kind"],
        "versions": [one for one in view.versions(id) if one.id != id],
        "about": about(found, statements, everything, load_vocabulary()),
        "pages": pages,
        "lines": parts.lines(found, passages, statements, pages.number),
        "contents": parts.contents(passages) if found.full_text else [],
        "at": at,
        "missing": missing,
        "sheet": None if missing or withheld else sheet,
        "withheld": withheld,
        "related": related(served, found),
        "citation": citation(found, languages.active()),
        "references": references(of_document(request, view, found), "documents:cite", id),
        "thing": thing_of_document(request, found),
        "permanent": request.build_absolute_uri(f"/documents/{found.id}"),
        "edition": view.manifest,
    }
    return render(request, "documents/document.html", context)


@require_safe
def passage(request: HttpRequest, id: str, passage: str) -> HttpResponse:
    """Go to the part that shows a passage, and to its place there."""
    view = current_view()
    found = view.document(id)
    statements = view.statements_of(found.id)
    _refuse_unknown(parts.shown(found, view.passages(found.id), _quoted(statements)), passage)
    address = reverse("documents:document", kwargs={"id": found.id})
    return HttpResponseRedirect(f"{address}?at={passage}#p-{passage}")


def _quoted(statements: list[Statement]) -> set[str]:
    return {one.locator.passage for one in statements}


def _refuse_unknown(passages: list[Passage], passage: str) -> None:
    if parts.part_of(passages, passage) is None:
        raise NotFound(f"passage {passage[:40]}", "this document shows no such passage", "Open the document instead")
