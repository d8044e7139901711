"""Documents and their passages."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from palermo.analysis import About, about
from palermo.edition import once
from palermo.edition.export import passage_row
from palermo.errors import NotFound
from palermo.portal.api.cursors import Stretch, place
from palermo.portal.api.shapes import Alike, Documents, DocumentWhole, PassageOut, Passages
from palermo.portal.api.statements import alike_to
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.shelf import Shelf
from palermo.portal.frame.asking import Asked, clean
from palermo.statements import Document, Passage
from palermo.vocabulary import load as load_vocabulary

router = Router(tags=["documents"])


class Wanted(Stretch):
    """Which documents are wanted."""

    q: str = Field("", max_length=200, description="Words of the title or symbol, all of them.")
    publisher: str = Field("", max_length=100, description="Id of an entity of the registry.")
    year: int | None = Field(None, ge=1000, le=9999)
    language: str = Field("", max_length=8, description="ISO 639-1.")
    nature: Literal["original", "digest", "survey", "table"] | None = None
    versions: bool = Field(False, description="Whether every file of a Work is listed, not only the first.")


@router.get("/documents", response=Documents, operation_id="documents")
def documents(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """List documents, newest first, of each Work the first alone."""
    shelf, stretch = current_shelf(), place(request, asked)
    found = [one for one in shelf.documents if _passes(one, asked)]
    rows = found if asked.versions else list(once(found))
    items = [row(one, shelf) for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/documents/{id}", response=DocumentWhole, operation_id="document")
def document(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one document, with its themes and the other files of its Work."""
    view, shelf = current_view(), current_shelf()
    found = view.document(id)
    others = [row(one, shelf) for one in view.versions(found.id) if one.id != found.id]
    private = sorted(view.private_pages(found.id))
    told = about(found, view.statements_of(found.id), view.passages(found.id), load_vocabulary())
    return {**row(found, shelf), "versions": others, "themes": [_theme(one) for one in told], "private_pages": private}


@router.get("/documents/{id}/passages", response=Passages, operation_id="documentPassages")
def passages(request: HttpRequest, id: str, asked: Query[Stretch]) -> dict[str, Any]:
    """List a document's passages in reading order; none where only quotes of it may be shown."""
    view, stretch = current_view(), place(request, asked)
    found = view.document(id)
    rows = view.passages(found.id) if found.full_text else []
    items = [passage_row(one, found) for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/passages/{id}", response=PassageOut, operation_id="passage")
def passage(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one passage."""
    return passage_row(*_shown(id))


@router.get("/passages/{id}/alike", response=Alike, operation_id="passageAlike")
def alike(request: HttpRequest, id: str) -> dict[str, Any]:
    """List passages of other Works that say something alike, in any language."""
    return alike_to(_shown(id)[0])


def _shown(id: str) -> tuple[Passage, Document]:
    """A passage that may be shown, and its document; raises NotFound."""
    view = current_view()
    found = view.passage(id)
    held = view.document(found.document)
    if not held.full_text:
        raise NotFound(f"passage {found.id}", "only quotes of its document may be shown", "Ask for its statements")
    return found, held


def _passes(one: Document, asked: Wanted) -> bool:
    words = Asked(words=clean(asked.q))
    return (
        (not asked.publisher or asked.publisher in one.publishers)
        and (asked.year is None or one.year == asked.year)
        and (not asked.language or one.language == asked.language)
        and (asked.nature is None or one.nature == asked.nature)
        and (not words.words or words.says(one.title, one.symbol))
    )


def row(one: Document, shelf: Shelf) -> dict[str, Any]:
    """A document as answers show it."""
    names = ("id", "work", "title", "symbol", "date", "publishers", "language", "pages", "media_type", "source")
    facts = {name: getattr(one, name) for name in (*names, "address", "full_text")}
    counted = shelf.recommendations.get(one.id, 0)
    return {**facts, "version": one.version.value, "nature": one.nature.value, "recommendations": counted}


def _theme(one: About) -> dict[str, Any]:
    names = ("theme", "titled", "headings", "count", "of", "by")
    return {**{name: getattr(one, name) for name in names}, "share": round(one.share, 4)}
