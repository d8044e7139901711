"""Link prediction: a linear model, fitted on earlier years by the benchmarks, that ranks prospective ties."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.affiliations import BodyPair
from palermo.analysis.partnerships.field_history import FieldSnapshot
from palermo.analysis.partnerships.pair_features import CAUTIONS, FEATURES, Matrix, PairFeatures
from palermo.vocabulary.yaml_rows import parse_rows

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


def find_open_pairs(snapshot: FieldSnapshot, excluded_pairs: frozenset[BodyPair]) -> NDArray[np.bool_]:
    """Return a mask, bodies by bodies above the diagonal, of the pairs of a snapshot that have no tie."""
    indices = {body: n for n, body in enumerate(snapshot.pair_features.bodies)}
    open_pairs = np.triu(np.ones((len(indices), len(indices)), dtype=bool), 1)
    for first, second in (*snapshot.tied, *excluded_pairs):
        if first in indices and second in indices:
            open_pairs[indices[first], indices[second]] = open_pairs[indices[second], indices[first]] = False
    return open_pairs
