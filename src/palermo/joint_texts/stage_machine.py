"""The rules of each stage, and the actions that each party may take: two tables, read from top to bottom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from palermo.access import Actor, Permit, Refusal, can_draft_joint_texts, can_manage_joint_texts, can_speak_for
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.enums import Party, RoundStatus, Stage
from palermo.joint_texts.pending_tasks import (
    PendingTask,
    list_drafting_tasks,
    list_endorsement_tasks,
    list_input_tasks,
    list_silence_tasks,
)
from palermo.joint_texts.refusals import RefusalCode, refuse
from palermo.joint_texts.silence import summarise_round
from palermo.joint_texts.state import JointText


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRules:
    """How a text leaves a stage, and what it waits for there."""

    next_stages: frozenset[Stage] = frozenset()
    """Stages that the secretariat may choose; silence, endorsement, issue and withdrawal have changes of their own."""
    build_next_change: Callable[[JointText, datetime], text_changes.Change] | None = None
    """Build the change of its own by which the secretariat takes the text on; its refusal is the obstacle."""
    list_tasks: Callable[[JointText, datetime], Iterator[PendingTask]] | None = None
    """List the pending tasks at a time; None if the text is finished."""


def _build_issue(text: JointText, now: datetime) -> text_changes.Change:
    languages = text.complete_languages
    return text_changes.TextIssued(languages=languages, issue_hash=hash_issue(text, languages))


STAGES: Mapping[Stage, StageRules] = {
    Stage.OUTLINE: StageRules(next_stages=frozenset({Stage.DRAFTING}), list_tasks=list_drafting_tasks),
    Stage.DRAFTING: StageRules(next_stages=frozenset({Stage.INPUTS}), list_tasks=list_drafting_tasks),
    Stage.INPUTS: StageRules(
        next_stages=frozenset({Stage.DRAFTING}),
        build_next_change=lambda text, now: text_changes.SilenceStarted(
            deadline=now + timedelta(hours=text.created.min_silence_hours)
        ),
        list_tasks=list_input_tasks,
    ),
    # A text returns from silence to drafting only after a break.
    Stage.SILENCE: StageRules(
        next_stages=frozenset({Stage.DRAFTING}),
        build_next_change=lambda text, _now: text_changes.EndorsementOpened(text_hash=hash_text(text)),
        list_tasks=list_silence_tasks,
    ),
    Stage.ENDORSEMENT: StageRules(build_next_change=_build_issue, list_tasks=list_endorsement_tasks),
    Stage.ISSUED: StageRules(),
    Stage.WITHDRAWN: StageRules(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRule:
    """The party that may take an action, and the stages in which it may."""

    party: Party
    stages: frozenset[Stage]
    secretariat_stages: frozenset[Stage] = frozenset()
    """Stages in which the secretariat alone may; in a silence procedure, after a break."""


_OPEN = frozenset({Stage.OUTLINE, Stage.DRAFTING, Stage.INPUTS})
_BEFORE_ISSUE = _OPEN | {Stage.SILENCE, Stage.ENDORSEMENT}
_DISCUSSED = frozenset({Stage.DRAFTING, Stage.INPUTS})
_EDITED = frozenset({Stage.OUTLINE, Stage.DRAFTING})
_EDITED_BY_SECRETARIAT = frozenset({Stage.INPUTS, Stage.SILENCE})
_AFTER_BREAK = frozenset({Stage.SILENCE})


def _build_rule(party: Party, *stages: Stage, secretariat: frozenset[Stage] = frozenset()) -> ActionRule:
    return ActionRule(party=party, stages=frozenset(stages), secretariat_stages=secretariat)


ACTION_RULES: Mapping[type, ActionRule] = {
    text_changes.MembersRecorded: _build_rule(Party.SECRETARIAT, *_BEFORE_ISSUE, Stage.ISSUED),
    text_changes.ParagraphAdded: _build_rule(Party.DRAFTERS, *_EDITED, secretariat=_EDITED_BY_SECRETARIAT),
    text_changes.ParagraphRemoved: _build_rule(Party.DRAFTERS, *_EDITED, secretariat=_EDITED_BY_SECRETARIAT),
    text_changes.ParagraphEdited: _build_rule(Party.DRAFTERS, *_EDITED, secretariat=_EDITED_BY_SECRETARIAT),
    text_changes.TranslationWritten: _build_rule(Party.DRAFTERS, *_BEFORE_ISSUE),
    text_changes.CommentMade: _build_rule(Party.ENTITY, *_OPEN),
    text_changes.CommentAnswered: _build_rule(Party.SECRETARIAT, *_OPEN, secretariat=_AFTER_BREAK),
    text_changes.ProposalMade: _build_rule(Party.ENTITY, *_DISCUSSED),
    text_changes.ProposalDecided: _build_rule(Party.SECRETARIAT, *_DISCUSSED, secretariat=_AFTER_BREAK),
    text_changes.CitationAdded: _build_rule(Party.DRAFTERS, *_EDITED, secretariat=_EDITED_BY_SECRETARIAT),
    text_changes.CitationRemoved: _build_rule(Party.DRAFTERS, *_EDITED, secretariat=_EDITED_BY_SECRETARIAT),
    text_changes.DeadlineSet: _build_rule(Party.SECRETARIAT, *_OPEN, Stage.ENDORSEMENT),
    text_changes.StageChanged: _build_rule(Party.SECRETARIAT, *_OPEN, secretariat=_AFTER_BREAK),
    text_changes.SilenceStarted: _build_rule(Party.SECRETARIAT, Stage.INPUTS),
    text_changes.SilenceBroken: _build_rule(Party.ENTITY, Stage.SILENCE),
    text_changes.SilenceAbstained: _build_rule(Party.ENTITY, Stage.SILENCE),
    text_changes.SilenceExtended: _build_rule(Party.SECRETARIAT, Stage.SILENCE),
    text_changes.SilenceRestarted: _build_rule(Party.SECRETARIAT, Stage.SILENCE),
    text_changes.EndorsementOpened: _build_rule(Party.SECRETARIAT, Stage.SILENCE),
    text_changes.TextEndorsed: _build_rule(Party.ENTITY, Stage.ENDORSEMENT, Stage.ISSUED),
    text_changes.TextIssued: _build_rule(Party.SECRETARIAT, Stage.ENDORSEMENT),
    text_changes.TextWithdrawn: _build_rule(Party.SECRETARIAT, *_BEFORE_ISSUE),
}


def list_pending_tasks(text: JointText, now: datetime) -> tuple[PendingTask, ...]:
    """Return what the text waits for at a time."""
    list_tasks = STAGES[text.stage].list_tasks
    return tuple(list_tasks(text, now)) if list_tasks else ()


def list_later_stages(stage: Stage) -> tuple[Stage, ...]:
    """Return the stages that are still to come; none for a withdrawn text."""
    stages = tuple(item for item in Stage if item is not Stage.WITHDRAWN)
    return stages[stages.index(stage) + 1 :] if stage in stages else ()


def list_drafting_stages() -> tuple[Stage, ...]:
    """Return the stages through which a text goes after its outline and before the silence procedure."""
    return tuple(takewhile(lambda stage: stage is not Stage.SILENCE, list_later_stages(Stage.OUTLINE)))


def is_silence_broken(text: JointText) -> bool:
    """Return whether the last round of the silence procedure was broken and no new one has begun."""
    last = text.last_round
    return text.stage is Stage.SILENCE and last is not None and bool(last.breaks)


def check_action(text: JointText, change: type, actor: Actor, entity: str = "") -> Permit | Refusal:
    """Return whether the actor may take this kind of action at the present stage.

    If the action names an entity, the actor must be able to act for it.
    """
    rule = ACTION_RULES[change]
    if text.stage in rule.stages:
        return _check_party(text, rule.party, actor, entity)
    is_open = text.stage is not Stage.SILENCE or is_silence_broken(text)
    if text.stage in rule.secretariat_stages and is_open:
        return _check_party(text, Party.SECRETARIAT, actor, entity)
    return refuse(RefusalCode.WRONG_STAGE, stage=text.stage)


def _check_party(text: JointText, party: Party, actor: Actor, entity: str) -> Permit | Refusal:
    match party:
        case Party.DRAFTERS:
            allowed, refusal = can_draft_joint_texts(actor), refuse(RefusalCode.NOT_ALLOWED)
        case Party.SECRETARIAT:
            allowed, refusal = can_manage_joint_texts(actor), refuse(RefusalCode.NOT_ALLOWED)
        case Party.ENTITY:
            allowed = can_speak_for(actor, entity)
            refusal = refuse(RefusalCode.NOT_SPEAKING, entity=text.get_entity_name(entity))
    return refusal if isinstance(allowed, Refusal) else allowed


def check_next_stage(text: JointText, stage: Stage) -> Refusal | None:
    """Return a refusal unless the text may go on to a stage that the secretariat chooses."""
    if stage in STAGES[text.stage].next_stages:
        return None
    return refuse(RefusalCode.NOT_NEXT_STAGE, stage=stage, present=text.stage)


def is_silence_adopted(text: JointText, now: datetime) -> bool:
    """Return whether the last round has passed its deadline unbroken."""
    last = text.last_round
    return last is not None and summarise_round(last, now).status is RoundStatus.ADOPTED
