"""Pending tasks: who must act on a text, and by when; `STAGES` in `stage_machine` says in which stage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from palermo.joint_texts.enums import Party, RoundStatus, Stance
from palermo.joint_texts.silence import summarise_round
from palermo.joint_texts.state import JointText


class TaskKind(StrEnum):
    """The kinds of pending tasks."""

    DRAFT = "draft"
    ANSWER_PROPOSALS = "answer-proposals"
    ANSWER_COMMENTS = "answer-comments"
    GIVE_INPUTS = "give-inputs"
    BE_SILENT_OR_BREAK = "be-silent-or-break"
    ANSWER_BREAKS = "answer-breaks"
    OPEN_ENDORSEMENT = "open-endorsement"
    ENDORSE = "endorse"
    TRANSLATE = "translate"
    ISSUE = "issue"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTask:
    """A task of an entity, or of drafters or secretariat, with its deadline."""

    kind: TaskKind
    party: Party
    entity: str = ""
    name: str = ""
    deadline: datetime | None = None
    count: int = 0


def list_drafting_tasks(text: JointText, now: datetime) -> Iterator[PendingTask]:
    """Yield the tasks of an outline or a draft."""
    yield PendingTask(kind=TaskKind.DRAFT, party=Party.DRAFTERS, deadline=_get_deadline(text))
    yield from _list_answers(text)


def list_input_tasks(text: JointText, now: datetime) -> Iterator[PendingTask]:
    """Yield a task for each member that gave neither comment nor proposal, then the answers of the secretariat."""
    answering = {comment.entity for comment in text.comments.values()} | {
        proposal.entity for proposal in text.proposals.values()
    }
    for member in text.get_members_on(now.astimezone(text.zone).date()):
        if member.entity not in answering:
            yield PendingTask(
                kind=TaskKind.GIVE_INPUTS,
                party=Party.ENTITY,
                entity=member.entity,
                name=member.name,
                deadline=_get_deadline(text),
            )
    yield from _list_answers(text)


def list_silence_tasks(text: JointText, now: datetime) -> Iterator[PendingTask]:
    """Yield what the secretariat does after the round, whose silence is awaited, and the translations."""
    outcome = summarise_round(text.rounds[-1], now)
    if outcome.status is RoundStatus.BROKEN:
        breaks = len(text.open_proposals)
        yield PendingTask(kind=TaskKind.ANSWER_BREAKS, party=Party.SECRETARIAT, count=breaks)
    elif outcome.status is RoundStatus.ADOPTED:
        yield PendingTask(kind=TaskKind.OPEN_ENDORSEMENT, party=Party.SECRETARIAT)
    for item in outcome.record:
        if item.stance is Stance.AWAITED:
            yield PendingTask(
                kind=TaskKind.BE_SILENT_OR_BREAK,
                party=Party.ENTITY,
                entity=item.entity,
                name=item.name,
                deadline=text.rounds[-1].deadline,
            )
    yield from _list_translations(text)


def list_endorsement_tasks(text: JointText, now: datetime) -> Iterator[PendingTask]:
    """Yield the missing endorsements, the issue if there are enough, and the translations."""
    deadline = _get_deadline(text)
    endorsed = {endorsement.content.entity for endorsement in text.endorsements}
    for member in text.get_members_on(now.astimezone(text.zone).date()):
        if member.entity not in endorsed:
            yield PendingTask(
                kind=TaskKind.ENDORSE, party=Party.ENTITY, entity=member.entity, name=member.name, deadline=deadline
            )
    if len(text.endorsements) >= text.created.min_endorsements:
        yield PendingTask(kind=TaskKind.ISSUE, party=Party.SECRETARIAT, deadline=deadline)
    yield from _list_translations(text)


def _get_deadline(text: JointText) -> datetime | None:
    return text.deadlines.get(text.stage)


def _list_answers(text: JointText) -> Iterator[PendingTask]:
    comments = sum(not comment.answer for comment in text.comments.values())
    for task, count in ((TaskKind.ANSWER_PROPOSALS, len(text.open_proposals)), (TaskKind.ANSWER_COMMENTS, comments)):
        if count:
            yield PendingTask(kind=task, party=Party.SECRETARIAT, deadline=_get_deadline(text), count=count)


def _list_translations(text: JointText) -> Iterator[PendingTask]:
    for language in text.languages[1:]:
        if count := len(list(text.list_untranslated(language))):
            yield PendingTask(
                kind=TaskKind.TRANSLATE,
                party=Party.DRAFTERS,
                name=language,
                deadline=_get_deadline(text),
                count=count,
            )
