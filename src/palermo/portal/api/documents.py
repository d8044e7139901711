"""Documents and their passages."""

from functools import partial
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from palermo.analysis import ThemeShare, find_document_themes
from palermo.edition import select_one_per_work
from palermo.errors import NotFound
from palermo.portal.api.cursors import PageQuery, parse_page_position
from palermo.portal.api.schemas import (
    DocumentDetailOut,
    DocumentListOut,
    PassageListOut,
    PassageOut,
    SimilarPassagesOut,
)
from palermo.portal.api.statements import find_similar_passages
from palermo.portal.base.forms import clean_value
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.document_index import DocumentIndex
from palermo.publishing.row_writers import build_passage_row
from palermo.statements import Document, Passage, normalise_text
from palermo.vocabulary import load_vocabulary

router = Router(tags=["documents"])


class DocumentListQuery(PageQuery):
    """Filters of documents."""

    q: str = Field("", max_length=200, description="Words of the title or symbol, all of them.")
    publisher: str = Field("", max_length=100, description="Id of an entity of the registry.")
    year: int | None = Field(None, ge=1000, le=9999)
    language: str = Field("", max_length=8, description="ISO 639-1.")
    nature: Literal["original", "digest", "survey", "table"] | None = None
    versions: bool = Field(False, description="Whether every file of a Work is listed, not only the first.")


@router.get("/documents", response=DocumentListOut, operation_id="documents")
def list_documents(request: HttpRequest, params: Query[DocumentListQuery]) -> dict[str, Any]:
    """List documents, newest first, of each Work the first alone."""
    documents, position = get_document_index(), parse_page_position(request, params)
    matching = [document for document in documents.documents if _is_match(document, params)]
    rows = matching if params.versions else list(select_one_per_work(matching))
    return position.build_page(rows, partial(to_document_row, index=documents))


@router.get("/documents/{id}", response=DocumentDetailOut, operation_id="document")
def get_document(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one document, with its themes and the other files of its Work."""
    view, documents = get_current_view(), get_document_index()
    document = view.get_document(id)
    others = [
        to_document_row(version, documents) for version in view.list_versions(document.id) if version.id != document.id
    ]
    private = sorted(view.find_private_pages(document.id))
    theme_shares = find_document_themes(
        document, view.list_statements(document.id), view.list_passages(document.id), load_vocabulary()
    )
    return {
        **to_document_row(document, documents),
        "versions": others,
        "themes": [_to_theme_row(theme_share) for theme_share in theme_shares],
        "private_pages": private,
    }


@router.get("/documents/{id}/passages", response=PassageListOut, operation_id="documentPassages")
def list_passages(request: HttpRequest, id: str, params: Query[PageQuery]) -> dict[str, Any]:
    """List a document's passages in reading order; none where only quotes of it may be shown."""
    view, position = get_current_view(), parse_page_position(request, params)
    document = view.get_document(id)
    rows = view.list_passages(document.id) if document.full_text else []
    return position.build_page(rows, partial(build_passage_row, document=document))


@router.get("/passages/{id}", response=PassageOut, operation_id="passage")
def get_passage(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one passage."""
    return build_passage_row(*_get_public_passage(id))


@router.get("/passages/{id}/alike", response=SimilarPassagesOut, operation_id="passageAlike")
def list_similar_passages(request: HttpRequest, id: str) -> dict[str, Any]:
    """List passages of other Works that are similar in meaning, in any language."""
    return find_similar_passages(_get_public_passage(id)[0])


def _get_public_passage(id: str) -> tuple[Passage, Document]:
    """Return a passage that may be shown, and its document; raises NotFound."""
    view = get_current_view()
    passage = view.get_passage(id)
    document = view.get_document(passage.document)
    if not document.full_text:
        raise NotFound(f"passage {passage.id}", "only quotes of its document may be shown", "Ask for its statements")
    return passage, document


def _is_match(document: Document, params: DocumentListQuery) -> bool:
    words = normalise_text(clean_value(params.q)).split()
    searched = normalise_text(f"{document.title} {document.symbol or ''}") if words else ""
    return (
        (not params.publisher or params.publisher in document.publishers)
        and (params.year is None or document.year == params.year)
        and (not params.language or document.language == params.language)
        and (params.nature is None or document.nature == params.nature)
        and all(word in searched for word in words)
    )


def to_document_row(document: Document, index: DocumentIndex) -> dict[str, Any]:
    """Return a document as answers show it."""
    names = ("id", "work", "title", "symbol", "date", "publishers", "language", "pages", "media_type", "source")
    facts = {name: getattr(document, name) for name in (*names, "address", "full_text")}
    counted = index.recommendation_counts.get(document.id, 0)
    return {**facts, "version": document.version.value, "nature": document.nature.value, "recommendations": counted}


def _to_theme_row(document_theme: ThemeShare) -> dict[str, Any]:
    return {
        "theme": document_theme.theme,
        "titled": document_theme.is_in_title,
        "headings": document_theme.headings,
        "count": document_theme.count,
        "of": document_theme.total,
        "by": document_theme.unit,
        "share": round(document_theme.share, 4),
    }
