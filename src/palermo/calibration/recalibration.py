"""Recalibration: confidence adjusted to reviewed statements, by a logistic curve for each method.

A curve maps the logit of a confidence to that of the share of statements that reviewers found right. It has few
parameters and is regularised towards no change, because reviewed statements are few.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from palermo.calibration.list_confidence import compute_confidence, compute_logit, strip_method_version
from palermo.grouping import group_items
from palermo.statements import ReviewStatus, Statement, hash_json

MIN_JUDGEMENTS = 30
"""Minimum judged statements of a method for a curve of its own."""
PRIOR_STRENGTH = 3.0
"""Strength of the regularisation towards no change, in judged statements."""
NEWTON_STEPS = 25
FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedConfidence:
    """The confidence of a reviewed statement, and whether reviewers found it right as extracted."""

    method: str
    document: str
    confidence: float
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalibration:
    """Slope and intercept in logits by method; no change for a method that is not listed."""

    curves: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Return a hash of all numbers."""
        return hash_json("recalibration", {name: list(curve) for name, curve in sorted(self.curves.items())})

    def apply(self, method: str, confidence: float) -> float:
        """Return the recalibrated confidence."""
        curve = self.curves.get(strip_method_version(method))
        if curve is None:
            return confidence
        return compute_confidence(curve[0] * compute_logit(confidence) + curve[1])

    def to_json(self) -> str:
        """Return the curves as JSON."""
        return json.dumps({"curves": {name: list(curve) for name, curve in sorted(self.curves.items())}}, indent=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationScore:
    """Brier score and log loss of confidences on held-out documents; lower is better."""

    statements: int
    documents: int
    brier: float
    log_loss: float


def parse_recalibration(text: str) -> Recalibration:
    """Parse a recalibration from its JSON; raises ValueError, KeyError or TypeError if it is invalid."""
    curves = json.loads(text)["curves"]
    return Recalibration(curves={str(name): (float(slope), float(shift)) for name, (slope, shift) in curves.items()})


def update_confidence(statement: Statement, model: Recalibration) -> Statement:
    """Return a statement with recalibrated confidence, or unchanged if reviewers decided on it."""
    if statement.status is not ReviewStatus.PROPOSED:
        return statement
    confidence = model.apply(statement.method, statement.confidence)
    return statement if confidence == statement.confidence else replace(statement, confidence=confidence)


def fit_recalibration(judged: Sequence[JudgedConfidence]) -> Recalibration:
    """Fit a curve for each method with enough judged statements."""
    by_method = group_items(judged, lambda judgement: strip_method_version(judgement.method))
    fitted = {
        name: _fit_curve(judgements)
        for name, judgements in sorted(by_method.items())
        if len(judgements) >= MIN_JUDGEMENTS
    }
    return Recalibration(curves=fitted)


def score_held_out(judged: Sequence[JudgedConfidence]) -> tuple[CalibrationScore, CalibrationScore] | None:
    """Score confidences before and after recalibration by cross-validation over documents.

    Returns None if there are fewer than two documents.
    """
    documents = sorted({judgement.document for judgement in judged})
    if len(documents) < 2:
        return None
    folds = {document: number % min(FOLDS, len(documents)) for number, document in enumerate(documents)}
    recalibrated: list[tuple[float, bool]] = []
    for fold in sorted(set(folds.values())):
        model = fit_recalibration([judgement for judgement in judged if folds[judgement.document] != fold])
        held_out = [judgement for judgement in judged if folds[judgement.document] == fold]
        recalibrated += [(model.apply(item.method, item.confidence), item.is_right) for item in held_out]
    scored = [(judgement.confidence, judgement.is_right) for judgement in judged]
    return _score(scored, len(documents)), _score(recalibrated, len(documents))


def _fit_curve(judged: Sequence[JudgedConfidence]) -> tuple[float, float]:
    """Fit slope and intercept by Newton's method with a Gaussian prior around (1, 0)."""
    logits = np.array([compute_logit(judgement.confidence) for judgement in judged])
    right = np.array([judgement.is_right for judgement in judged], dtype=float)
    inputs = np.column_stack([logits, np.ones_like(logits)])
    start = np.array([1.0, 0.0])
    weights = start.copy()
    for _ in range(NEWTON_STEPS):
        predicted = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        gradient = inputs.T @ (predicted - right) + PRIOR_STRENGTH * (weights - start)
        spread = predicted * (1 - predicted)
        hessian = (inputs * spread[:, None]).T @ inputs + PRIOR_STRENGTH * np.eye(2)
        weights -= np.linalg.solve(hessian, gradient)
    return round(float(weights[0]), 4), round(float(weights[1]), 4)


def _score(pairs: Sequence[tuple[float, bool]], document_count: int) -> CalibrationScore:
    confidences = np.clip(np.array([confidence for confidence, _ in pairs]), 0.001, 0.999)
    right = np.array([is_right for _, is_right in pairs], dtype=float)
    losses = -(right * np.log(confidences) + (1 - right) * np.log(1 - confidences))
    return CalibrationScore(
        statements=len(pairs),
        documents=document_count,
        brier=round(float(np.mean((confidences - right) ** 2)), 4),
        log_loss=round(float(np.mean(losses)), 4),
    )
