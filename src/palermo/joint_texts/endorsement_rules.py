"""What endorsement and issue need."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from palermo.access import Refusal
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.deadlines import format_in_zone
from palermo.joint_texts.refusals import RefusalCode, refuse
from palermo.joint_texts.stage_machine import is_silence_adopted, is_silence_broken
from palermo.joint_texts.state import JointText


def _check_opening(text: JointText, change: text_changes.EndorsementOpened, at: datetime) -> Refusal | None:
    if is_silence_broken(text):
        return refuse(RefusalCode.SILENCE_BROKEN)
    if not is_silence_adopted(text, at):
        return refuse(RefusalCode.SILENCE_RUNNING, deadline=format_in_zone(text.rounds[-1].deadline, text.zone))
    return None if change.text_hash == hash_text(text) else refuse(RefusalCode.HASH_DIFFERS)


def _check_endorsement(text: JointText, change: text_changes.TextEndorsed, at: datetime) -> Refusal | None:
    name = text.get_entity_name(change.entity)
    if not text.is_member_at(change.entity, at):
        day = at.astimezone(text.zone).date().isoformat()
        return refuse(RefusalCode.NOT_MEMBER, entity=name, day=day)
    if any(endorsement.content.entity == change.entity for endorsement in text.endorsements):
        return refuse(RefusalCode.ENDORSED_ALREADY, entity=name)
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
