"""Synthetic field whose ties arise by known weights, which a fit must recover. Not run by itself."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from palermo.analysis.partnerships.activity_records import ActivityRecord
from palermo.analysis.partnerships.affiliations import BodyPair, order_pair
from palermo.analysis.partnerships.evidence import EvidenceKind, TieEvidence
from palermo.analysis.partnerships.field_history import build_snapshot, find_open_pairs
from palermo.analysis.partnerships.pair_features import FEATURES

TRUE: Mapping[str, float] = {
    "subjects": 5.0,
    "places": 4.0,
    "complements": 2.0,
    "people": 0.0,
    "partners": 2.0,
    "earlier": 2.0,
    "activity": 0.0,
}
"""Weights by which ties arise: people and activity have none."""
CONCEPTS = {"subjects": (24, 5), "places": (40, 4), "interventions": (12, 4), "people": (8, 2)}
"""Number of concepts by field, and the maximum of a body."""
FIRST, LAST = 2001, 2016
EACH_YEAR = 12
"""Average number of ties that begin in a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUp:
    """Evidence and activity records of all years."""

    evidence: Sequence[tuple[BodyPair, TieEvidence]]
    traces: Sequence[ActivityRecord]


def made_up(seed: int, bodies: int = 70) -> MadeUp:
    """Generate bodies A1, A2 and so on with their subjects and the ties that they begin, year by year."""
    chance = random.Random(seed)
    names = [f"A{n}" for n in range(bodies)]
    about = {
        (name, group): chance.sample([f"{group}-{n}" for n in range(many)], chance.randint(1, most))
        for name in names
        for group, (many, most) in CONCEPTS.items()
    }
    traces: list[ActivityRecord] = []
    evidence: list[tuple[BodyPair, TieEvidence]] = []
    for year in range(FIRST, LAST + 1):
        traces += [
            ActivityRecord(party=name, field=group, concept=concept, year=year, weight=1)
            for (name, group), concepts in about.items()
            for concept in concepts
            if chance.random() < 0.4
        ]
        traces += [ActivityRecord(party=name, field="", concept="", year=year, weight=2) for name in names]
        evidence += _begun(evidence, traces, names, year, chance)
    return MadeUp(evidence=evidence, traces=traces)


def _begun(
    evidence: Sequence[tuple[BodyPair, TieEvidence]],
    traces: Sequence[ActivityRecord],
    names: Sequence[str],
    year: int,
    chance: random.Random,
) -> list[tuple[BodyPair, TieEvidence]]:
    """Return the ties that begin in a year, by the weights of TRUE over the previous year's records."""
    before = build_snapshot(evidence, traces, {}, year - 1, bodies=names)
    empty = np.zeros((len(names), len(names)))
    score = sum((TRUE[name] * before.pair_features.matrices[name] for name in FEATURES), start=empty)
    rows, columns = np.nonzero(find_open_pairs(before.pair_features.bodies, before.tied))
    odds = np.exp(score[rows, columns])
    odds = np.minimum(1.0, odds * EACH_YEAR / odds.sum())
    found = []
    for a, b, odd in zip(rows, columns, odds, strict=True):
        if chance.random() < odd:
            two = order_pair(before.pair_features.bodies[a], before.pair_features.bodies[b])
            id = f"{year}-{two[0]}-{two[1]}"
            found.append(
                (
                    two,
                    TieEvidence(
                        kind=EvidenceKind.ACTIVITY, source_type="statement", id=id, work=id, first=year, last=year
                    ),
                )
            )
    return found
