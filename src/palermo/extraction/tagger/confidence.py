"""How likely a statement of the tagger is right in kind and in every role: a logistic model over a few features."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.decoding import TaggedStatement
from palermo.statements import Ref, StatementKind

MIN_CONFIDENCE, MAX_CONFIDENCE = 0.02, 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceEvidence:
    """What is known of a statement when its confidence is calculated."""

    statement: TaggedStatement
    refs: Mapping[str, Sequence[Ref]]
    language: str
    vector: npt.NDArray[np.float32]


def compute_confidence_features(evidence: ConfidenceEvidence) -> dict[str, float]:
    """Return the features of the calibration model."""
    found = evidence.statement
    refs = [ref for role in evidence.refs.values() for ref in role]
    names = [ref.confidence or 0.5 for ref in refs]
    runner_up = next((share for _, share in found.alternatives), 0.0)
    return {
        "kind probability": _compute_logit(found.probability),
        "runner-up": runner_up,
        "weakest name": _compute_logit(min(names, default=0.8)),
        "several names": float(len(refs) > 2),
        "no actor": float(not evidence.refs["actors"] and found.kind is not StatementKind.FACTOR),
        "inferred actor": float(any(ref.source not in ("quote", "") for ref in evidence.refs["actors"])),
        "short": float(found.end - found.start < 40),
        "long": float(found.end - found.start > 320),
        f"kind {found.kind.value}": 1.0,
        f"language {evidence.language}": 1.0,
    }


def calibrate(evidence: ConfidenceEvidence, model: Mapping[str, Any]) -> float:
    """Return the confidence; without a calibration model, the probability of the kind."""
    weights = model.get("weights")
    if not weights:
        return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, evidence.statement.probability)), 2)
    features = compute_confidence_features(evidence)
    logit = float(model.get("intercept", 0.0)) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, 1 / (1 + math.exp(-logit)))), 2)


def _compute_logit(share: float) -> float:
    kept = min(0.995, max(0.005, share))
    return math.log(kept / (1 - kept))
