"""Outcome and record of a silence procedure: pure functions of the events and the current time."""

from dataclasses import dataclass
from datetime import datetime

from palermo.joint_texts.enums import RoundStatus, Stance
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

    revision: int
    status: RoundStatus
    started: datetime
    deadline: datetime
    record: tuple[EntityStance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOutcome:
    """The outcome of all rounds; `status` is that of the last one, None before the first."""

    status: RoundStatus | None
    rounds: tuple[RoundOutcome, ...]


def summarise_rounds(text: JointText, now: datetime) -> SilenceOutcome:
    """Return the outcome of the rounds of a text at a time."""
    rounds = tuple(summarise_round(item, now) for item in text.rounds)
    return SilenceOutcome(status=rounds[-1].status if rounds else None, rounds=rounds)


def summarise_round(silence_round: SilenceRound, now: datetime) -> RoundOutcome:
    """Return the outcome of a round at a time: broken by any break, else adopted at its deadline."""
    status = RoundStatus.ADOPTED if now >= silence_round.deadline else RoundStatus.RUNNING
    status = RoundStatus.BROKEN if silence_round.breaks else status
    return RoundOutcome(
        revision=silence_round.revision,
        status=status,
        started=silence_round.started,
        deadline=silence_round.deadline,
        record=tuple(
            _describe_stance(silence_round, member.entity, member.name, status) for member in silence_round.members
        ),
    )


def _describe_stance(silence_round: SilenceRound, entity: str, name: str, status: RoundStatus) -> EntityStance:
    """Return what an entity did in a silence procedure.

    A break outweighs an abstention, and silence counts as consent only if no entity broke it.
    """
    broke = next((at for at, silence_broken in silence_round.breaks if silence_broken.entity == entity), None)
    abstained = next((at for at, item in silence_round.abstentions if item == entity), None)
    if broke:
        return EntityStance(entity=entity, name=name, stance=Stance.BROKE, at=broke)
    if abstained:
        return EntityStance(entity=entity, name=name, stance=Stance.ABSTAINED, at=abstained)
    if status is RoundStatus.ADOPTED:
        return EntityStance(entity=entity, name=name, stance=Stance.SILENT, at=silence_round.deadline)
    if status is RoundStatus.BROKEN:
        first_break = min(at for at, _ in silence_round.breaks)
        return EntityStance(entity=entity, name=name, stance=Stance.SILENT, at=first_break)
    return EntityStance(entity=entity, name=name, stance=Stance.AWAITED, at=None)
