"""Matching of recommendations summarised in a debate with the numbered ones that they became."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq

from palermo.languages.language_words import LanguageWords
from palermo.statements import Statement, StatementKind, normalise_text

MIN_WORD_SHARE = 0.75
"""Minimum share of a numbered recommendation's words that its summary contains, in order."""
MIN_RECOMMENDATION_WORDS = 3
"""Minimum number of words of a recommendation that can be matched."""
LIST_METHOD_PREFIX = "recommendations.lists"

_WORDS = LanguageWords("linking")


def merge_restatements(groups: Sequence[list[Statement]]) -> list[list[Statement]]:
    """Merge the groups of one document: a State's recommendation in the debate follows its numbered one.

    Both must have an actor in common and the same addressees.
    """
    listed: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]] = defaultdict(list)
    for group in groups:
        if group[0].method.startswith(LIST_METHOD_PREFIX):
            words = _split_words(group[0].quote)
            for actor in _list_actor_ids(group[0]):
                listed[actor].append((words, group))
    if not listed:
        return list(groups)
    groups_so_far: list[list[Statement]] = []
    for group in groups:
        numbered = _find_numbered_group(group[0], listed) if _is_restatement(group[0]) else None
        if numbered is None:
            groups_so_far.append(group)
        else:
            numbered.extend(group)
    return groups_so_far


def _is_restatement(statement: Statement) -> bool:
    return statement.kind is StatementKind.RECOMMENDATION and not statement.method.startswith(LIST_METHOD_PREFIX)


def _find_numbered_group(
    statement: Statement, numbered_groups: defaultdict[str, list[tuple[tuple[str, ...], list[Statement]]]]
) -> list[Statement] | None:
    """Return the group of the numbered recommendation that is most similar to a summary, or None."""
    summary_words = _split_words(statement.quote)
    best: tuple[float, list[Statement]] | None = None
    for actor in _list_actor_ids(statement):
        for words, group in numbered_groups.get(actor, ()):
            likeness = _compute_similarity(summary_words, words)
            if (
                likeness >= MIN_WORD_SHARE
                and (best is None or likeness > best[0])
                and _has_same_addressees(statement, group[0])
            ):
                best = (likeness, group)
    return best[1] if best else None


def _compute_similarity(restated_words: Sequence[str], numbered_words: Sequence[str]) -> float:
    if min(len(restated_words), len(numbered_words)) < MIN_RECOMMENDATION_WORDS:
        return 0.0
    common = int(LCSseq.similarity(restated_words, numbered_words))
    requested = _extract_request(restated_words)
    shared = (
        int(LCSseq.similarity(requested, numbered_words)) / len(requested)
        if len(requested) > MIN_RECOMMENDATION_WORDS
        else 0.0
    )
    return max(common / len(numbered_words), shared)


def _extract_request(restated_words: Sequence[str]) -> Sequence[str]:
    """Return the words of the request itself, after `recommended that State A`."""
    stems = _WORDS.list_words("texts", "request_stems")
    index = next((place for place, word in enumerate(restated_words) if word.startswith(stems)), -1)
    return restated_words[index + 2 :] if index >= 0 else restated_words


def _split_words(quote: str) -> tuple[str, ...]:
    return tuple(word for word in normalise_text(quote).split() if word not in _WORDS.list_words("texts", "stopwords"))


def _list_actor_ids(statement: Statement) -> Iterable[str]:
    return [ref.id for ref in statement.actors if ref.id]


def _has_same_addressees(statement: Statement, other_statement: Statement) -> bool:
    return {ref.id for ref in statement.addressees} == {ref.id for ref in other_statement.addressees}
