"""Thresholds and calibration, chosen on passages of held-out documents."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from palermo.extraction.tagger.decoding import TaggedStatement, Thresholds
from palermo.extraction.tagger.model_outputs import TAG_SCHEMES
from palermo.extraction.tagger.role_refs import RoleCandidate
from palermo.extraction.tagger.tag_support import find_supported_tags
from palermo.extraction.tagger.tagger_confidence import calibrate, compute_kind_features, compute_role_features
from palermo.statements import ROLES
from training.statements.label_files import LabelledStatement
from training.statements.prediction import (
    PredictedWindow,
    decode_window,
    find_role_candidates,
    group_by_passage,
    to_predicted_statement,
)
from training.statements.scoring import ScoreCounts, compute_f1, is_same_name, pair_statements, score_passage

STATEMENT_GRID = (0.5, 0.25, 0.0, -0.25, -0.5, -0.75)
NAME_GRID = (0.3, 0.4, 0.5, 0.6)
NAME_TOLERANCE = 0.002
"""Loss of F1 for which a lower threshold of names is preferred: doubtful names have a confidence of their own."""
NAME_START_GRID = (0.3, 0.5, 0.7, 1.01)
"""The last parts no names."""
TAG_GRID = (0.25, 0.35, 0.45)
MIN_EXAMPLES = 15
"""Labelled statements with a tag from which on it has a threshold of its own."""
MIN_UNSUPPORTED_TAGS = 10
FOLDS = 5
CALIBRATION_BINS = 10
REGULARISATION = 0.3
PUBLIC_GRID = tuple(round(0.3 + 0.02 * step, 2) for step in range(35))
"""Confidences that are tried as public thresholds."""

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


def _choose_best(
    grid: Sequence[float],
    apply: Callable[[float], Thresholds],
    measure: Callable[[Thresholds], float],
    tolerance: float = 0.0,
) -> Thresholds:
    """Return the thresholds with the first value of a grid whose measure is within `tolerance` of the best."""
    scores = {value: measure(apply(value)) for value in grid}
    return apply(next(value for value in grid if scores[value] >= max(scores.values()) - tolerance))


def choose_statement_threshold(
    windows: Sequence[PredictedWindow], publishers: Publishers, base: Thresholds
) -> Thresholds:
    """Return the thresholds with the best F1 of statements, the others being those of `base`."""
    return _choose_best(
        STATEMENT_GRID,
        lambda value: replace(base, statement=value),
        lambda thresholds: score_all(windows, thresholds, publishers).compute_f1(),
    )


def choose_thresholds(windows: Sequence[PredictedWindow], publishers: Publishers) -> Thresholds:
    """Return the thresholds with the best F1: of statements first, then of names, publishers and tags."""

    def measure_field(name: str) -> Callable[[Thresholds], float]:
        return lambda thresholds: compute_f1(score_all(windows, thresholds, publishers).fields, [name])

    chosen = choose_statement_threshold(windows, publishers, Thresholds())
    for role in ROLES:
        measure = measure_field(role)
        chosen = _choose_best(NAME_GRID, _make_setter(chosen, "names", role), measure, NAME_TOLERANCE)
        chosen = _choose_best(NAME_START_GRID, _make_setter(chosen, "name_starts", role), measure)
    chosen = _choose_best(NAME_GRID, _make_setter(chosen, "document_roles", "actors"), measure_field("actors"))
    for scheme in TAG_SCHEMES:
        chosen = _choose_best(TAG_GRID, _make_setter(chosen, "tags", scheme), measure_field(scheme))
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRef:
    """A name in a role of a predicted statement, and whether the labelled statement has it."""

    role: str
    features: Mapping[str, float]
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedStatement:
    """A predicted statement with its features and names, and whether its kind and quote are right."""

    features: Mapping[str, float]
    refs: tuple[JudgedRef, ...]
    tags: tuple[tuple[str, str, float, bool], ...]
    """Scheme, id, probability, and whether the labelled statement has the tag; of those that are right in kind."""
    is_right: bool
    document: str
    language: str
    kind: str


def judge_statements(
    windows: Sequence[PredictedWindow], thresholds: Thresholds, publishers: Publishers
) -> list[JudgedStatement]:
    """Return every predicted statement with whether it is right; those paired with optional labels are left out."""
    judged = []
    for group in group_by_passage(windows).values():
        passage = group[0].passage
        tagged = [(one, window) for window in group for one in window.decode(thresholds)]
        refs = [find_role_candidates(one, window, thresholds, publishers) for one, window in tagged]
        found = [to_predicted_statement(one, window, thresholds, publishers) for one, window in tagged]
        pairs, ignored = pair_statements(passage, found)
        for number, ((one, _), by_role) in enumerate(zip(tagged, refs, strict=True)):
            if number in ignored:
                continue
            gold = pairs.get(number)
            judged.append(
                JudgedStatement(
                    features=compute_kind_features(one, passage.language),
                    refs=tuple(_judge_refs(one, by_role, gold, passage.language)),
                    tags=tuple((*tag, tag[1] in gold.tags.get(tag[0], ())) for tag in one.tags) if gold else (),
                    is_right=gold is not None,
                    document=passage.document,
                    language=passage.language,
                    kind=one.kind.value,
                )
            )
    return judged


def _judge_refs(
    statement: TaggedStatement,
    refs: Mapping[str, Sequence[RoleCandidate]],
    gold: LabelledStatement | None,
    language: str,
) -> Iterator[JudgedRef]:
    for role in ROLES:
        free = list(gold.roles.get(role, ())) if gold else []
        for candidate in refs[role]:
            same = next((name for name in free if is_same_name(candidate.ref.name, name)), None)
            if same is not None:
                free.remove(same)
            features = compute_role_features(statement, role, candidate, len(refs[role]), language)
            yield JudgedRef(role=role, features=features, is_right=same is not None)


@dataclass(frozen=True, slots=True)
class Confidences:
    """Out-of-fold confidences of judged statements, and of their names in the same order.

    The confidence of a name is the probability that the kind and this role are right.
    """

    kinds: np.ndarray
    roles: tuple[np.ndarray, ...]


def fit_calibration(judged: Sequence[JudgedStatement]) -> tuple[dict[str, Any], Confidences]:
    """Return the models of kinds and of roles, and the out-of-fold confidences."""
    kind_rows = [one.features for one in judged]
    kind_model, kinds = _cross_validate(kind_rows, [one.is_right for one in judged], [one.document for one in judged])
    pairs = [(one, ref) for one in judged for ref in one.refs]
    role_model, scores = _cross_validate(
        [ref.features for _, ref in pairs],
        [ref.is_right for _, ref in pairs],
        [one.document for one, _ in pairs],
        np.array([one.is_right for one, _ in pairs]),
    )
    ends = np.cumsum([len(one.refs) for one in judged])
    roles = tuple(share * kind for share, kind in zip(np.split(scores, ends[:-1]), kinds, strict=True))
    return {"kind": kind_model, "roles": role_model}, Confidences(kinds, roles)


def _cross_validate(
    features: Sequence[Mapping[str, float]],
    correctness: Sequence[bool],
    documents: Sequence[str],
    fitted: np.ndarray | None = None,
) -> tuple[dict[str, Any], np.ndarray]:
    """Return a logistic model and out-of-fold probabilities; `fitted` marks the rows on which models are fitted."""
    names = sorted({name for row in features for name in row})
    rows = np.array([[row.get(name, 0.0) for name in names] for row in features])
    right = np.array(correctness, dtype=int)
    usable = np.ones(len(right), dtype=bool) if fitted is None else fitted
    scores = np.zeros(len(right))
    for train, test in GroupKFold(n_splits=FOLDS).split(rows, right, documents):
        train = train[usable[train]]
        model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(rows[train], right[train])
        scores[test] = model.predict_proba(rows[test])[:, 1]
    model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(rows[usable], right[usable])
    weights = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"weights": weights, "intercept": round(float(model.intercept_[0]), 4)}, scores


def compute_tag_precision(
    windows: Sequence[PredictedWindow], thresholds: Thresholds, publishers: Publishers
) -> dict[str, float]:
    """Return, by tag id, the precision of predicted tags that no term supports, for MIN_UNSUPPORTED_TAGS or more."""
    found, right = Counter[str](), Counter[str]()
    for group in group_by_passage(windows).values():
        passage = group[0].passage
        tagged = [(one, window) for window in group for one in window.decode(thresholds)]
        predicted = [to_predicted_statement(one, window, thresholds, publishers) for one, window in tagged]
        pairs, _ = pair_statements(passage, predicted)
        for number, gold in pairs.items():
            one, window = tagged[number]
            supported = find_supported_tags(one, window.encoded, passage.language)
            for scheme, id, _ in one.tags:
                if scheme in TAG_SCHEMES and (scheme, id) not in supported:
                    found[id] += 1
                    right[id] += id in gold.tags.get(scheme, ())
    return {id: round(right[id] / count, 3) for id, count in sorted(found.items()) if count >= MIN_UNSUPPORTED_TAGS}


def apply_calibration(judged: Sequence[JudgedStatement], model: Mapping[str, Any]) -> Confidences:
    """Return the confidences of statements that the models were not fitted on."""
    kinds = [calibrate(one.features, model["kind"], 0.0) for one in judged]
    roles = tuple(
        np.array([kind * calibrate(ref.features, model["roles"], 0.0) for ref in one.refs])
        for one, kind in zip(judged, kinds, strict=True)
    )
    return Confidences(np.array(kinds), roles)


def compute_calibration_error(confidences: np.ndarray, correctness: np.ndarray) -> float:
    """Return the expected calibration error over BINS bins of equal count."""
    order = np.argsort(confidences)
    error = 0.0
    for part in np.array_split(order, CALIBRATION_BINS):
        if len(part):
            error += len(part) / len(order) * abs(confidences[part].mean() - correctness[part].mean())
    return float(error)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigures:
    """Counts of what the public sees with a pair of thresholds."""

    kind: float
    role: float
    shown: int
    """Statements."""
    right: int
    """Of them those that are right in kind and in every name that is shown."""
    names: int
    right_names: int
    """Names in roles that are shown, and that are right, of all shown statements."""

    @property
    def precision(self) -> float:
        """Share of the shown statements that are right."""
        return self.right / max(1, self.shown)


def count_public(
    judged: Sequence[JudgedStatement], confidences: Confidences, kind: float, role: float
) -> PublicFigures:
    """Count the public statements and names whose confidences of kind and role reach these thresholds."""
    counts = Counter[str]()
    for one, confidence, scores in zip(judged, confidences.kinds, confidences.roles, strict=True):
        if confidence < kind:
            continue
        names = [ref.is_right and one.is_right for ref, score in zip(one.refs, scores, strict=True) if score >= role]
        is_right = one.is_right and all(names)
        counts.update(shown=1, right=is_right, names=len(names), right_names=sum(names))
    return PublicFigures(
        kind=kind,
        role=role,
        **{name: counts[name] for name in ("shown", "right", "names", "right_names")},
    )


def choose_public_thresholds(
    judged: Sequence[JudgedStatement], confidences: Confidences, precision: float
) -> PublicFigures:
    """Return the pair of thresholds with that precision that publishes most right statements and right names.

    The product of the two counts is maximised, so that neither becomes zero.
    """
    pairs = [count_public(judged, confidences, kind, role) for kind in PUBLIC_GRID for role in PUBLIC_GRID]
    precise = [one for one in pairs if one.precision >= precision]
    return max(precise or pairs, key=lambda one: one.right * one.right_names if precise else one.precision)


def cross_validate_thresholds(
    judged: Sequence[JudgedStatement], confidences: Confidences, precision: float
) -> PublicFigures:
    """Return the figures where each document's thresholds are chosen on the documents of other folds."""
    documents = [one.document for one in judged]
    total = Counter[str]()
    for train, test in GroupKFold(n_splits=FOLDS).split(documents, groups=documents):
        chosen = choose_public_thresholds(*_select(judged, confidences, train), precision)
        figures = count_public(*_select(judged, confidences, test), chosen.kind, chosen.role)
        total.update({name: getattr(figures, name) for name in ("shown", "right", "names", "right_names")})
    return PublicFigures(kind=float("nan"), role=float("nan"), **total)


def _select(
    judged: Sequence[JudgedStatement], confidences: Confidences, numbers: Sequence[int]
) -> tuple[list[JudgedStatement], Confidences]:
    return [judged[n] for n in numbers], Confidences(
        confidences.kinds[list(numbers)], tuple(confidences.roles[n] for n in numbers)
    )


def compute_group_errors(judged: Sequence[JudgedStatement], confidences: np.ndarray) -> dict[str, float]:
    """Return the calibration error by language."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(judged):
        places[one.language].append(number)
    right = np.array([one.is_right for one in judged], dtype=float)
    return {
        language: compute_calibration_error(confidences[rows], right[rows]) for language, rows in sorted(places.items())
    }


def compute_public_curve(
    judged: Sequence[JudgedStatement], confidences: Confidences, role: float, labelled: tuple[int, int]
) -> list[dict[str, float]]:
    """Return what is published at each tenth of confidence; `labelled` counts statements and names."""
    rows = []
    for tenth in range(0, 10):
        figures = count_public(judged, confidences, tenth / 10, role)
        rows.append(describe_public(figures, labelled) | {"from": tenth / 10})
    return rows


def describe_public(figures: PublicFigures, labelled: tuple[int, int]) -> dict[str, float]:
    """Return precision and recall of what is published."""
    statements, names = labelled
    return {
        "shown": figures.shown,
        "precision": figures.precision,
        "recall": figures.right / max(1, statements),
        "names": figures.names,
        "names right": figures.right_names / max(1, figures.names),
        "recall of names": figures.right_names / max(1, names),
    }


def count_labelled(windows: Sequence[PredictedWindow]) -> tuple[int, int]:
    """Count labelled statements and the names of their roles."""
    gold = [
        one for group in group_by_passage(windows).values() for one in group[0].passage.statements if not one.optional
    ]
    return len(gold), sum(len(one.roles.get(role, ())) for one in gold for role in ROLES)
