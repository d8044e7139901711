"""Features and cautions of all pairs of bodies, as matrices of numbers from 0 to 1."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.activity_records import PROFILE_FIELDS, ActivityRecord
from palermo.analysis.partnerships.affiliations import BodyPair
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS

Matrix = NDArray[np.float64]
"""Bodies by bodies, or bodies by concepts."""

FEATURES = ("subjects", "places", "complements", "people", "partners", "earlier", "activity")
"""In favour: shared subjects, shared places, complementary interventions, shared people, common partners, earlier joint
work, and how often both work with others."""
CAUTIONS = ("apart", "silent", "thin", "covered")
"""Against: no common place though places of both are known, one without recent evidence, little known of one, and both
members of one mechanism."""
HALF_POINT_STRENGTH = 0.1
"""Strength of earlier joint work that has half of the maximum value: about that of two among twenty signatories."""
MIN_OBSERVATIONS = 5
"""Number of observations of a body below which little is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFeatures:
    """Bodies at one time, with what is known of them, and the values of each pair."""

    bodies: tuple[str, ...]
    matrices: Mapping[str, Matrix]
    """By feature or caution: bodies by bodies, symmetric, zero on the diagonal."""
    concept_weights: Mapping[str, Mapping[str, Mapping[str, float]]]
    """Weights of concepts, by body and key of PROFILE_FIELDS."""
    observations: Mapping[str, float]
    """Number of observations by body."""
    newest: Mapping[str, int | None]
    """Year of the newest observation by body."""
    silent: Mapping[str, bool]
    """Whether that is more than MAX_EVIDENCE_AGE_YEARS ago."""
    neighbours: Mapping[str, frozenset[str]]
    """Partners by body."""


def compute_pair_features(
    bodies: Sequence[str],
    records: Iterable[ActivityRecord],
    strengths: Mapping[BodyPair, float],
    earlier_strengths: Mapping[BodyPair, float],
    memberships: Mapping[str, frozenset[str]],
    year: int,
) -> PairFeatures:
    """Compare all pairs of these bodies as of a year.

    `strengths` are those of the ties of that time, `earlier_strengths` those of earlier joint work, by pair;
    `memberships` are members by mechanism.
    """
    indices = {body: n for n, body in enumerate(bodies)}
    active_records = [record for record in records if record.party in indices]
    observations, newest = _count_observations(active_records, bodies)
    silent = {body: last is not None and year - last > MAX_EVIDENCE_AGE_YEARS for body, last in newest.items()}
    tied = _build_square(indices, strengths)
    counted = {group: _count_concepts(active_records, indices, group) for group in PROFILE_FIELDS}
    matrices = {
        "subjects": _compute_similarity(counted["subjects"].matrix),
        "places": _compute_similarity(counted["places"].matrix),
        "people": _compute_similarity(counted["people"].matrix),
        "partners": _compute_adamic_adar(tied),
        "earlier": _saturate(_build_square(indices, earlier_strengths)),
        "activity": _compute_activity(tied),
        "apart": _flag_disjoint(counted["places"].matrix),
        "silent": _combine_flags(np.array([float(silent[body]) for body in bodies])),
        "thin": _combine_flags(np.array([float(observations[body] < MIN_OBSERVATIONS) for body in bodies])),
        "covered": _flag_covered(indices, memberships),
    }
    matrices["complements"] = _compute_complements(counted["interventions"].matrix) * matrices["subjects"]
    for matrix in matrices.values():
        np.fill_diagonal(matrix, 0.0)
    return PairFeatures(
        bodies=tuple(bodies),
        matrices=matrices,
        concept_weights={
            body: {group: counted[group].get_weights(n) for group in PROFILE_FIELDS} for body, n in indices.items()
        },
        observations=observations,
        newest=newest,
        silent=silent,
        neighbours={body: frozenset(bodies[int(m)] for m in np.flatnonzero(tied[n])) for body, n in indices.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _ConceptCounts:
    matrix: Matrix
    concepts: tuple[str, ...]

    def get_weights(self, body: int) -> Mapping[str, float]:
        row = self.matrix[body]
        weighted = _weight_counts(self.matrix)[body]
        return {self.concepts[int(n)]: float(weighted[n]) for n in np.flatnonzero(row)}


def _count_concepts(records: Iterable[ActivityRecord], positions: Mapping[str, int], group: str) -> _ConceptCounts:
    mine = [record for record in records if record.field == group]
    concepts = tuple(sorted({record.concept for record in mine}))
    column = {concept: n for n, concept in enumerate(concepts)}
    matrix = np.zeros((len(positions), len(concepts)))
    for item in mine:
        matrix[positions[item.party], column[item.concept]] += item.weight
    return _ConceptCounts(matrix=matrix, concepts=concepts)


def _weight_counts(counts: Matrix) -> Matrix:
    """Dampen counts and weigh concepts by rarity, because all bodies of the field share some."""
    shared = (counts > 0).sum(axis=0)
    rare = np.log(1 + len(counts) / np.maximum(1, shared)) - np.log(2)
    return np.asarray(np.log1p(counts) * rare)


def _compute_similarity(counts: Matrix) -> Matrix:
    """Return the cosine of profiles, damped if few concepts are shared: one counts a third of the most."""
    has = (counts > 0).astype(float)
    shared = has @ has.T
    return np.asarray(_compute_cosine(_weight_counts(counts)) * shared / (shared + 2))


def _compute_cosine(matrix: Matrix) -> Matrix:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    units = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return np.asarray(np.clip(units @ units.T, 0.0, 1.0))


def _compute_complements(counts: Matrix) -> Matrix:
    """Return the share of the interventions of both that only one has; 0 if one has none."""
    has = (counts > 0).astype(float)
    both = has @ has.T
    sizes = has.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    exclusive_shares = np.divide(either - both, either, out=np.zeros_like(both), where=either > 0)
    return np.asarray(exclusive_shares * (np.minimum(sizes[:, None], sizes[None, :]) > 0))


def _flag_disjoint(counts: Matrix) -> Matrix:
    has = (counts > 0).astype(float)
    placed = (has.sum(axis=1) > 0).astype(float)
    return np.asarray(np.outer(placed, placed) * ((has @ has.T) == 0))


def _compute_adamic_adar(tied: Matrix) -> Matrix:
    """Return the Adamic-Adar index of common partners, scaled below 1.

    Common partners count less the more partners they have.
    """
    linked = (tied > 0).astype(float)
    degree = linked.sum(axis=0)
    weight = np.divide(1.0, np.log(np.maximum(degree, 2)), out=np.zeros_like(degree), where=degree > 1)
    total = (linked * weight) @ linked.T
    return np.asarray(total / (1 + total))


def _compute_activity(tied: Matrix) -> Matrix:
    """Return preferential attachment: the product of the logarithmic numbers of partners, scaled below 1."""
    degree = np.log1p((tied > 0).sum(axis=1).astype(float))
    degree_products = np.outer(degree, degree)
    return np.asarray(degree_products / (4 + degree_products))


def _saturate(strength: Matrix) -> Matrix:
    """Scale strengths below 1, so that the first joint work counts most; HALF_POINT_STRENGTH gives 0.5."""
    return np.asarray(strength / (HALF_POINT_STRENGTH + strength))


def _flag_covered(positions: Mapping[str, int], memberships: Mapping[str, frozenset[str]]) -> Matrix:
    is_covered = np.zeros((len(positions), len(positions)))
    for members in memberships.values():
        is_member = np.array([float(body in members) for body in positions])
        is_covered = np.maximum(is_covered, np.outer(is_member, is_member))
    return is_covered


def _combine_flags(flags: Matrix) -> Matrix:
    return np.asarray(np.maximum(flags[:, None], flags[None, :]))


def _count_observations(
    records: Iterable[ActivityRecord], bodies: Sequence[str]
) -> tuple[Mapping[str, float], Mapping[str, int | None]]:
    observations = dict.fromkeys(bodies, 0.0)
    newest: dict[str, int | None] = dict.fromkeys(bodies)
    for record in records:
        if record.field == "":
            observations[record.party] += record.weight
        if record.year is not None:
            newest[record.party] = max(newest[record.party] or record.year, record.year)
    return observations, newest


def _build_square(positions: Mapping[str, int], values: Mapping[BodyPair, float]) -> Matrix:
    matrix = np.zeros((len(positions), len(positions)))
    for (item, other), value in values.items():
        if item in positions and other in positions:
            matrix[positions[item], positions[other]] = matrix[positions[other], positions[item]] = value
    return matrix
