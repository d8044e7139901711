"""Evidence of joint work of two bodies, its kinds and their weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class EvidenceKind(StrEnum):
    """Type of joint work of two bodies."""

    PROGRAMME = "programme"
    """A joint programme or project of the registry."""
    AGREEMENT = "agreement"
    """A framework for cooperation, or cooperation of two bodies or networks, in the registry."""
    CHAIR = "chair"
    """They share the chair of a group, or one chairs the other."""
    COORDINATION = "coordination"
    """They administer, coordinate or steer something together."""
    PUBLICATION = "publication"
    """A work that both publish."""
    SIGNATURE = "signature"
    """A statement, call, letter or submission that both sign."""
    ACTIVITY = "activity"
    """A document reports what they did, do or will do together."""
    COOPERATION = "cooperation"
    """A document states that they cooperate."""
    EVENT = "event"
    """They held or attended a meeting of the registry's timeline."""


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
"""Weight of the first piece of evidence of each kind. Set by hand: what commits a budget or a name for years weighs
more than a mention in a sentence. The weights determine the order of ties, not their number."""

EvidenceSource = Literal["statement", "partnership", "publication", "document", "milestone"]
"""What the evidence links to: a statement or document of the edition, or a row of the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEvidence:
    """One piece of evidence of joint work."""

    kind: EvidenceKind
    source_type: EvidenceSource
    id: str
    """Id of the statement, document or row that it links to."""
    work: str
    """Unit that counts once however often it repeats the evidence: a Work, or the row itself."""
    first: int | None
    """First year; None if unknown."""
    last: int | None
    """Last known year."""
    open: bool = False
    """Whether it has no known end: it may continue, or may have ended unnoticed."""
    bodies: int = 2
    """Number of bodies that share it; the more there are, the less it weighs for each pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthComponent:
    """Contribution of one kind of evidence to the strength of a tie."""

    kind: EvidenceKind
    count: int
    """Number of Works and rows of the kind."""
    strength: float


def compute_components(evidence: tuple[TieEvidence, ...]) -> tuple[StrengthComponent, ...]:
    """Return the contribution of each kind, largest first.

    Each Work counts once. The n-th piece of a kind adds its weight divided by n and by the number of bodies that share
    it minus one: a work of eleven bodies adds less to each pair than a work of two.
    """
    components = []
    for kind in EvidenceKind:
        shares: dict[str, int] = {}
        for tie_evidence in evidence:
            if tie_evidence.kind is kind:
                shares[tie_evidence.work] = min(tie_evidence.bodies, shares.get(tie_evidence.work, tie_evidence.bodies))
        ordered = sorted(shares.values())
        strength = sum(WEIGHTS[kind] / (n * max(1, bodies - 1)) for n, bodies in enumerate(ordered, 1))
        if ordered:
            components.append(StrengthComponent(kind=kind, count=len(ordered), strength=round(strength, 3)))
    return tuple(sorted(components, key=lambda part: -part.strength))
