"""Why a labelled statement was missed, or one was found that nobody labelled: in words, by what stands beside."""

import re
from collections.abc import Iterable, Sequence, Set

from palermo.analysis.comparing import common
from palermo.analysis.found import Here, Label

_LISTED = re.compile(r"(?:[:;：；]|^)\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,3}(?:\.\d+)*)[.)]|[–•·-])?\s*(?:and\s+)?$")
_NEGATED = re.compile(
    r"\b(?:not|no|never|without|nor|neither|cannot|ne|n['’]|pas|aucun\w*|sans|jamais|sin|nunca|ning\w+|не|ни|нет|без|لم|لا|لن|ليس|دون)\b|没有|未|不|无",
    re.I,
)
_SHARED = 0.6
"""Share of the shorter quote's words from which two quotes are of the same words."""


def miss_cause(label: Label, beside: Sequence[tuple[int, Here]], matched: Set[int]) -> tuple[str, Here | None]:
    """The cause of a miss, and what was found instead."""
    over = _over(label.words, [(number, one.words, one) for number, one in beside])
    kind = label.said["kind"]
    for number, share, one in over:
        if one.found.statement.kind != kind and number not in matched:
            return f"wrong kind: {kind} read as {one.found.statement.kind}", one
        if one.found.statement.kind == kind and number not in matched:
            return f"span too {'long' if len(one.words) > len(label.words) else 'short'}", one
        if share:
            return "two labelled statements found as one", one
    before = label.row["passage_text"].partition(label.said["quote"])[0]
    if before.strip() and _LISTED.search(before):
        return "missed list item", None
    if beside:
        return "nothing found in this sentence", None
    return "nothing found in the passage", None


def alarm_cause(one: Here, beside: Sequence[tuple[int, Label]], taken: Set[int]) -> tuple[str, Label | None]:
    """The cause of a false alarm, and the label that stands nearest."""
    kind = one.found.statement.kind.value
    for number, _, label in _over(one.words, [(number, label.words, label) for number, label in beside]):
        if label.said["kind"] != kind and number not in taken:
            return f"wrong kind: {label.said['kind']} read as {kind}", label
        if label.said["kind"] == kind and number not in taken:
            return f"span too {'long' if len(one.words) > len(label.words) else 'short'}", label
        return "labelled once, found twice", label
    if _NEGATED.search(one.found.statement.quote):
        return "negation, or what did not happen", None
    if not beside:
        return "a passage without any statement", None
    return "nothing labelled in this sentence", None


def _over[T](words: Sequence[str], others: Iterable[tuple[int, Sequence[str], T]]) -> list[tuple[int, float, T]]:
    """Those of the others that are of the same words, the most alike first."""
    shares = [
        (common(words, other) / max(1, min(len(words), len(other))), number, one) for number, other, one in others
    ]
    return [(number, share, one) for share, number, one in sorted(shares, key=lambda s: -s[0]) if share >= _SHARED]
