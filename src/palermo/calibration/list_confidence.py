"""Calibration of the confidence of statements with features that labels have been compared with.

Extraction rules assign weights to statements, but how often such statements are right is a different matter. A logistic
model over a few interpretable features converts one into the other. Its weights (`list_confidence.yaml`) were fitted on
labelled lists, and a feature without a weight there counts nothing. Statements of the tagger have a confidence of
their own.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from palermo.languages.language_words import LanguageWords
from palermo.safe_yaml import parse_yaml
from palermo.statements import (
    CALIBRATION_CAUSES,
    Reason,
    ReasonValue,
    Ref,
    Statement,
    StatementKind,
    build_reason,
)

SHORT_QUOTE_WORDS, LONG_QUOTE_WORDS = 5, 60
"""Word counts below and above which a quote is short or long."""
MIN_SURE_WEIGHT = 0.9
"""Sum of a method's weights from which on it is sure."""
MAX_UNSURE_WEIGHT = 0.6
"""Sum of a method's weights below which it is unsure."""
MIN_CONFIDENCE, MAX_CONFIDENCE = 0.02, 0.99
NEGATIVE_FEATURE_LOGIT = -0.25
"""Weight in logits at or below which a feature is shown as lowering the confidence."""
_CALIBRATION_CODES = ("calibration", "calibration-lowered")
_DIGEST_CODE = "calibration-digest"
_LEADING_CONJUNCTION = LanguageWords("linking").compile_pattern(
    r"(?:{calibration.leading_conjunctions})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationModel:
    """A logistic model: weights of features, in logits, and the judged statements that it was fitted on."""

    judgement_counts: Mapping[str, tuple[int, int]]
    """By method, the number of judged statements that are right, and of all."""
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestCalibration:
    """How many of the tagger's statements in digests were right, and the shifts of confidence, in logits."""

    right: int
    judged_count: int
    kind_shift: float
    role_shift: float


def calibrate_statement(statement: Statement, model: CalibrationModel | None = None) -> Statement:
    """Return a statement with calibrated confidence, explained by a reason in `why`.

    The weights of `why` add up to the confidence again. Statements of a method without judgements, and calibrated ones,
    are returned unchanged.
    """
    calibration = model or load_shipped_model()
    rule_reasons = list_rule_reasons(statement)
    judged = calibration.judgement_counts.get(strip_method_version(statement.method))
    if judged is None:
        return statement
    features = extract_features(statement)
    logit = sum(calibration.weights.get(name, 0.0) * value for name, value in features.items())
    confidence = compute_confidence(logit)
    weight = round(max(-1.0, min(1.0, confidence - sum(reason.weight for reason in rule_reasons))), 2)
    reason = _build_calibration_reason(features, calibration, judged, weight)
    return replace(statement, confidence=confidence, why=(*rule_reasons, reason))


def calibrate_digest_statement(statement: Statement) -> Statement:
    """Return the tagger's statement in a digest with calibrated confidence, also of its roles.

    The tagger was calibrated on documents of the field, which are harder to read than digests. Statements of other
    methods, and calibrated ones, are returned unchanged.
    """
    calibration = load_digest_calibration()
    if not statement.is_tagged or any(reason.code == _DIGEST_CODE for reason in statement.why):
        return statement

    def move_ref_confidences(role: str, refs: tuple[Ref, ...]) -> tuple[Ref, ...]:
        return tuple(
            ref
            if ref.confidence is None
            else replace(ref, confidence=compute_confidence(compute_logit(ref.confidence) + calibration.role_shift))
            for ref in refs
        )

    confidence = compute_confidence(compute_logit(statement.confidence) + calibration.kind_shift)
    weight = round(confidence - statement.confidence, 2)
    reason = build_reason(_DIGEST_CODE, weight, right=str(calibration.right), total=str(calibration.judged_count))
    return replace(statement.map_refs(move_ref_confidences), confidence=confidence, why=(*statement.why, reason))


def list_rule_reasons(statement: Statement) -> tuple[Reason, ...]:
    """Return the reasons of a statement without that of its calibration."""
    return tuple(reason for reason in statement.why if reason.code not in _CALIBRATION_CODES)


def extract_features(statement: Statement) -> dict[str, float]:
    """Return the active features of a statement, each with the value 1.

    Their names begin with its method, such as `recommendations.lists`, or with the form of text that the method reads,
    such as `lists`.
    """
    quote = statement.quote
    count = len(quote.split()) if statement.language != "zh" else len(quote) // 2
    rule_reasons = list_rule_reasons(statement)
    sum_of_weights = sum(reason.weight for reason in rule_reasons)
    features = {
        "short": count < SHORT_QUOTE_WORDS,
        "long": count > LONG_QUOTE_WORDS,
        "broken": quote[:1].islower() and not _LEADING_CONJUNCTION.match(quote),
        "joined": _LEADING_CONJUNCTION.match(quote) is not None and quote[:1].islower(),
        "brackets": "(" in quote or ")" in quote,
        "nobody": not statement.actors and statement.kind is not StatementKind.FACTOR,
        "unaddressed": not statement.addressees and statement.kind is StatementKind.RECOMMENDATION,
        "several": sum(reason.weight > 0 for reason in rule_reasons) > 1,
        "sure": sum_of_weights >= MIN_SURE_WEIGHT,
        "unsure": sum_of_weights < MAX_UNSURE_WEIGHT,
        "other language": statement.language != "en",
    }
    method = strip_method_version(statement.method)
    text_form = method.rpartition(".")[2]
    rules = {f"{method}: {reason.code}": 1.0 for reason in rule_reasons if reason.weight}
    active_features = {f"{text_form}: {name}": 1.0 for name, is_active in features.items() if is_active}
    return {text_form: 1.0, method: 1.0, **rules, **active_features}


def compute_logit(confidence: float) -> float:
    """Return a confidence, within its bounds, in logits."""
    bounded = min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, confidence))
    return math.log(bounded / (1 - bounded))


def compute_confidence(logit: float) -> float:
    """Return the rounded confidence, within its bounds, of a number in logits."""
    return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, 1 / (1 + math.exp(-logit)))), 2)


def strip_method_version(method: str) -> str:
    """Return a method's name without its version; a new version counts as the same until it is judged.

    >>> strip_method_version("activities.sentences.2")
    'activities.sentences'
    """
    return re.sub(r"\.\d+$", "", method)


def _build_calibration_reason(
    feature_values: Mapping[str, float], model: CalibrationModel, counts: tuple[int, int], weight: float
) -> Reason:
    names = [
        name.rpartition(": ")[2] for name in feature_values if model.weights.get(name, 0.0) <= NEGATIVE_FEATURE_LOGIT
    ]
    causes = [ReasonValue(name="causes", text=CALIBRATION_CAUSES[name]) for name in names if name in CALIBRATION_CAUSES]
    right, total = (f"{count:,}" for count in counts)
    code = "calibration-lowered" if causes else "calibration"
    return build_reason(code, weight, items=causes, right=right, total=total)


@lru_cache(maxsize=1)
def load_shipped_model() -> CalibrationModel:
    """Load the shipped model."""
    text = (files("palermo.calibration") / "list_confidence.yaml").read_text(encoding="utf-8")
    rows = parse_yaml(text)
    judged = {method: (right, total) for method, (right, total) in rows["judged"].items()}
    return CalibrationModel(judgement_counts=judged, weights=rows["weights"])


@lru_cache(maxsize=1)
def load_digest_calibration() -> DigestCalibration:
    """Return the calibration of statements in digests."""
    text = (files("palermo.calibration") / "list_confidence.yaml").read_text(encoding="utf-8")
    return DigestCalibration(**parse_yaml(text)["digests"])
