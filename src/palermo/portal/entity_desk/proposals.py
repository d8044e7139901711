"""The life cycle of proposals: creation, submission, acceptance and return."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from palermo.edition import Library
from palermo.errors import RunStopped
from palermo.pipeline import add_origin
from palermo.portal.entity_desk.models import EntityProposal, MappingRound
from palermo.portal.entity_desk.uploads import find_upload
from palermo.portal.services.access import get_actor, record_audit_entry
from palermo.portal.services.entity_statements import EntityStatement, append_entity_statement
from palermo.sources.definition import Origin

State = EntityProposal.State
CONTRIBUTED = "contributed"
"""Name of the folder of documents that contributors added."""


def create_proposal(
    request: HttpRequest, entity: str, kind: str, content: dict[str, Any], **fields: Any
) -> EntityProposal:
    """Store a proposal of the person who makes the request; `entity` is empty for a contribution.

    A form that is sent twice makes one proposal.
    """
    values = {"entity": entity, "kind": kind, "content": content, "created_by_id": get_actor(request).user_id, **fields}
    if waiting := EntityProposal.objects.filter(**values).exclude(state=State.ACCEPTED).first():
        return waiting
    proposal = EntityProposal.objects.create(mapping_round=find_open_round() if entity else None, **values)
    record_audit_entry(request, f"entity.{kind}-proposed", entity, proposal=proposal.pk)
    return proposal


def find_open_round() -> MappingRound | None:
    """Return the mapping round that is open, or None."""
    return MappingRound.objects.filter(closed_at=None).first()


def accept_proposal(request: HttpRequest, proposal: EntityProposal, text: str) -> bool:
    """Accept a proposal, with the text as edited by the secretariat.

    The statement is appended to the library before the acceptance is committed to the database.

    Returns False if the proposal is no longer waiting for a decision.
    """
    with transaction.atomic():
        locked = EntityProposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.state != State.SUBMITTED:
            return False
        edited = bool(text) and text != locked.content.get("text", "")
        locked.content = {**locked.content, **({"text": text} if text else {})}
        locked.state = State.ACCEPTED
        locked.save()
        if locked.upload:
            _publish_upload(locked)
        if locked.entity:
            append_entity_statement(
                EntityStatement(
                    entity=locked.entity,
                    kind=locked.kind,
                    subject=locked.subject,
                    content=locked.content,
                    date=datetime.now(UTC).date().isoformat(),
                )
            )
        record_audit_entry(request, "entity.proposal-accepted", locked.entity, proposal=locked.pk, edited=edited)
    return True


def send_back_proposal(request: HttpRequest, proposal: EntityProposal, comment: str) -> bool:
    """Return a proposal to the focal point, with a comment.

    Returns False if the proposal is no longer waiting for a decision.
    """
    waiting = EntityProposal.objects.filter(pk=proposal.pk, state=State.SUBMITTED)
    is_returned = bool(waiting.update(state=State.RETURNED, comment=comment))
    if is_returned:
        record_audit_entry(request, "entity.proposal-returned", proposal.entity, proposal=proposal.pk)
    return is_returned


def redirect_to_desk(request: HttpRequest, entity: str, *, is_draft: bool = False) -> HttpResponse:
    """Say what became of a proposal, and go back to the desk of its entity, or to one's contributions."""
    messages.success(request, _("The draft is kept.") if is_draft else _("Sent to the secretariat."))
    return redirect("entity_desk:overview", entity=entity) if entity else redirect("entity_desk:list")


def _publish_upload(proposal: EntityProposal) -> None:
    """Copy an accepted file to the folder of its entity, or of contributions, which the next build reads."""
    library, name = Library(settings.PALERMO_LIBRARY), proposal.entity or CONTRIBUTED
    folder = Path("uploads") / name
    (library.path / folder).mkdir(parents=True, exist_ok=True)
    shutil.copyfile(find_upload(proposal.upload), library.path / folder / proposal.upload)
    location = str((library.path / folder).resolve())
    origin = Origin(
        name=f"uploads-{name}", kind="folder", location=location, line_number=0,
        publishers=(proposal.entity,) if proposal.entity else (),
    )  # fmt: skip
    try:
        add_origin(library, origin)
    except RunStopped:
        if not (library.path / "sources.yaml").exists():
            raise
