"""Editions: those of the library, the served one, its unread documents, its changes, and proposals for the registry."""

from functools import partial
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.edition import Edition, Library
from palermo.edition import list_editions as editions_of
from palermo.portal.api.cursors import PageOut, PageQuery, parse_page_position
from palermo.portal.api.documents import to_document_row
from palermo.portal.api.schemas import DocumentOut, DocumentRefOut
from palermo.portal.services.analysis_cache import get_current_proposals
from palermo.portal.services.current_edition import get_current_edition, get_current_view, get_document_index
from palermo.portal.services.edition_changes import EditionChanges, get_edition_changes
from palermo.publishing.proposals import build_proposal_row

router = Router(tags=["editions"])
type DocumentChangeKind = Literal["added", "removed", "changed"]


class EditionOut(Schema):
    """A dated compilation of the whole."""

    id: str
    name: str
    date: str = Field(description="When it was first compiled, UTC.")
    palermo: str = Field(description="Version of Palermo that compiled it.")
    schema_version: str = Field(description="Version of its Parquet columns.")
    current: bool
    previous: str | None


class EditionListOut(Schema):
    """Editions of the library, newest first."""

    items: list[EditionOut]


class EditionDetailOut(EditionOut):
    """The edition that is served, counted as far as it may be shown."""

    versions: dict[str, str]
    documents: int
    works: int
    statements: int
    kinds: dict[str, int]
    languages: dict[str, int] = Field(description="Works by language.")
    entities: int
    newest: str | None
    oldest: str | None


@router.get("/editions", response=EditionListOut, operation_id="editions")
def list_editions(request: HttpRequest) -> dict[str, Any]:
    """List the editions of the library, newest first; all other responses are of the current one."""
    return {"items": [_to_edition_row(item) for item in editions_of(Library(settings.PALERMO_LIBRARY))]}


@router.get("/editions/current", response=EditionDetailOut, operation_id="currentEdition")
def get_served_edition(request: HttpRequest) -> dict[str, Any]:
    """Give the edition that is served."""
    view = get_current_view()
    totals = view.compute_totals()
    counted = {name: getattr(totals, name) for name in ("documents", "works", "statements", "entities")}
    return {
        **_to_edition_row(Edition(manifest=view.manifest, current=True)),
        **counted,
        "versions": dict(view.manifest.versions),
        "kinds": {kind.value: kind.statements for kind in totals.kinds},
        "languages": {language.value: language.statements for language in totals.languages},
        "newest": totals.newest,
        "oldest": totals.oldest,
    }


def _to_edition_row(edition: Edition) -> dict[str, Any]:
    manifest = edition.manifest
    return {
        "id": manifest.id,
        "name": manifest.name,
        "date": manifest.date.isoformat(),
        "palermo": manifest.palermo,
        "schema_version": manifest.schema,
        "current": edition.current,
        "previous": manifest.previous,
    }


class UnreadDocumentOut(Schema):
    """A document that could not be read."""

    source: str
    reason: str
    mend: str


class UnreadDocumentListOut(PageOut):
    """Documents that could not be read; they are not counted anywhere."""

    items: list[UnreadDocumentOut]


class ChangeListQuery(PageQuery):
    """The kind of change."""

    change: DocumentChangeKind | None = Field(None, description="How documents changed; all where it is left out.")


class DocumentChangeOut(Schema):
    """A document that was added, removed or changed."""

    change: DocumentChangeKind
    document: DocumentOut
    statements: int = Field(description="Statements of it that are new; 0 where they were not compared.")


class EditionChangesOut(PageOut):
    """Changes since the previous edition, by Work."""

    edition: str
    before: str | None = Field(description="Null where there is none, or none that is still kept.")
    statements: dict[DocumentChangeKind, int] | None = Field(
        description="How many; null where they were not compared one by one."
    )
    more: int = Field(description="How many more statements there are now than before.")
    unread: int = Field(description="Documents that could not be read now, and could before.")
    items: list[DocumentChangeOut]


class QuoteOut(Schema):
    """A place where a name occurs."""

    statement: str
    document: str
    page: int | None
    language: str
    quote: str


class NameVariantOut(Schema):
    """A name as it is printed."""

    name: str
    statements: int
    why: str


class ProposalOut(Schema):
    """An organisation that the registry does not know, or further names of one that it knows."""

    id: str
    entity: str | None = Field(description="Id of the registry's entity of which these are further names.")
    name: str
    variants: list[NameVariantOut]
    statements: int
    documents: list[DocumentRefOut]
    quotes: list[QuoteOut]


class ProposalListOut(PageOut):
    """Proposals for the registry, the most named first."""

    items: list[ProposalOut]


@router.get("/unread", response=UnreadDocumentListOut, operation_id="unread")
def list_unread_documents(request: HttpRequest, params: Query[PageQuery]) -> dict[str, Any]:
    """List the documents that could not be read, with the reason and how to fix it."""
    rows, position = get_current_view().manifest.quarantined, parse_page_position(request, params)
    return position.build_page(rows)


@router.get("/editions/current/changes", response=EditionChangesOut, operation_id="changes")
def list_changes(request: HttpRequest, params: Query[ChangeListQuery]) -> dict[str, Any]:
    """List what changed since the previous edition: how much, and which documents."""
    position, changes = parse_page_position(request, params), get_edition_changes(get_current_edition())
    edition = get_current_view().manifest.id
    if changes is None:
        head = {"before": None, "statements": None, "more": 0, "unread": 0}
        return {"edition": edition, **head, "items": [], "total": 0, "next": None}
    rows = [document for document in _list_changed_documents(changes) if params.change in (None, document["change"])]
    return {
        "edition": edition,
        "before": changes.old.id,
        "statements": changes.statements
        and dict(zip(("added", "removed", "changed"), changes.statements, strict=True)),
        "more": changes.statement_growth,
        "unread": changes.unread,
        **position.build_page(
            rows, lambda item: item | {"document": to_document_row(item["document"], get_document_index())}
        ),
    }


@router.get("/proposals", response=ProposalListOut, operation_id="proposals")
def list_proposals(request: HttpRequest, params: Query[PageQuery]) -> dict[str, Any]:
    """List organisations that documents name and the registry does not know.

    Each with a place where it is named.
    """
    rows, position = get_current_proposals(), parse_page_position(request, params)
    return position.build_page(rows, partial(build_proposal_row, documents=get_document_index().by_id))


def _list_changed_documents(changes: EditionChanges) -> list[dict[str, Any]]:
    return [
        {"change": change, "document": item, "statements": changes.by_document.get(item.id, 0)}
        for change, documents in (("added", changes.added), ("removed", changes.removed), ("changed", changes.changed))
        for item in documents
    ]
