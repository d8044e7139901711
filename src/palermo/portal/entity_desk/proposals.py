"""The life cycle of proposals: creation, change, submission, withdrawal, acceptance and return."""

import filecmp
import logging
import shutil
from collections.abc import Iterable, Mapping, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path
from smtplib import SMTPException
from threading import Timer
from threading import enumerate as enumerate_threads
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.access import Actor, Permit, Role, can_decide_proposals
from palermo.edition import Library
from palermo.errors import RunStopped
from palermo.grouping import group_items
from palermo.pipeline.origins import add_origin
from palermo.portal.base.number_formats import get_colon
from palermo.portal.entity_desk.models import CLOSED_STATES, EntityProposal, MappingRound
from palermo.portal.entity_desk.uploads import find_upload
from palermo.portal.services.access import get_actor, record_audit_entry
from palermo.portal.services.entity_statements import EntityStatement, append_entity_statement
from palermo.sources.definition import Origin

LOG = logging.getLogger("palermo.portal")
State = EntityProposal.State
NOTICE_INTERVAL: Final = timedelta(hours=1)
"""Time in which the secretariat gets at most one e-mail about new proposals."""
_NOTIFIED: Final = "entity.secretariat-notified"
CONTRIBUTED = "contributed"
"""Name of the folder of documents that contributors added."""
CHANGED_MEANWHILE = gettext_lazy(
    "Nothing was changed: somebody else changed it, sent it or decided on it meanwhile. What you typed is below."
)


def create_proposal(
    request: HttpRequest, entity: str, kind: str, content: dict[str, Any], **fields: Any
) -> EntityProposal:
    """Store a proposal of the person who makes the request; `entity` is empty for a contribution.

    A form that is sent twice makes one proposal.
    """
    upload = fields.pop("upload", "")
    values = {"entity": entity, "kind": kind, "content": content, "created_by_id": get_actor(request).user_id, **fields}
    with transaction.atomic():
        for waiting in EntityProposal.objects.filter(**values).exclude(state__in=CLOSED_STATES):
            if _is_same_upload(waiting.upload, upload):
                return waiting
        values |= {"upload": upload, "mapping_round": find_open_round() if entity else None}
        proposal = EntityProposal.objects.create(**values)
        record_audit_entry(request, f"entity.{kind}-proposed", entity, proposal=proposal.pk)
    return proposal


def _is_same_upload(stored: str, sent: str) -> bool:
    """Return whether two stored files have the same bytes; the one that was sent again is then deleted."""
    if not stored or not sent or stored == sent:
        return stored == sent
    paths = find_upload(stored), find_upload(sent)
    is_same = all(path.is_file() for path in paths) and filecmp.cmp(*paths, shallow=False)
    if is_same:
        paths[1].unlink()
    return is_same


def update_proposal(request: HttpRequest, proposal: EntityProposal, values: Mapping[str, Any]) -> bool:
    """Store changed fields of a proposal, among them its state, unless it was changed after the form was opened.

    A form that is sent twice is stored once. Returns False, with the fields of `proposal` as they are stored now, if
    somebody else changed it, sent it or decided on it meanwhile.
    """
    seen = request.POST.get("seen") or proposal.version
    with transaction.atomic():
        stored = EntityProposal.objects.select_for_update().get(pk=proposal.pk)
        is_stored = all(getattr(stored, name) == value for name, value in values.items())
        if not is_stored and stored.is_editable and stored.version == seen:
            for name, value in values.items():
                setattr(stored, name, value)
            stored.save()
            record_audit_entry(
                request, "entity.proposal-changed", stored.entity, proposal=stored.pk, state=stored.state
            )
            is_stored = True
    proposal.refresh_from_db()
    return is_stored


def withdraw_proposal(request: HttpRequest, proposal: EntityProposal) -> None:
    """Take back a proposal, and say what became of it; it can be changed and sent again.

    What the entity states of itself is taken back after its acceptance too, at once: a line in the library says so. A
    document stays in the library until the secretariat takes it down.
    """
    with transaction.atomic():
        locked = EntityProposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.is_withdrawable:
            was_accepted = locked.state == State.ACCEPTED
            locked.state = State.WITHDRAWN
            locked.save()
            if was_accepted:
                append_entity_statement(_build_statement(locked), is_withdrawn=True)
            record_audit_entry(
                request, "entity.proposal-withdrawn", locked.entity, proposal=locked.pk, accepted=was_accepted
            )
            messages.success(request, _("Withdrawn. It stays in your list, and you can send it again."))
    if locked.state == State.ACCEPTED:
        messages.error(request, _("The document was accepted already. Ask the secretariat to take it down."))


def _build_statement(proposal: EntityProposal) -> EntityStatement:
    now = datetime.now(UTC)
    return EntityStatement(
        entity=proposal.entity,
        kind=proposal.kind,
        subject=proposal.subject,
        content=proposal.content,
        date=now.date().isoformat(),
        time=now.isoformat(timespec="milliseconds"),
    )


def find_open_round() -> MappingRound | None:
    """Return the mapping round that is open, or None."""
    return MappingRound.objects.filter(closed_at=None).first()


def accept_proposal(request: HttpRequest, proposal: EntityProposal, text: str, seen: str) -> bool:
    """Accept a proposal, with the text as edited by the secretariat.

    The statement is appended to the library before the acceptance is committed to the database.

    Returns False if the proposal no longer waits for a decision, or was changed after `seen`, the version that the
    secretariat read.
    """
    with transaction.atomic():
        locked = _lock_waiting(proposal, seen)
        if locked is None:
            return False
        edited = bool(text) and text != locked.content.get("text", "")
        locked.content = {**locked.content, **({"text": text} if text else {})}
        locked.state = State.ACCEPTED
        locked.save()
        if locked.upload:
            _publish_upload(locked)
        if locked.entity:
            append_entity_statement(_build_statement(locked))
        record_audit_entry(request, "entity.proposal-accepted", locked.entity, proposal=locked.pk, edited=edited)
    return True


def send_back_proposal(request: HttpRequest, proposal: EntityProposal, comment: str, seen: str) -> bool:
    """Return a proposal to its sender, with a comment; False as in `accept_proposal`."""
    with transaction.atomic():
        locked = _lock_waiting(proposal, seen)
        if locked is None:
            return False
        locked.state, locked.comment = State.RETURNED, comment
        locked.save()
        record_audit_entry(request, "entity.proposal-returned", locked.entity, proposal=locked.pk)
    return True


def notify_proposers(request: HttpRequest, proposals: Iterable[EntityProposal]) -> None:
    """Write to the people whose proposals were decided, each in their language: what became of each, and the comment.

    An e-mail that cannot be sent is logged.
    """
    decided = EntityProposal.objects.filter(pk__in=[item.pk for item in proposals], created_by__is_active=True)
    by_person: dict[Any, list[EntityProposal]] = group_items(
        decided.select_related("created_by"), lambda item: item.created_by
    )
    for person, items in by_person.items():
        with translation.override(person.language):
            desk = request.build_absolute_uri(reverse("entity_desk:list"))
            text = "\n\n".join([*(_describe_decision(item) for item in items), desk])
            try:
                send_mail(_("The secretariat decided on what you proposed"), text, None, [person.email])
            except (OSError, SMTPException) as error:
                LOG.error("Person %s was not told of a decision: %s", person.pk, error)


def _describe_decision(proposal: EntityProposal) -> str:
    """Return kind, decision and text of a proposal, then the comment, or that a document is not in the map yet."""
    decision = f"{proposal.headline} · {proposal.get_state_display()}{get_colon()}{proposal.summary}"
    return "\n".join(filter(None, (decision, proposal.comment, proposal.build_note)))


def count_proposals_for(actor: Actor) -> int:
    """Return how many proposals wait for a decision, or 0 for an actor who may not decide."""
    is_decider = isinstance(can_decide_proposals(actor), Permit)
    return EntityProposal.objects.filter(state=State.SUBMITTED).count() if is_decider else 0


def notify_secretariat(site: str) -> None:
    """Write to the people of the secretariat how many proposals wait, each in their language, with links to `site`.

    Who alone proposed what is new gets none. Within NOTICE_INTERVAL of an earlier e-mail nothing is sent; it is sent
    when this time is over, if something is new then: by this process, or, if it ended, by `remind_focal_points`. What
    was announced last is in the audit log. An e-mail that cannot be sent is logged.
    """
    with transaction.atomic():
        waiting = list(EntityProposal.objects.select_for_update().filter(state=State.SUBMITTED))
        entries = apps.get_model("accounts", "AuditEntry").objects
        last = entries.filter(action=_NOTIFIED).order_by("at").last()
        announced = datetime.fromisoformat(last.detail.get("until") or str(last.at)) if last else None
        new = [proposal for proposal in waiting if announced is None or proposal.changed_at > announced]
        seconds = (last.at + NOTICE_INTERVAL - timezone.now()).total_seconds() if last else 0
        if new and seconds > 0:
            _notify_later(site, seconds)
        elif new and (sent := _send_waiting_count(site, len(waiting), {proposal.created_by_id for proposal in new})):
            until = max(proposal.changed_at for proposal in new).isoformat()
            entries.create(action=_NOTIFIED, detail={"people": sent, "until": until})


def _notify_later(site: str, seconds: float) -> None:
    """Try again when the time is over, unless that is under way in this process."""
    if all(thread.name != _NOTIFIED for thread in enumerate_threads()):
        timer = Timer(seconds, _notify_in_thread, (site,))
        timer.name, timer.daemon = _NOTIFIED, True
        timer.start()


def _notify_in_thread(site: str) -> None:
    try:
        notify_secretariat(site)
    finally:
        connections.close_all()


def _send_waiting_count(site: str, count: int, proposers: Set[int | None]) -> int:
    people: Any = get_user_model().objects.filter(is_active=True, roles__role=Role.SECRETARIAT).exclude(email="")
    sent = 0
    for person in people.order_by("email"):
        if proposers == {person.pk}:
            continue
        with translation.override(person.language):
            queue = f"{site.rstrip('/')}{reverse('entity_desk:queue')}"
            text = ngettext(
                "%(number)s proposal waits for a decision.", "%(number)s proposals wait for a decision.", count
            )
            body = f"{text % {'number': count}}\n\n{queue}"
            try:
                sent += send_mail(_("New proposals on the entity desk"), body, None, [person.email])
            except (OSError, SMTPException) as error:
                LOG.error("Person %s was not told of new proposals: %s", person.pk, error)
    return sent


def _lock_waiting(proposal: EntityProposal, seen: str) -> EntityProposal | None:
    locked = EntityProposal.objects.select_for_update().get(pk=proposal.pk)
    return locked if locked.state == State.SUBMITTED and locked.version <= seen else None


def redirect_to_desk(request: HttpRequest, entity: str, *, is_draft: bool = False) -> HttpResponse:
    """Say what became of a proposal, and go back to the desk of its entity, or to one's contributions.

    The secretariat is told of what was sent.
    """
    if not is_draft:
        notify_secretariat(request.build_absolute_uri("/"))
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
