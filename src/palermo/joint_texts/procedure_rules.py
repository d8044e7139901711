"""What the silence procedure, endorsement and issue need."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from palermo.access import Refusal
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.deadlines import check_silence_deadline, format_in_zone
from palermo.joint_texts.enums import RestartScope
from palermo.joint_texts.refusals import RefusalCode, refuse
from palermo.joint_texts.replay import list_changed_paragraphs
from palermo.joint_texts.stage_machine import is_silence_adopted, is_silence_broken
from palermo.joint_texts.state import JointText, SilenceRound

_PLACEHOLDER_PATTERN = re.compile(r"\[[^\[\]]+\]")


def is_placeholder(words: str) -> bool:
    """Return whether a paragraph only says, in square brackets, what is to be written."""
    return _PLACEHOLDER_PATTERN.fullmatch(words) is not None


def _check_start(text: JointText, change: text_changes.SilenceStarted, at: datetime) -> Refusal | None:
    if text.open_proposals:
        return refuse(RefusalCode.PROPOSALS_OPEN, count=len(text.open_proposals))
    return _check_clock(text, change.deadline, at)


def _check_clock(text: JointText, deadline: datetime, at: datetime) -> Refusal | None:
    """Return why a round cannot run from now to a deadline, or None."""
    day = at.astimezone(text.zone).date()
    if not text.get_members_on(day):
        return refuse(RefusalCode.NO_MEMBERS, day=day.isoformat())
    words = (text.get_text(paragraph.id).strip() for paragraph in text.present_paragraphs)
    if placeholder := next(filter(is_placeholder, words), ""):
        return refuse(RefusalCode.TEXT_MISSING, words=placeholder)
    return check_silence_deadline(at, deadline, text.created.min_silence_hours, text.zone)


def _find_closed(text: JointText, silence_round: SilenceRound, at: datetime) -> Refusal | None:
    """Return a refusal if the deadline of the round has passed."""
    if at < silence_round.deadline:
        return None
    return refuse(RefusalCode.DEADLINE_PASSED, deadline=format_in_zone(silence_round.deadline, text.zone))


def _find_stranger(text: JointText, silence_round: SilenceRound, entity: str) -> Refusal | None:
    """Return a refusal if the entity was not a member when the round began."""
    if any(member.entity == entity for member in silence_round.members):
        return None
    day = silence_round.started.astimezone(text.zone).date().isoformat()
    return refuse(RefusalCode.NOT_MEMBER, entity=text.get_entity_name(entity), day=day)


def _check_break(text: JointText, change: text_changes.SilenceBroken, at: datetime) -> Refusal | None:
    last = text.rounds[-1]
    if refusal := _find_closed(text, last, at) or _find_stranger(text, last, change.entity):
        return refusal
    node = text.get_paragraph(change.paragraph)
    if node is None:
        return refuse(RefusalCode.NO_PARAGRAPH)
    if node.is_removed:
        return refuse(RefusalCode.PARAGRAPH_REMOVED)
    if change.paragraph not in last.paragraphs:
        return refuse(RefusalCode.OUT_OF_SCOPE)
    if not change.reason.strip() or not change.alternative.strip():
        return refuse(RefusalCode.REASON_MISSING)
    return None


def _check_abstention(text: JointText, change: text_changes.SilenceAbstained, at: datetime) -> Refusal | None:
    last = text.rounds[-1]
    if refusal := _find_closed(text, last, at) or _find_stranger(text, last, change.entity):
        return refusal
    broke = any(silence_broken.entity == change.entity for _, silence_broken in last.breaks)
    abstained = any(entity == change.entity for _, entity in last.abstentions)
    return refuse(RefusalCode.ANSWERED_ALREADY) if broke or abstained else None


def _check_extension(text: JointText, change: text_changes.SilenceExtended, at: datetime) -> Refusal | None:
    last = text.rounds[-1]
    if is_silence_broken(text):
        return refuse(RefusalCode.SILENCE_BROKEN)
    if refusal := _find_closed(text, last, at):
        return refusal
    if change.deadline <= last.deadline:
        return refuse(RefusalCode.NOT_LATER, deadline=format_in_zone(last.deadline, text.zone))
    return None if change.reason.strip() else refuse(RefusalCode.ANSWER_MISSING)


def _check_restart(text: JointText, change: text_changes.SilenceRestarted, at: datetime) -> Refusal | None:
    if not is_silence_broken(text):
        return refuse(RefusalCode.SILENCE_NOT_BROKEN)
    if text.open_proposals:
        return refuse(RefusalCode.PROPOSALS_OPEN, count=len(text.open_proposals))
    if change.scope is RestartScope.CHANGED and not list_changed_paragraphs(text, text.rounds[-1].sequence):
        return refuse(RefusalCode.NOTHING_CHANGED)
    return _check_clock(text, change.deadline, at)


SILENCE_RULES: Mapping[type, Callable[[JointText, Any, datetime], Refusal | None]] = {
    text_changes.SilenceStarted: _check_start,
    text_changes.SilenceBroken: _check_break,
    text_changes.SilenceAbstained: _check_abstention,
    text_changes.SilenceExtended: _check_extension,
    text_changes.SilenceRestarted: _check_restart,
}


def _check_opening(text: JointText, change: text_changes.EndorsementOpened, at: datetime) -> Refusal | None:
    if is_silence_broken(text):
        return refuse(RefusalCode.SILENCE_BROKEN)
    if not is_silence_adopted(text, at):
        return refuse(RefusalCode.SILENCE_RUNNING, deadline=format_in_zone(text.rounds[-1].deadline, text.zone))
    return None if change.text_hash == hash_text(text) else refuse(RefusalCode.HASH_DIFFERS)


def check_membership(text: JointText, entity: str, at: datetime) -> Refusal | None:
    """Return a refusal unless an entity is a member of the group at a time."""
    if text.is_member_at(entity, at):
        return None
    day = at.astimezone(text.zone).date().isoformat()
    return refuse(RefusalCode.NOT_MEMBER, entity=text.get_entity_name(entity), day=day)


def _check_endorsement(text: JointText, change: text_changes.TextEndorsed, at: datetime) -> Refusal | None:
    if refusal := check_membership(text, change.entity, at):
        return refusal
    if any(endorsement.content.entity == change.entity for endorsement in text.endorsements):
        return refuse(RefusalCode.ENDORSED_ALREADY, entity=text.get_entity_name(change.entity))
    if not change.head_name.strip() or not change.head_title.strip():
        return refuse(RefusalCode.HEAD_MISSING)
    return None if change.text_hash == text.text_hash else refuse(RefusalCode.HASH_DIFFERS)


def _check_issue(text: JointText, change: text_changes.TextIssued, at: datetime) -> Refusal | None:
    minimum = text.created.min_endorsements
    if len(text.endorsements) < minimum:
        return refuse(RefusalCode.TOO_FEW_ENDORSEMENTS, count=len(text.endorsements), minimum=minimum)
    for language in change.languages:
        if missing := len(list(text.list_untranslated(language))):
            return refuse(RefusalCode.LANGUAGE_INCOMPLETE, language=language, count=missing)
    is_intact = hash_text(text) == text.text_hash and text.language in change.languages
    is_same = is_intact and change.issue_hash == hash_issue(text, change.languages)
    return None if is_same else refuse(RefusalCode.HASH_DIFFERS)


ENDORSEMENT_RULES: Mapping[type, Callable[[JointText, Any, datetime], Refusal | None]] = {
    text_changes.EndorsementOpened: _check_opening,
    text_changes.TextEndorsed: _check_endorsement,
    text_changes.TextIssued: _check_issue,
}
