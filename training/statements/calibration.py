"""Thresholds and calibration, chosen on passages whose documents were left out of training."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from palermo.extraction.tagger.confidence import ConfidenceEvidence, compute_confidence_features
from palermo.extraction.tagger.decoding import TaggedStatement, Thresholds
from palermo.extraction.tagger.schema import ROLES, TAG_SCHEMES
from palermo.statements import Ref, RefType
from training.statements.prediction import PredictedWindow, decode_window, group_by_passage, to_predicted_statement
from training.statements.scoring import ScoreCounts, compute_f1, is_right, pair_statements, score_passage

STATEMENT_GRID = (-0.75, -0.5, -0.25, 0.0, 0.25, 0.5)
NAME_GRID = (0.3, 0.4, 0.5, 0.6)
NAME_START_GRID = (0.3, 0.5, 0.7, 1.01)
"""The last parts no names."""
TAG_GRID = (0.25, 0.35, 0.45)
MIN_EXAMPLES = 15
"""Labelled statements with a tag from which on it has a threshold of its own."""
FOLDS = 5
CALIBRATION_BINS = 10

type Publishers = Mapping[str, str]


def score_all(windows: Sequence[PredictedWindow], thresholds: Thresholds, publishers: Publishers) -> ScoreCounts:
    """Return the counts over all passages."""
    total = ScoreCounts()
    for group in group_by_passage(windows).values():
        found = [one for window in group for one in decode_window(window, thresholds, publishers)]
        total.add(score_passage(group[0].passage, found))
    return total


def _make_setter(base: Thresholds, field: str, key: str) -> Callable[[float], Thresholds]:
    """Return a function that gives the thresholds with another value of one key."""

    def apply(value: float) -> Thresholds:
        changed: dict[str, Any] = {field: {**getattr(base, field), key: value}}
        return replace(base, **changed)

    return apply


def choose_thresholds(windows: Sequence[PredictedWindow], publishers: Publishers) -> Thresholds:
    """Return the thresholds with the best F1: of statements first, then of names, publishers and tags."""
    chosen = Thresholds()

    def choose_best(
        grid: Sequence[float], apply: Callable[[float], Thresholds], measure: Callable[[ScoreCounts], float]
    ) -> Thresholds:
        return max((apply(value) for value in grid), key=lambda one: measure(score_all(windows, one, publishers)))

    def measure_field(name: str) -> Callable[[ScoreCounts], float]:
        return lambda counts: compute_f1(counts.fields, [name])

    chosen = choose_best(
        STATEMENT_GRID, lambda value: replace(chosen, statement=value), lambda counts: counts.compute_f1()
    )
    for role in ROLES:
        chosen = choose_best(NAME_GRID, _make_setter(chosen, "names", role), measure_field(role))
        chosen = choose_best(NAME_START_GRID, _make_setter(chosen, "name_starts", role), measure_field(role))
    for role in chosen.document_roles:
        chosen = choose_best(NAME_GRID, _make_setter(chosen, "document_roles", role), measure_field(role))
    for scheme in TAG_SCHEMES:
        chosen = choose_best(TAG_GRID, _make_setter(chosen, "tags", scheme), measure_field(scheme))
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedStatement:
    """A found statement with its features, and whether it is right in kind and every role."""

    features: Mapping[str, float]
    is_right: bool
    is_kind_right: bool
    document: str
    language: str
    kind: str


def judge_statements(
    windows: Sequence[PredictedWindow], thresholds: Thresholds, publishers: Publishers
) -> list[JudgedStatement]:
    """Return every found statement with whether it is right; those that pair with optional labels are left out."""
    judged = []
    for group in group_by_passage(windows).values():
        passage = group[0].passage
        tagged = [one for window in group for one in window.decode(thresholds)]
        found = [to_predicted_statement(one, passage, thresholds, publishers) for one in tagged]
        pairs, ignored = pair_statements(passage, found)
        for number, (one, row) in enumerate(zip(tagged, found, strict=True)):
            if number in ignored:
                continue
            gold = pairs.get(number)
            judged.append(
                JudgedStatement(
                    features=compute_confidence_features(_build_evidence(one, row.roles, passage.language)),
                    is_right=gold is not None and is_right(row, gold),
                    is_kind_right=gold is not None,
                    document=passage.document,
                    language=passage.language,
                    kind=one.kind.value,
                )
            )
    return judged


def _build_evidence(
    statement: TaggedStatement, roles: Mapping[str, Sequence[str]], language: str
) -> ConfidenceEvidence:
    refs: dict[str, list[Ref]] = {}
    for role in ROLES:
        named = {name.name: name for name in statement.roles[role]}
        refs[role] = []
        for name in roles.get(role, ()):
            tagged = named.get(name)
            inside = tagged is not None and tagged.segment == 3 and statement.start <= tagged.start < statement.end
            source = "quote" if inside else "coreference" if tagged else "document"
            share = tagged.probability if tagged else statement.document_roles.get(role, 0.5)
            refs[role].append(Ref(id=None, name=name, type=RefType.ENTITY, source=source, confidence=share))
    return ConfidenceEvidence(statement=statement, refs=refs, language=language, vector=np.zeros(1, dtype=np.float32))


def fit_calibration(judged: Sequence[JudgedStatement]) -> tuple[dict[str, Any], np.ndarray]:
    """Return the weights of the calibration model, and out-of-fold confidences of the judged statements."""
    names = sorted({name for one in judged for name in one.features})
    rows = np.array([[one.features.get(name, 0.0) for name in names] for one in judged])
    right = np.array([one.is_right for one in judged], dtype=int)
    groups = [one.document for one in judged]
    confidences = np.zeros(len(judged))
    for train, test in GroupKFold(n_splits=FOLDS).split(rows, right, groups):
        model = LogisticRegression(C=0.3, max_iter=2000).fit(rows[train], right[train])
        confidences[test] = model.predict_proba(rows[test])[:, 1]
    model = LogisticRegression(C=0.3, max_iter=2000).fit(rows, right)
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"weights": weights, "intercept": round(float(model.intercept_[0]), 4)}, confidences


def compute_calibration_error(confidences: np.ndarray, correctness: np.ndarray) -> float:
    """Return the expected calibration error over BINS bins of equal count."""
    order = np.argsort(confidences)
    error = 0.0
    for part in np.array_split(order, CALIBRATION_BINS):
        if len(part):
            error += len(part) / len(order) * abs(confidences[part].mean() - correctness[part].mean())
    return float(error)


def choose_public_threshold(
    confidences: np.ndarray, correctness: np.ndarray, precision: float
) -> tuple[float, float, float]:
    """Return the lowest confidence whose statements have that precision, their precision, and their share."""
    order = np.argsort(-confidences)
    running = np.cumsum(correctness[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(running >= precision)
    if not len(enough):
        return 1.0, float("nan"), 0.0
    last = int(enough[-1])
    return float(confidences[order[last]]), float(running[last]), (last + 1) / len(order)


def compute_risk_coverage(confidences: np.ndarray, correctness: np.ndarray) -> list[tuple[float, float, float]]:
    """Return coverage, precision and the confidence it begins at, in steps of a tenth."""
    order = np.argsort(-confidences)
    steps = []
    for tenth in range(1, 11):
        count = max(1, round(len(order) * tenth / 10))
        chosen = order[:count]
        steps.append((tenth / 10, float(correctness[chosen].mean()), float(confidences[chosen[-1]])))
    return steps


def compute_group_errors(judged: Sequence[JudgedStatement], confidences: np.ndarray) -> dict[str, float]:
    """Return the calibration error by language."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(judged):
        places[one.language].append(number)
    right = np.array([one.is_right for one in judged], dtype=float)
    return {
        language: compute_calibration_error(confidences[rows], right[rows]) for language, rows in sorted(places.items())
    }
