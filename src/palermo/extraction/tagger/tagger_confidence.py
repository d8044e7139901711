"""Logistic models of how likely a statement of the tagger, with its kind, quote and names, is right.

Both models are in the settings of the tagger. They are fitted on documents that the network has not learnt from:
`kind` on all statements, `roles` on the names of those that are right in kind. A new feature counts only after
`training/statements/confidence_fitting.py` has fitted its weight.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from palermo.extraction.tagger.decoding import TaggedStatement
from palermo.extraction.tagger.party_names import is_actor_noun, load_name_words
from palermo.extraction.tagger.role_refs import RoleCandidate
from palermo.statements import Ref
from palermo.statements.confirmation_thresholds import TAGGER_THRESHOLD

MIN_CONFIDENCE, MAX_CONFIDENCE = 0.02, 0.98
SHORT_QUOTE_CHARS, LONG_QUOTE_CHARS, LONG_NAME_CHARS = 40, 320, 70
MANY_NAMES = 2
MAX_UNCONFIRMED_CONFIDENCE = round(TAGGER_THRESHOLD - 0.01, 2)

type LogisticModel = Mapping[str, Any]
"""`intercept` and `weights` by feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceEvidence:
    """What is known of a statement when its confidence is calculated."""

    statement: TaggedStatement
    refs: Mapping[str, Sequence[Ref]]
    language: str
    vector: npt.NDArray[np.float32]


def compute_kind_features(statement: TaggedStatement, language: str) -> dict[str, float]:
    """Return the features of whether kind and quote are right."""
    others = dict(statement.alternatives)
    probability = _compute_logit(statement.probability)
    return {
        "kind probability": probability,
        f"kind probability {statement.kind.value}": probability,
        "runner-up": max(others.values(), default=0.0),
        "nothing": _compute_logit(others.get("none", 0.0)),
        "short": float(statement.end - statement.start < SHORT_QUOTE_CHARS),
        "long": float(statement.end - statement.start > LONG_QUOTE_CHARS),
        f"kind {statement.kind.value}": 1.0,
        f"language {language}": 1.0,
    }


def compute_role_features(
    statement: TaggedStatement, role: str, candidate: RoleCandidate, count: int, language: str
) -> dict[str, float]:
    """Return the features of whether a name has its role; `count` is the number of names of the role."""
    ref = candidate.ref
    probability = _compute_logit(ref.confidence if ref.confidence is not None else 0.5)
    words = re.findall(r"[^\W\d_]+", ref.name)
    is_verb_next = candidate.word_after in load_name_words()["verbs"]
    features = {
        "probability": probability,
        f"probability {role}": probability,
        f"probability {ref.source}": probability,
        "kind probability": _compute_logit(statement.probability),
        f"{role} {ref.source}": 1.0,
        f"{role} of {statement.kind.value}": 1.0,
        f"{role} {ref.source} of {statement.kind.value}": 1.0,
        f"language {language}": 1.0,
        "several names": float(count > MANY_NAMES),
        "words": math.log(1 + len(words)),
        "long": float(len(ref.name) > LONG_NAME_CHARS),
        f"{role} with capitals": float(ref.name[:1].isupper()),
        "single capital word": float(len(words) == 1 and ref.name.istitle()),
        "acronym": float(len(words) == 1 and ref.name.isupper() and len(ref.name) > 1),
        "noun of a party": float(any(map(is_actor_noun, words))),
        "digits": float(any(char.isdigit() for char in ref.name)),
        f"{role} opens sentence": float(candidate.opens_sentence),
        f"{role} opens quote": float(candidate.is_in_quote_start),
        f"{role} opens quote {language}": float(candidate.is_in_quote_start),
        f"{role} before verb": float(is_verb_next),
    }
    if candidate.word_before in load_name_words()["context_words"]:
        features[f"{role} after {candidate.word_before}"] = 1.0
    return features


def calibrate(features: Mapping[str, float], model: LogisticModel, default: float) -> float:
    """Return the confidence by a model; `default` without one."""
    if not model.get("weights"):
        return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, default)), 2)
    weights = model["weights"]
    logit = float(model.get("intercept", 0.0)) + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(min(MAX_CONFIDENCE, max(MIN_CONFIDENCE, 1 / (1 + math.exp(-logit)))), 2)


def _compute_logit(share: float) -> float:
    bounded = min(0.995, max(0.005, share))
    return math.log(bounded / (1 - bounded))
