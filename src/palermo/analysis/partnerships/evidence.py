"""What shows that two bodies work together, and how much each kind of it weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class EvidenceKind(StrEnum):
    """In what way two bodies were seen to work together."""

    PROGRAMME = "programme"
    """A joint programme or project of the registry."""
    AGREEMENT = "agreement"
    """A framework for cooperation, or cooperation of two bodies or networks, of the registry."""
    CHAIR = "chair"
    """They share the chair of a group, or one chairs the other."""
    COORDINATION = "coordination"
    """They run, coordinate or steer something together."""
    PUBLICATION = "publication"
    """A work that both publish."""
    SIGNATURE = "signature"
    """A statement, call, letter or submission that both sign."""
    ACTIVITY = "activity"
    """A document tells what they did, do or will do together."""
    COOPERATION = "cooperation"
    """A document says that they cooperate."""
    EVENT = "event"
    """They held or took part in a meeting of the registry's timeline."""


WEIGHTS: Mapping[EvidenceKind, float] = {
    EvidenceKind.PROGRAMME: 3.0,
    EvidenceKind.AGREEMENT: 3.0,
    EvidenceKind.CHAIR: 2.0,
    EvidenceKind.PUBLICATION: 2.0,
    EvidenceKind.COORDINATION: 1.5,
    EvidenceKind.SIGNATURE: 1.5,
    EvidenceKind.ACTIVITY: 1.0,
    EvidenceKind.COOPERATION: 1.0,
    EvidenceKind.EVENT: 0.5,
}
"""What the first piece of evidence of a kind weighs between two bodies. Set by hand: what binds a budget or a name for
years weighs more than what is said of two in a sentence. The order of ties, not their number, rests on it."""

EvidenceSource = Literal["statement", "partnership", "publication", "document", "milestone"]
"""What evidence opens: a statement or document of the edition, or a row of the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEvidence:
    """One thing that shows two bodies together."""

    kind: EvidenceKind
    source_type: EvidenceSource
    id: str
    """Of the statement, document or row that it opens."""
    work: str
    """What counts once however often it says so: a Work, or the row itself."""
    first: int | None
    """First year, None where no year is known."""
    last: int | None
    """Last year that is known."""
    open: bool = False
    """Whether it began and no end is known: it may go on, or may have ended unseen."""
    bodies: int = 2
    """How many share it; it weighs less for each pair the more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthComponent:
    """What evidence of one kind adds to the strength of a tie."""

    kind: EvidenceKind
    count: int
    """Works and rows of that kind."""
    strength: float


def compute_components(evidence: tuple[TieEvidence, ...]) -> tuple[StrengthComponent, ...]:
    """What each kind adds, the most first.

    A Work counts once. The n-th piece of a kind adds its weight divided by n, and by the number of bodies less one
    that share it: a work of eleven ties each pair of them less than a work of two.
    """
    made = []
    for kind in EvidenceKind:
        shares: dict[str, int] = {}
        for one in evidence:
            if one.kind is kind:
                shares[one.work] = min(one.bodies, shares.get(one.work, one.bodies))
        ordered = sorted(shares.values())
        strength = sum(WEIGHTS[kind] / (n * max(1, bodies - 1)) for n, bodies in enumerate(ordered, 1))
        if ordered:
            made.append(StrengthComponent(kind=kind, count=len(ordered), strength=round(strength, 3)))
    return tuple(sorted(made, key=lambda part: -part.strength))
