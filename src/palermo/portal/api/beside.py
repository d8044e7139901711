"""What stands beside an edition: what could not be read, what changed since the one before, names that are proposed."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.portal.api.cursors import Listed, Stretch, place
from palermo.portal.api.documents import row
from palermo.portal.api.shapes import DocumentOut, FoundIn
from palermo.portal.editions.changes import Since, since
from palermo.portal.editions.current import current, current_shelf, current_view
from palermo.portal.editions.proposed import current_proposals
from palermo.publishing.proposed import proposal_rows

router = Router(tags=["editions"])

type How = Literal["added", "removed", "changed"]


class UnreadOut(Schema):
    """A document that could not be read."""

    source: str
    reason: str
    mend: str


class Unread(Listed):
    """Documents that could not be read; nothing of them is counted anywhere."""

    items: list[UnreadOut]


class ChangesWanted(Stretch):
    """Which changes are wanted."""

    change: How | None = Field(None, description="How documents changed; all where it is left out.")


class ChangeOut(Schema):
    """A document that came, went, or whose facts or bytes are others now."""

    change: How
    document: DocumentOut
    statements: int = Field(description="Statements of it that are new; 0 where they were not compared.")


class ChangesSince(Listed):
    """What changed since the edition before, by Work."""

    edition: str
    before: str | None = Field(description="Null where there is none, or none that is still kept.")
    statements: dict[How, int] | None = Field(description="How many; null where they were not compared one by one.")
    more: int = Field(description="How many more statements there are now than before.")
    unread: int = Field(description="Documents that could not be read now, and could before.")
    items: list[ChangeOut]


class QuoteOut(Schema):
    """A place where a name stands."""

    statement: str
    document: str
    page: int | None
    language: str
    quote: str


class VariantOut(Schema):
    """A name as it is printed."""

    name: str
    statements: int
    why: str


class ProposalOut(Schema):
    """An organisation that the registry does not know, or further names of one that it knows."""

    id: str
    entity: str | None = Field(description="Id of the registry's entity of which these are further names.")
    name: str
    variants: list[VariantOut]
    statements: int
    documents: list[FoundIn]
    quotes: list[QuoteOut]


class Proposals(Listed):
    """Proposals for the registry, the most named first."""

    items: list[ProposalOut]


@router.get("/unread", response=Unread, operation_id="unread")
def unread(request: HttpRequest, asked: Query[Stretch]) -> dict[str, Any]:
    """List the documents that could not be read, with the reason and what would mend it."""
    rows, stretch = current_view().manifest.quarantined, place(request, asked)
    items = [{"source": one.source, "reason": one.reason, "mend": one.mend} for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/editions/current/changes", response=ChangesSince, operation_id="changes")
def changes(request: HttpRequest, asked: Query[ChangesWanted]) -> dict[str, Any]:
    """Say what changed since the edition before: how much, and which documents."""
    stretch, found = place(request, asked), since(current())
    edition = current_view().manifest.id
    if found is None:
        head = {"before": None, "statements": None, "more": 0, "unread": 0}
        return {"edition": edition, **head, "items": [], "total": 0, "next": None}
    rows = [one for one in _changed(found) if asked.change in (None, one["change"])]
    return {
        "edition": edition,
        "before": found.old.id,
        "statements": _compared(found),
        "more": found.more,
        "unread": found.unread,
        "items": [one | {"document": row(one["document"], current_shelf())} for one in stretch.of(rows)],
        "total": len(rows),
        "next": stretch.next(len(rows)),
    }


@router.get("/proposals", response=Proposals, operation_id="proposals")
def proposals(request: HttpRequest, asked: Query[Stretch]) -> dict[str, Any]:
    """List organisations that documents name and the registry does not know, each with a place where it is named."""
    rows, stretch = current_proposals(), place(request, asked)
    items = list(proposal_rows(stretch.of(rows), current_shelf().by_id))
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


def _changed(found: Since) -> list[dict[str, Any]]:
    return [
        {"change": how, "document": one, "statements": found.by_document.get(one.id, 0)}
        for how, many in (("added", found.added), ("removed", found.removed), ("changed", found.changed))
        for one in many
    ]


def _compared(found: Since) -> dict[str, int] | None:
    return dict(zip(("added", "removed", "changed"), found.statements, strict=True)) if found.statements else None
