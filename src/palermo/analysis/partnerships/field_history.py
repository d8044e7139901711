"""Snapshots of the field in a given year: ties and bodies known by then, and the model that predicts ties from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.activity_records import ActivityRecord
from palermo.analysis.partnerships.affiliations import BodyPair
from palermo.analysis.partnerships.evidence import TieEvidence, compute_components
from palermo.analysis.partnerships.pair_features import CAUTIONS, FEATURES, Matrix, PairFeatures, compute_pair_features
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS
from palermo.vocabulary.yaml_rows import parse_rows

MIN_TIE_STRENGTH = 0.5
"""Minimum strength of a tie; below it, two bodies only met or were named in one long list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSnapshot:
    """The field at the end of a year, and the ties that were formed until a later one."""

    pair_features: PairFeatures
    tied: frozenset[BodyPair]
    """Ties of that time, which are not proposed."""
    earlier: Mapping[BodyPair, tuple[TieEvidence, ...]]
    """Past or slight joint work, by pair."""
    later: Mapping[BodyPair, float]
    """Pairs of bodies known by then that formed a tie afterwards, each with its share of the evidence: the pairs of a
    programme of seven bodies sum to one, as does the single pair of a work of two."""


def _sum_strong_ties(evidence: Mapping[BodyPair, Sequence[TieEvidence]]) -> dict[BodyPair, float]:
    """Return the strength of each pair's evidence, without pairs below MIN_TIE_STRENGTH."""
    strengths = {body_pair: sum_strength(tuple(pair_evidence)) for body_pair, pair_evidence in evidence.items()}
    return {body_pair: strength for body_pair, strength in strengths.items() if strength >= MIN_TIE_STRENGTH}


def build_snapshot(
    evidence: Iterable[tuple[BodyPair, TieEvidence]],
    records: Sequence[ActivityRecord],
    memberships: Mapping[str, frozenset[str]],
    year: int,
    last_year: int | None = None,
    bodies: Sequence[str] = (),
) -> FieldSnapshot:
    """Build the snapshot of a year from dated evidence, for these bodies or for all known by then."""
    earlier_evidence, later_evidence = _split_by_year(evidence, year, last_year or year)
    ongoing = {
        body_pair: tuple(item for item in pair_evidence if _is_ongoing(item, year))
        for body_pair, pair_evidence in earlier_evidence.items()
    }
    strengths = _sum_strong_ties(ongoing)
    earlier = {pair: tuple(pair_evidence) for pair, pair_evidence in earlier_evidence.items() if pair not in strengths}
    past_records = [record for record in records if record.year is not None and record.year <= year]
    known = tuple(bodies) or tuple(
        sorted({item.party for item in past_records} | {body for body_pair in earlier_evidence for body in body_pair})
    )
    past = {body_pair: sum_strength(pair_evidence) for body_pair, pair_evidence in earlier.items()}
    grown = _sum_strong_ties(later_evidence).keys() - strengths.keys()
    known_bodies = frozenset(known)
    return FieldSnapshot(
        pair_features=compute_pair_features(known, past_records, strengths, past, memberships, year),
        tied=frozenset(strengths),
        earlier=earlier,
        later={
            body_pair: max(_compute_share(item) for item in later_evidence[body_pair])
            for body_pair in sorted(grown)
            if known_bodies.issuperset(body_pair)
        },
    )


def _compute_share(evidence: TieEvidence) -> float:
    return 2 / (evidence.bodies * (evidence.bodies - 1)) if evidence.bodies > 2 else 1.0


def sum_strength(evidence: tuple[TieEvidence, ...]) -> float:
    """Return the strength of a tie with this evidence."""
    return sum(part.strength for part in compute_components(evidence))


def _is_ongoing(evidence: TieEvidence, year: int) -> bool:
    return evidence.open or (evidence.last is not None and year - evidence.last <= MAX_EVIDENCE_AGE_YEARS)


def _split_by_year(
    evidence: Iterable[tuple[BodyPair, TieEvidence]], year: int, last_year: int
) -> tuple[Mapping[BodyPair, list[TieEvidence]], Mapping[BodyPair, list[TieEvidence]]]:
    earlier_evidence: defaultdict[BodyPair, list[TieEvidence]] = defaultdict(list)
    later_evidence: defaultdict[BodyPair, list[TieEvidence]] = defaultdict(list)
    for body_pair, tie_evidence in evidence:
        if tie_evidence.first is not None and tie_evidence.first <= year:
            earlier_evidence[body_pair].append(tie_evidence)
        elif tie_evidence.first is not None and tie_evidence.first <= last_year:
            later_evidence[body_pair].append(tie_evidence)
    return earlier_evidence, later_evidence


WEIGHTS_FILE = "weights.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPredictionModel:
    """Weights of features, and deductions for cautions."""

    weights: Mapping[str, float]
    """By name in FEATURES: points for a value of one."""
    deductions: Mapping[str, float]
    """By name in CAUTIONS: points that are deducted."""
    fitted_on: str
    """Description of the data that the weights were fitted on."""

    def compute_scores(self, pair_features: PairFeatures) -> Matrix:
        """Return the points of all pairs."""
        total = sum(
            (weight * pair_features.matrices[name] for name, weight in self.weights.items()),
            start=np.zeros((len(pair_features.bodies), len(pair_features.bodies))),
        )
        return np.asarray(
            sum((-points * pair_features.matrices[name] for name, points in self.deductions.items()), start=total)
        )


@lru_cache(maxsize=1)
def load_model() -> LinkPredictionModel:
    """Load the model of `weights.yaml`; raises RegistryInvalid with file and line if it is invalid."""
    text = (files("palermo.analysis.partnerships") / WEIGHTS_FILE).read_text(encoding="utf-8")
    by_id = {row.get_text("id"): row for row in parse_rows(text, WEIGHTS_FILE)}
    points = {id: float(row.get_text("points")) for id, row in by_id.items() if id != "fitted"}
    return LinkPredictionModel(
        weights={name: points[name] for name in FEATURES},
        deductions={name: points[name] for name in CAUTIONS},
        fitted_on=by_id["fitted"].get_text("words"),
    )


def find_open_pairs(bodies: Sequence[str], tied_pairs: Iterable[BodyPair]) -> NDArray[np.bool_]:
    """Return a mask, bodies by bodies above the diagonal, of the pairs that are not among those with a tie."""
    indices = {body: n for n, body in enumerate(bodies)}
    open_pairs = np.triu(np.ones((len(indices), len(indices)), dtype=bool), 1)
    for first, second in tied_pairs:
        if first in indices and second in indices:
            open_pairs[indices[first], indices[second]] = open_pairs[indices[second], indices[first]] = False
    return open_pairs
