"""A single page of a document, and its image."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from palermo.edition import View
from palermo.errors import DocumentFailed, NotFound
from palermo.portal.documents.forms import DocumentPageForm
from palermo.portal.services import page_images
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.page_images import RendererBusy, get_renderer
from palermo.portal.services.references import format_citation
from palermo.statements import Document, Passage, Statement

MEDIA_TYPE = "image/webp"


@require_safe
def page_image(request: HttpRequest, id: str, page: int) -> HttpResponse:
    """Return a page as WebP.

    The parameter `mark` is the passage to frame. With `quote`, the words of this statement are marked instead.
    """
    view = get_current_view()
    document = view.get_document(id)
    _raise_if_no_image(document, page)
    if page in view.find_private_pages(document.id):
        reason = "private persons are named on it, or tell their story"
        raise NotFound(f"the picture of page {page}", f"it is not shown: {reason}", "Read the page's text instead")
    form = DocumentPageForm(request.GET)
    mark, quote = form.get_value("mark"), form.get_value("quote")
    framed = page_images.find_boxes(view.list_passages(document.id), mark)
    words = page_images.find_quote(view.list_statements(document.id), mark, quote) if quote and framed else ""
    try:
        drawn = get_renderer().render(
            document, page_images.build_image_request(document, page, form.get_value("size"), framed, words)
        )
    except DocumentFailed as error:
        raise NotFound(f"the picture of page {page}", error.reason, error.hint) from error
    except RendererBusy:
        return HttpResponse("Too many pages are being drawn.\n", status=503, headers={"Retry-After": "5"})
    if drawn is None:
        raise NotFound(f"the picture of page {page}", "the file itself is not on this server", "Open the original")
    return HttpResponse(drawn, content_type=MEDIA_TYPE)


@require_safe
def page_detail(request: HttpRequest, id: str, page: int) -> HttpResponse:
    """Render one page as it is printed, with the statements on it."""
    view = get_current_view()
    document = view.get_document(id)
    if document.id != id:
        return redirect("documents:page", id=document.id, page=page)
    _raise_if_no_page(document, page)
    on_page = (
        [passage for passage in view.list_passages(id) if _is_on_page(passage, page)] if document.full_text else []
    )
    form = DocumentPageForm(request.GET)
    mark = next((item for item in on_page if item.id == form.get_value("mark")), None)
    ids = {item.id for item in on_page}
    stated = _list_statements_on_page(view, document, page, ids)
    statement = next(
        (
            candidate
            for candidate in stated
            if mark and page_images.find_quote([candidate], mark.id, form.get_value("quote"))
        ),
        None,
    )
    address = reverse("documents:page", kwargs={"id": id, "page": page})
    context = {
        "document": document,
        "page": page,
        "before": page - 1 if page > 1 else None,
        "after": page + 1 if page < (document.pages or 0) else None,
        "mark": mark,
        "quoted_statement": statement,
        "missing": page_images.find_missing_image_reason(document, page, view.find_private_pages(id)),
        "passages": on_page,
        "statements": stated,
        "preview": page_images.PagePreview(
            page=page,
            passage_id=mark.id if mark else "",
            paragraph_number=None,
            quote=statement.id if statement else "",
        ),
        "image_address": _build_image_address(document, page, mark, statement),
        "citation": format_citation(document, mark),
        "permanent": request.build_absolute_uri(address),
    }
    return render(request, "documents/page_detail.html", context)


def _build_image_address(document: Document, page: int, mark: Passage | None, quoted: Statement | None) -> str:
    """Return the address of the large image of a page with its marks."""
    params = {"size": "large", "mark": mark.id if mark else "", "quote": quoted.id if mark and quoted else ""}
    address = reverse("documents:picture", kwargs={"id": document.id, "page": page})
    return f"{address}?{urlencode({name: value for name, value in params.items() if value})}"


def _list_statements_on_page(view: View, document: Document, page: int, passage_ids: set[str]) -> list[Statement]:
    statements = view.list_statements(document.id)
    return [
        item
        for item in statements
        if item.locator.passage in passage_ids or (not passage_ids and item.locator.page == page)
    ]


def _is_on_page(passage: Passage, page: int) -> bool:
    return passage.page == page or any(box.page == page for box in passage.boxes)


def _raise_if_no_image(document: Document, page: int) -> None:
    """Raise Http404 if the rights do not allow an image, even if one is cached."""
    if not document.can_show_page_images or document.media_type != "application/pdf":
        raise Http404
    _raise_if_no_page(document, page)


def _raise_if_no_page(document: Document, page: int) -> None:
    if not 1 <= page <= (document.pages or 0):
        reason = f"it has {document.pages} pages" if document.pages else "its format has no pages"
        raise NotFound(f"page {page} of {document.title[:60]}", reason, "Open the document instead")
