"""Causes of misses and false alarms, in words, from overlapping labels and predictions."""

import re
from collections.abc import Iterable, Sequence, Set

from palermo.evaluation.predictions import GoldStatement, PassagePrediction
from palermo.evaluation.text_comparison import count_common_words

_LIST_ITEM_PATTERN = re.compile(
    r"(?:[:;：；]|^)\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,3}(?:\.\d+)*)[.)]|[–•·-])?\s*(?:and\s+)?$"
)
_NEGATION_PATTERN = re.compile(
    r"\b(?:not|no|never|without|nor|neither|cannot|ne|n['’]|pas|aucun\w*|sans|jamais|sin|nunca|ning\w+|не|ни|нет|без|لم|لا|لن|ليس|دون)\b|没有|未|不|无",
    re.I,
)
_MIN_SHARED_WORDS = 0.6
"""Minimum share of the shorter quote's words for two quotes to overlap."""


def explain_miss(
    label: GoldStatement, predictions: Sequence[tuple[int, PassagePrediction]], matched_numbers: Set[int]
) -> tuple[str, PassagePrediction | None]:
    """Return the cause of a miss, and the prediction that was found instead, if any."""
    over = _rank_overlapping(
        label.tokens,
        [(number, passage_prediction.tokens, passage_prediction) for number, passage_prediction in predictions],
    )
    kind = label.label["kind"]
    for number, share, item in over:
        if item.prediction.statement.kind != kind and number not in matched_numbers:
            return f"wrong kind: {kind} read as {item.prediction.statement.kind}", item
        if item.prediction.statement.kind == kind and number not in matched_numbers:
            return f"span too {'long' if len(item.tokens) > len(label.tokens) else 'short'}", item
        if share:
            return "two labelled statements found as one", item
    preceding = label.row["passage_text"].partition(label.label["quote"])[0]
    if preceding.strip() and _LIST_ITEM_PATTERN.search(preceding):
        return "missed list item", None
    if predictions:
        return "nothing found in this sentence", None
    return "nothing found in the passage", None


def explain_false_alarm(
    found: PassagePrediction, gold_statements: Sequence[tuple[int, GoldStatement]], matched_numbers: Set[int]
) -> tuple[str, GoldStatement | None]:
    """Return the cause of a false alarm, and the overlapping label, if any."""
    kind = found.prediction.statement.kind.value
    for number, _, label in _rank_overlapping(
        found.tokens, [(number, label.tokens, label) for number, label in gold_statements]
    ):
        if label.label["kind"] != kind and number not in matched_numbers:
            return f"wrong kind: {label.label['kind']} read as {kind}", label
        if label.label["kind"] == kind and number not in matched_numbers:
            return f"span too {'long' if len(found.tokens) > len(label.tokens) else 'short'}", label
        return "labelled once, found twice", label
    if _NEGATION_PATTERN.search(found.prediction.statement.quote):
        return "negation, or what did not happen", None
    if not gold_statements:
        return "a passage without any statement", None
    return "nothing labelled in this sentence", None


def _rank_overlapping[T](
    tokens: Sequence[str], candidates: Iterable[tuple[int, Sequence[str], T]]
) -> list[tuple[int, float, T]]:
    """Return the candidates that overlap with the tokens, highest share first."""
    shares = [
        (count_common_words(tokens, other) / max(1, min(len(tokens), len(other))), number, item)
        for number, other, item in candidates
    ]
    return [
        (number, share, item)
        for share, number, item in sorted(shares, key=lambda s: -s[0])
        if share >= _MIN_SHARED_WORDS
    ]
