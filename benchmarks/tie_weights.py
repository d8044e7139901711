"""Fits the weights of the link prediction model to the ties of earlier years. Not run by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.affiliations import BodyPair
from palermo.analysis.partnerships.field_history import FieldSnapshot, find_open_pairs
from palermo.analysis.partnerships.pair_features import FEATURES

GRADIENT_STEPS = 4000
LEARNING_RATE = 0.5
PRIOR_STRENGTH = 0.03
"""Strength of regularisation towards PRIOR_WEIGHTS: examples are few, and those of one programme are similar."""
PRIOR_WEIGHTS: Mapping[str, float] = {
    "subjects": 1.0,
    "places": 1.0,
    "complements": 0.5,
    "people": 0.5,
    "partners": 1.0,
    "earlier": 2.0,
    "activity": 0.5,
}
"""Weights set by hand before fitting; fitting moves them as far as the examples warrant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairExamples:
    """Pairs without a tie at one time: their features, and whether they formed a tie later."""

    values: NDArray[np.float64]
    """Pairs by features."""
    tied: NDArray[np.float64]
    """1 if the pair formed a tie, else 0."""
    counts: NDArray[np.float64]
    """Weight of each pair: its share of the evidence if it formed a tie, otherwise 1."""


def build_examples(
    snapshots: Sequence[tuple[FieldSnapshot, frozenset[BodyPair]]], names: Sequence[str] = FEATURES
) -> PairExamples:
    """Build the examples of several snapshots, each with pairs to exclude, such as affiliated ones."""
    values, tied, counts = [], [], []
    for field_snapshot, snapshot in snapshots:
        bodies = field_snapshot.pair_features.bodies
        for a, b in zip(*np.nonzero(find_open_pairs(bodies, (*field_snapshot.tied, *snapshot))), strict=True):
            share = field_snapshot.later.get((bodies[a], bodies[b]))
            values.append([field_snapshot.pair_features.matrices[name][a, b] for name in names])
            tied.append(float(share is not None))
            counts.append(1.0 if share is None else share)
    return PairExamples(values=np.array(values), tied=np.array(tied), counts=np.array(counts))


def fit_weights(
    examples: PairExamples, names: Sequence[str] = FEATURES, prior_strength: float = PRIOR_STRENGTH
) -> Mapping[str, float]:
    """Fit a logistic regression regularised towards PRIOR_WEIGHTS, with no weight below zero.

    Both classes have the same total weight, because ties are rare. Projected gradient descent is deterministic: the
    same examples give the same weights.
    """
    prior = np.array([PRIOR_WEIGHTS[name] for name in names])
    share = np.where(examples.tied > 0, examples.counts, 0.0)
    rest = np.where(examples.tied > 0, 0.0, examples.counts)
    share = 0.5 * share / max(share.sum(), 1e-9) + 0.5 * rest / max(rest.sum(), 1e-9)
    weights, bias = prior.copy(), 0.0
    for _ in range(GRADIENT_STEPS):
        error = (1 / (1 + np.exp(-(examples.values @ weights + bias))) - examples.tied) * share
        weights = np.maximum(
            0.0, weights - LEARNING_RATE * (examples.values.T @ error + prior_strength * (weights - prior))
        )
        bias -= LEARNING_RATE * float(error.sum())
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
