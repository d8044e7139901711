"""Whether a change may happen now: the stage machine first, then what the change itself needs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from palermo.access import Actor, Permit, Refusal, Role
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.deadlines import format_in_zone, load_zone
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, ProposalStatus
from palermo.joint_texts.procedure_rules import ENDORSEMENT_RULES, SILENCE_RULES, check_membership
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, refuse
from palermo.joint_texts.replay import apply_event, create_text
from palermo.joint_texts.stage_machine import STAGES, check_action, check_next_stage
from palermo.joint_texts.state import TITLE_ID, JointText


def check_change(text: JointText, change: text_changes.Change, actor: Actor, at: datetime) -> Permit | Refusal:
    """Return whether the actor may make this change at this time, or why not."""
    if isinstance(change, text_changes.TextCreated):
        return refuse(RefusalCode.EXISTS_ALREADY, id=change.title)
    allowed = check_action(text, type(change), actor, getattr(change, "entity", ""))
    if isinstance(allowed, Refusal):
        return allowed
    if at < text.changed:
        return refuse(RefusalCode.CLOCK_BACKWARDS)
    check = _CHECKS.get(type(change))
    return (check(text, change, at) if check else None) or Permit()


def find_obstacle(text: JointText, now: datetime) -> Refusal | None:
    """Return why the secretariat cannot take the text to its next stage now, or None."""
    build_change = STAGES[text.stage].build_next_change
    if build_change is None:
        return None
    allowed = check_change(text, build_change(text, now), Actor(0, frozenset({Role.SECRETARIAT})), now)
    return allowed if isinstance(allowed, Refusal) else None


def begin_text(
    created: text_changes.TextCreated, actor: Actor, at: datetime
) -> tuple[JointText, text_changes.TextEvent]:
    """Return a new text and its first event; raises ChangeRefused."""
    if load_zone(created.zone) is None:
        raise ChangeRefused(refuse(RefusalCode.UNKNOWN_ZONE, zone=created.zone))
    if not created.title.strip():
        raise ChangeRefused(refuse(RefusalCode.EMPTY_TEXT))
    event = text_changes.TextEvent(sequence=1, at=at, person=str(actor.user_id), content=created)
    return create_text(event, created), event


def make_change(
    text: JointText, change: text_changes.Change, actor: Actor, at: datetime
) -> tuple[JointText, text_changes.TextEvent]:
    """Return the text after a change, and its event; raises ChangeRefused."""
    allowed = check_change(text, change, actor, at)
    if isinstance(allowed, Refusal):
        raise ChangeRefused(allowed)
    event = text_changes.TextEvent(sequence=text.sequence + 1, at=at, person=str(actor.user_id), content=change)
    return apply_event(text, event), event


def make_changes(
    text: JointText, changes: Iterable[text_changes.Change], actor: Actor, at: datetime
) -> tuple[JointText, tuple[text_changes.TextEvent, ...]]:
    """Return the text after several changes, and their events.

    Raises ChangeRefused for the first refused one.
    """
    events: list[text_changes.TextEvent] = []
    for change in changes:
        text, event = make_change(text, change, actor, at)
        events.append(event)
    return text, tuple(events)


def _find_missing(text: JointText, paragraph: str) -> Refusal | None:
    """Return why nothing can be changed at a paragraph, or None."""
    node = text.get_paragraph(paragraph)
    if node is None:
        return refuse(RefusalCode.NO_PARAGRAPH)
    return refuse(RefusalCode.PARAGRAPH_REMOVED) if node.is_removed else None


def _check_words(words: str) -> Refusal | None:
    return None if words.strip() else refuse(RefusalCode.EMPTY_TEXT)


def _check_version(text: JointText, paragraph: str, base_version: int, language: str = "") -> Refusal | None:
    return None if base_version == text.get_version(paragraph, language) else refuse(RefusalCode.CONFLICT)


def _check_added(text: JointText, change: text_changes.ParagraphAdded, at: datetime) -> Refusal | None:
    if text.get_paragraph(change.paragraph):
        return refuse(RefusalCode.EXISTS_ALREADY, id=change.paragraph)
    for place in filter(None, (change.parent, change.after)):
        if missing := _find_missing(text, place):
            return missing
    sibling = text.get_paragraph(change.after or "")
    if sibling and sibling.parent != change.parent:
        return refuse(RefusalCode.WRONG_PARENT)
    return _check_parent(text, change) or _check_words(change.text)


def _check_parent(text: JointText, change: text_changes.ParagraphAdded) -> Refusal | None:
    parent = text.get_paragraph(change.parent or "")
    needs_parent = change.kind in {ParagraphKind.ITEM, ParagraphKind.FOOTNOTE}
    is_container = parent is not None and parent.kind in {ParagraphKind.PARAGRAPH, ParagraphKind.ITEM}
    is_misplaced = needs_parent != (parent is not None) or (parent is not None and not is_container)
    if is_misplaced or change.kind is ParagraphKind.TITLE:
        return refuse(RefusalCode.WRONG_PARENT)
    return None


def _check_removed(text: JointText, change: text_changes.ParagraphRemoved, at: datetime) -> Refusal | None:
    if change.paragraph == TITLE_ID:
        return refuse(RefusalCode.WRONG_PARENT)
    return _find_missing(text, change.paragraph)


def _check_edited(text: JointText, change: text_changes.ParagraphEdited, at: datetime) -> Refusal | None:
    return (
        _find_missing(text, change.paragraph)
        or _check_words(change.text)
        or _check_version(text, change.paragraph, change.base_version)
    )


def _check_translation(text: JointText, change: text_changes.TranslationWritten, at: datetime) -> Refusal | None:
    if missing := _find_missing(text, change.paragraph) or _check_words(change.text):
        return missing
    if change.language == text.language:
        return refuse(RefusalCode.OWN_LANGUAGE)
    if not 1 <= change.follows <= text.get_version(change.paragraph):
        return refuse(RefusalCode.NO_VERSION)
    return _check_version(text, change.paragraph, change.base_version, change.language)


def _check_comment(text: JointText, change: text_changes.CommentMade, at: datetime) -> Refusal | None:
    if change.comment in text.comments:
        return refuse(RefusalCode.EXISTS_ALREADY, id=change.comment)
    missing = _find_missing(text, change.paragraph)
    return missing or check_membership(text, change.entity, at) or _check_words(change.text)


def _check_comment_answer(text: JointText, change: text_changes.CommentAnswered, at: datetime) -> Refusal | None:
    comment = text.comments.get(change.comment)
    if comment is None:
        return refuse(RefusalCode.NO_PARAGRAPH)
    if comment.answer:
        return refuse(RefusalCode.ANSWERED_ALREADY)
    return _check_answer(change.answer)


def _check_proposal(text: JointText, change: text_changes.ProposalMade, at: datetime) -> Refusal | None:
    if change.proposal in text.proposals:
        return refuse(RefusalCode.EXISTS_ALREADY, id=change.proposal)
    if missing := _find_missing(text, change.paragraph) or check_membership(text, change.entity, at):
        return missing
    if not 1 <= change.base_version <= text.get_version(change.paragraph):
        return refuse(RefusalCode.NO_VERSION)
    if _is_misplaced(text, change.paragraph, change.action):
        return refuse(RefusalCode.WRONG_PARENT)
    return None if change.action is ProposalAction.DELETE else _check_words(change.text)


def _is_misplaced(text: JointText, paragraph: str, action: ProposalAction) -> bool:
    """Return whether the title would be deleted, or a paragraph inserted after a footnote."""
    node = text.get_paragraph(paragraph)
    is_footnote = node is not None and node.kind is ParagraphKind.FOOTNOTE
    return (action is ProposalAction.DELETE and paragraph == TITLE_ID) or (
        action is ProposalAction.INSERT and is_footnote
    )


def _check_decision(text: JointText, change: text_changes.ProposalDecided, at: datetime) -> Refusal | None:
    proposal = text.proposals.get(change.proposal)
    if proposal is None:
        return refuse(RefusalCode.NO_PARAGRAPH)
    if proposal.status is not ProposalStatus.OPEN or change.status is ProposalStatus.OPEN:
        return refuse(RefusalCode.ANSWERED_ALREADY)
    if (missing := _check_answer(change.answer)) or change.status is ProposalStatus.DECLINED:
        return missing
    return (
        _find_missing(text, proposal.paragraph)
        or (_check_words(change.text) if change.status is ProposalStatus.AMENDED else None)
        or _check_version(text, proposal.paragraph, change.base_version)
    )


def _check_citation(text: JointText, change: text_changes.CitationAdded, at: datetime) -> Refusal | None:
    if change.citation in text.citations:
        return refuse(RefusalCode.EXISTS_ALREADY, id=change.citation)
    return _find_missing(text, change.paragraph)


def _check_answer(answer: str) -> Refusal | None:
    return None if answer.strip() else refuse(RefusalCode.ANSWER_MISSING)


def _check_deadline(text: JointText, change: text_changes.DeadlineSet, at: datetime) -> Refusal | None:
    if change.deadline > at:
        return None
    return refuse(RefusalCode.NOT_LATER, deadline=format_in_zone(at, text.zone))


_CHECKS: Mapping[type, Callable[[JointText, Any, datetime], Refusal | None]] = {
    text_changes.ParagraphAdded: _check_added,
    text_changes.ParagraphRemoved: _check_removed,
    text_changes.ParagraphEdited: _check_edited,
    text_changes.TranslationWritten: _check_translation,
    text_changes.CommentMade: _check_comment,
    text_changes.CommentAnswered: _check_comment_answer,
    text_changes.ProposalMade: _check_proposal,
    text_changes.ProposalDecided: _check_decision,
    text_changes.CitationAdded: _check_citation,
    text_changes.CitationRemoved: lambda text, change, _at: (
        None if change.citation in text.citations else refuse(RefusalCode.NO_PARAGRAPH)
    ),
    text_changes.DeadlineSet: _check_deadline,
    text_changes.StageChanged: lambda text, change, _at: check_next_stage(text, change.stage),
    text_changes.TextWithdrawn: lambda _text, change, _at: _check_answer(change.reason),
    **SILENCE_RULES,
    **ENDORSEMENT_RULES,
}
