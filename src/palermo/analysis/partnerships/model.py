"""The model that ranks prospective ties: named features with weights that are fitted on earlier years."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.features import CAUTIONS, FEATURES, Field, Matrix
from palermo.analysis.partnerships.houses import Pair
from palermo.analysis.partnerships.times import Moment
from palermo.vocabulary.lines import rows

FILE = "weights.yaml"
STEPS = 4000
RATE = 0.5
PULL = 0.03
"""How strongly weights are drawn back to PRIOR: examples are few, and those of one programme are alike."""
PRIOR: Mapping[str, float] = {
    "subjects": 1.0,
    "places": 1.0,
    "complements": 0.5,
    "people": 0.5,
    "partners": 1.0,
    "earlier": 2.0,
    "activity": 0.5,
}
"""Weights before any tie was looked at, set by hand; what is fitted moves them as far as the examples go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights by feature, and deductions by caution."""

    weights: Mapping[str, float]
    """Of FEATURES: points for a value of one."""
    deductions: Mapping[str, float]
    """Of CAUTIONS: points taken away."""
    fitted: str
    """On what, in words."""

    def scores(self, field: Field) -> Matrix:
        """Points of all pairs."""
        total = sum((weight * field.matrices[name] for name, weight in self.weights.items()), start=_zero(field))
        return np.asarray(
            sum((-points * field.matrices[name] for name, points in self.deductions.items()), start=total)
        )


def _zero(field: Field) -> Matrix:
    return np.zeros((len(field.bodies), len(field.bodies)))


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model of `weights.yaml`; raises RegistryInvalid with file and line where it is wrong."""
    text = (files("palermo.analysis.partnerships") / FILE).read_text(encoding="utf-8")
    by_id = {row.text("id"): row for row in rows(text, FILE)}
    points = {id: float(row.text("points")) for id, row in by_id.items() if id != "fitted"}
    return Model(
        weights={name: points[name] for name in FEATURES},
        deductions={name: points[name] for name in CAUTIONS},
        fitted=by_id["fitted"].text("words"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Pairs that were no tie at one time: their features, and whether they became one."""

    values: NDArray[np.float64]
    """Pairs by features."""
    tied: NDArray[np.float64]
    """1 where the pair became a tie, else 0."""
    counts: NDArray[np.float64]
    """What each pair counts: of those that became a tie its share of what made it one, of the others 1."""


def examples(moments: Sequence[tuple[Moment, frozenset[Pair]]], names: Sequence[str] = FEATURES) -> Examples:
    """The examples of some moments; of each a set of pairs that are no prospects, such as those of one house."""
    values, tied, counts = [], [], []
    for one, apart in moments:
        bodies = one.field.bodies
        for a, b in zip(*np.nonzero(open_pairs(one, apart)), strict=True):
            share = one.later.get((bodies[a], bodies[b]))
            values.append([one.field.matrices[name][a, b] for name in names])
            tied.append(float(share is not None))
            counts.append(1.0 if share is None else share)
    return Examples(values=np.array(values), tied=np.array(tied), counts=np.array(counts))


def open_pairs(one: Moment, apart: frozenset[Pair]) -> NDArray[np.bool_]:
    """Which pairs of a moment are not tied: bodies by bodies, above the diagonal."""
    at = {body: n for n, body in enumerate(one.field.bodies)}
    made = np.triu(np.ones((len(at), len(at)), dtype=bool), 1)
    for first, second in (*one.tied, *apart):
        if first in at and second in at:
            made[at[first], at[second]] = made[at[second], at[first]] = False
    return made


def fit(found: Examples, names: Sequence[str] = FEATURES, pull: float = PULL) -> Mapping[str, float]:
    """Weights of a logistic regression drawn to PRIOR, none of which may fall below zero.

    Examples of either answer weigh the same in sum, for ties are rare. Projected gradient descent: the same examples
    give the same weights.
    """
    prior = np.array([PRIOR[name] for name in names])
    share = np.where(found.tied > 0, found.counts, 0.0)
    rest = np.where(found.tied > 0, 0.0, found.counts)
    share = 0.5 * share / max(share.sum(), 1e-9) + 0.5 * rest / max(rest.sum(), 1e-9)
    weights, bias = prior.copy(), 0.0
    for _ in range(STEPS):
        error = (1 / (1 + np.exp(-(found.values @ weights + bias))) - found.tied) * share
        weights = np.maximum(0.0, weights - RATE * (found.values.T @ error + pull * (weights - prior)))
        bias -= RATE * float(error.sum())
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}
