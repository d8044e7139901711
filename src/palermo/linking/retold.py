"""A recommendation told in the summary of a debate, and the numbered one that it became: one thing, said twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq

from palermo.statements import Kind, Statement, normalised

ENOUGH = 0.75
"""Share of a numbered recommendation's words that its telling holds, in their order."""
FEWEST = 3
"""Words of a recommendation that can be told again."""
LISTED = "recommendations.lists"

_ASKING = (
    "recommend",
    "encourag",
    "urg",
    "call",
    "invit",
    "suggest",
    "request",
    "propos",
    "recomend",
    "exhort",
    "рекоменд",
)
_SMALL = frozenset(
    ["the", "a", "an", "of", "to", "and", "in", "its", "for", "on", "with", "that", "de", "la", "le", "les"]
)


def retold(groups: Sequence[list[Statement]]) -> list[list[Statement]]:
    """Join the groups of one document: what a State recommended in the debate follows its numbered recommendation.

    Both must have an actor in common, and name no other addressees.
    """
    listed: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]] = defaultdict(list)
    for group in groups:
        if group[0].method.startswith(LISTED):
            words = _words(group[0].quote)
            for actor in _ids(group[0]):
                listed[actor].append((words, group))
    if not listed:
        return list(groups)
    kept: list[list[Statement]] = []
    for group in groups:
        numbered = _numbered(group[0], listed) if _told(group[0]) else None
        if numbered is None:
            kept.append(group)
        else:
            numbered.extend(group)
    return kept


def _told(one: Statement) -> bool:
    return one.kind is Kind.RECOMMENDATION and not one.method.startswith(LISTED)


def _numbered(
    one: Statement, listed: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]]
) -> list[Statement] | None:
    """The group of the numbered recommendation that a told one is most like, if any is like enough."""
    told = _words(one.quote)
    best: tuple[float, list[Statement]] | None = None
    for actor in _ids(one):
        for words, group in listed.get(actor, ()):
            likeness = _likeness(told, words)
            if likeness >= ENOUGH and (best is None or likeness > best[0]) and _same_addressees(one, group[0]):
                best = (likeness, group)
    return best[1] if best else None


def _likeness(told: Sequence[str], listed: Sequence[str]) -> float:
    if min(len(told), len(listed)) < FEWEST:
        return 0.0
    common = int(LCSseq.similarity(told, listed))
    asked = _asked(told)
    shared = int(LCSseq.similarity(asked, listed)) / len(asked) if len(asked) > FEWEST else 0.0
    return max(common / len(listed), shared)


def _asked(told: Sequence[str]) -> Sequence[str]:
    """The words behind `recommended that State A`, which are what is asked."""
    at = next((place for place, word in enumerate(told) if word.startswith(_ASKING)), -1)
    return told[at + 2 :] if at >= 0 else told


def _words(quote: str) -> tuple[str, ...]:
    return tuple(word for word in normalised(quote).split() if word not in _SMALL)


def _ids(one: Statement) -> Iterable[str]:
    return [ref.id for ref in one.actors if ref.id]


def _same_addressees(one: Statement, other: Statement) -> bool:
    return {ref.id for ref in one.addressees} == {ref.id for ref in other.addressees}
