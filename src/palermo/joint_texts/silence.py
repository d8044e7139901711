"""Outcome and record of a silence procedure: pure functions of the events and the current time."""

from dataclasses import dataclass
from datetime import datetime

from palermo.joint_texts.changes import Member
from palermo.joint_texts.enums import RoundStatus, Stage, Stance
from palermo.joint_texts.state import JointText, SilenceRound


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityStance:
    """What an entity did in a round, and when; silence counts from the deadline on."""

    entity: str
    name: str
    stance: Stance
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOutcome:
    """The status of a round, and what each member did in it."""

    status: RoundStatus
    record: tuple[EntityStance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOutcome:
    """The outcome of all rounds; `status` is that of the last one, None before the first."""

    status: RoundStatus | None
    rounds: tuple[RoundOutcome, ...]


def summarise_rounds(text: JointText, now: datetime) -> SilenceOutcome:
    """Return the outcome of the rounds of a text at a time; silence ends with the withdrawal of the text."""
    now = min(now, text.changed) if text.stage is Stage.WITHDRAWN else now
    rounds = tuple(summarise_round(item, now) for item in text.rounds)
    return SilenceOutcome(status=rounds[-1].status if rounds else None, rounds=rounds)


def summarise_round(silence_round: SilenceRound, now: datetime) -> RoundOutcome:
    """Return the outcome of a round at a time: broken by any break, else adopted at its deadline."""
    status = RoundStatus.ADOPTED if now >= silence_round.deadline else RoundStatus.RUNNING
    status = RoundStatus.BROKEN if silence_round.breaks else status
    return RoundOutcome(
        status=status,
        record=tuple(_describe_stance(silence_round, member, status) for member in silence_round.members),
    )


def _describe_stance(silence_round: SilenceRound, member: Member, status: RoundStatus) -> EntityStance:
    """Return what an entity did in a silence procedure.

    A break outweighs an abstention, and silence counts as consent only if no entity broke it.
    """
    at: datetime | None
    if at := next((time for time, broken in silence_round.breaks if broken.entity == member.entity), None):
        stance = Stance.BROKE
    elif at := next((time for time, entity in silence_round.abstentions if entity == member.entity), None):
        stance = Stance.ABSTAINED
    elif status is RoundStatus.RUNNING:
        stance = Stance.AWAITED
    elif status is RoundStatus.BROKEN:
        stance = Stance.NO_REPLY
    else:
        stance, at = Stance.SILENT, silence_round.deadline
    return EntityStance(entity=member.entity, name=member.name, stance=stance, at=at)
