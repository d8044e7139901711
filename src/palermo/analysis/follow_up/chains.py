"""Chains of recommendations that ask for the same, across years, issuers and languages."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from palermo.analysis.follow_up.act_detection import fold_letters
from palermo.analysis.follow_up.items import FollowUpItem
from palermo.analysis.follow_up.similarity import PairComparison, PrintedNames, SimilarityModel, load_models
from palermo.analysis.follow_up.term_matrix import FloatArray, IntArray
from palermo.embeddings import VectorArray
from palermo.grouping import group_items

type PairScorer = Callable[[IntArray, IntArray], FloatArray]


def cluster_rows(
    size: int, pairs: tuple[IntArray, IntArray], scores: FloatArray, floors: FloatArray, score_pairs: PairScorer
) -> list[list[int]]:
    """Return groups of rows, single rows included, each in ascending order.

    `pairs` and `scores` are the candidate pairs, which are merged in order of score; `floors` are the minimum scores,
    by pair, of two rows of a group. `score_pairs` returns score minus floor for other pairs; groups with a pair below 0
    are never merged.
    """
    margins = {
        (int(a), int(b)): float(score - floor) for a, b, score, floor in zip(*pairs, scores, floors, strict=True)
    }
    members: list[list[int]] = [[row] for row in range(size)]
    group = list(range(size))
    incompatible: defaultdict[int, set[int]] = defaultdict(set)
    for pair_index in np.argsort(-scores, kind="stable"):
        a, b = group[int(pairs[0][pair_index])], group[int(pairs[1][pair_index])]
        if a == b or b in incompatible[a]:
            continue
        if _can_merge(members[a], members[b], margins, score_pairs):
            target, merged = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
            for row in members[merged]:
                group[row] = target
            members[target] += members[merged]
            members[merged] = []
            for other in incompatible.pop(merged, ()):
                incompatible[other].discard(merged)
                incompatible[other].add(target)
                incompatible[target].add(other)
        else:
            incompatible[a].add(b)
            incompatible[b].add(a)
    return [sorted(member) for member in members if member]


def _can_merge(
    left_members: Sequence[int],
    right_members: Sequence[int],
    margins: dict[tuple[int, int], float],
    score_pairs: PairScorer,
) -> bool:
    missing = []
    for a in left_members:
        for b in right_members:
            pair = (a, b) if a < b else (b, a)
            margin = margins.get(pair)
            if margin is None:
                missing.append(pair)
            elif margin < 0:
                return False
    for start in range(0, len(missing), 512):
        part = missing[start : start + 512]
        pair_margins = score_pairs(np.array([a for a, _ in part]), np.array([b for _, b in part]))
        margins.update(zip(part, map(float, pair_margins), strict=True))
        if pair_margins.min() < 0:
            return False
    return True


MIN_NEAR_ORDER = 0.95
"""Minimum similarity of word order for a wording to count as nearly identical rather than reworded."""
MIN_SHARED_WEIGHT, MAX_NEIGHBOURS = 0.35, 60
"""Minimum shared weight of words, and maximum candidates of a recommendation."""
MIN_COSINE, MIN_COSINE_ACROSS_LANGUAGES, MIN_LINK_COSINE_ACROSS_LANGUAGES = 0.55, 0.55, 0.6
"""Minimum cosines of a candidate, within a language; of any two recommendations of a chain, and of two that are linked,
across languages, where no shared words distinguish recommendations on one topic."""
BATCH_ROWS = 1024
"""Rows of vectors that are multiplied at a time."""

type LinkKind = Literal["exact", "near", "reworded", "translated"]
type BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """Link of a recommendation to the most similar earlier one of its chain, with score and features."""

    call: str
    earlier: str
    kind: LinkKind
    score: float
    """0 to 1; 1 for identical wording."""
    words: float
    """Share of words, by weight, that both have; 0 across languages."""
    cosine: float | None
    """Of their embeddings; None without vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Recommendations that ask for the same, oldest first; identified by the id of the oldest."""

    calls: tuple[FollowUpItem, ...]
    links: tuple[ChainLink, ...]
    """One for each recommendation but the first, in the same order."""

    @property
    def id(self) -> str:
        """Id of the oldest recommendation."""
        return self.calls[0].id

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year; None if no recommendation is dated."""
        years = [call.year for call in self.calls if call.year]
        return (min(years), max(years)) if years else None

    @property
    def issuers(self) -> frozenset[str]:
        """All who issued a recommendation of the chain."""
        return frozenset(name for call in self.calls for name in call.actors)

    @property
    def addressees(self) -> frozenset[str]:
        """All who are addressed."""
        return frozenset(name for call in self.calls for name in call.addressees)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the recommendations."""
        return tuple(sorted({call.language for call in self.calls}))


def build_chains(
    calls: Sequence[FollowUpItem],
    vectors: VectorArray | None = None,
    *,
    names: PrintedNames | None = None,
    similarity_models: Mapping[str, SimilarityModel] | None = None,
) -> list[Chain]:
    """Group recommendations, given oldest first, into chains; unlike ones are chains of their own.

    `vectors` has one row of unit length for each recommendation, zeros if missing. `names` has the printed names of
    addressees by id; these do not count as words.
    """
    if not calls:
        return []
    weights = similarity_models or load_models()
    rows_by_wording = list(group_items(range(len(calls)), lambda row: _make_wording_key(calls[row])).values())
    firsts = np.array([rows[0] for rows in rows_by_wording], dtype=np.int64)
    unique_calls = [calls[row] for row in firsts]
    series = [frozenset[tuple[str, ...]]().union(*(calls[row].series for row in rows)) for rows in rows_by_wording]
    compared = PairComparison(unique_calls, vectors[firsts] if vectors is not None else None, names, series)
    groups = _group_wordings(compared, weights)
    chains = [
        chain
        for group in groups
        for chain in split_restatements(_build_chain(calls, compared, group, rows_by_wording, weights))
    ]
    return sorted(chains, key=lambda item: (-len(item.calls), item.calls[0].date or "9", item.id))


def _make_wording_key(call: FollowUpItem) -> tuple[str, str, frozenset[str]]:
    """Return the key of a wording: equal texts share one only if their types of addressees are equal."""
    return "".join(filter(str.isalnum, fold_letters(call.quote))), call.language, call.classes


def _group_wordings(comparison: PairComparison, similarity_models: Mapping[str, SimilarityModel]) -> list[list[int]]:
    left, right = find_candidates(comparison)
    scores = comparison.score_pairs(left, right, similarity_models)
    links, floors = _get_thresholds(comparison, left, right, similarity_models)

    def compute_margin(a: IntArray, b: IntArray) -> FloatArray:
        margins = (
            comparison.score_pairs(a, b, similarity_models) - _get_thresholds(comparison, a, b, similarity_models)[1]
        )
        fit = comparison.can_be_same(a, b) & _is_close(comparison, a, b, MIN_COSINE_ACROSS_LANGUAGES)
        return np.where(fit, margins, np.float32(-1))

    linked = (scores >= links) & _is_close(comparison, left, right, MIN_LINK_COSINE_ACROSS_LANGUAGES)
    return cluster_rows(len(comparison), (left[linked], right[linked]), scores[linked], floors[linked], compute_margin)


def find_candidates(comparison: PairComparison) -> tuple[IntArray, IntArray]:
    """Return pairs of rows, lower first, that are similar in words or meaning and may ask for the same."""
    left, right = comparison.words.find_close_pairs(MIN_SHARED_WEIGHT, MAX_NEIGHBOURS)
    if comparison.vectors is not None:
        pairs = _find_semantic_neighbours(comparison)
        keys = np.unique(np.concatenate([left * len(comparison) + right, pairs[0] * len(comparison) + pairs[1]]))
        left, right = keys // len(comparison), keys % len(comparison)
    fit = comparison.can_be_same(left, right) & _is_close(comparison, left, right, MIN_COSINE_ACROSS_LANGUAGES)
    return left[fit], right[fit]


def _is_close(comparison: PairComparison, left_rows: IntArray, right_rows: IntArray, min_cosine: float) -> BoolArray:
    """Return a mask of the pairs that are of one language, or whose cosine reaches the minimum."""
    is_same_language = comparison.languages[left_rows] == comparison.languages[right_rows]
    return np.asarray(
        is_same_language | (comparison.compute_cosines(left_rows, right_rows) >= min_cosine), dtype=np.bool_
    )


def _find_semantic_neighbours(comparison: PairComparison) -> tuple[IntArray, IntArray]:
    vectors = comparison.vectors
    assert vectors is not None
    _, codes = np.unique(comparison.languages, return_inverse=True)
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(vectors), BATCH_ROWS):
        cosines = vectors[start : start + BATCH_ROWS] @ vectors[start:].T
        is_cross_language = codes[start : start + BATCH_ROWS, None] != codes[None, start:]
        min_cosines = np.where(is_cross_language, np.float32(MIN_COSINE_ACROSS_LANGUAGES), np.float32(MIN_COSINE))
        is_similar = np.triu(cosines >= min_cosines, 1)
        for row in np.flatnonzero(is_similar.sum(axis=1) > MAX_NEIGHBOURS):
            columns = np.flatnonzero(is_similar[row])
            weakest = np.argpartition(-cosines[row, columns], MAX_NEIGHBOURS)[MAX_NEIGHBOURS:]
            is_similar[row, columns[weakest]] = False
        item, other = np.nonzero(is_similar)
        lefts.append(item + start)
        rights.append(other + start)
    return np.concatenate(lefts), np.concatenate(rights)


def _get_thresholds(
    comparison: PairComparison,
    left_rows: IntArray,
    right_rows: IntArray,
    similarity_models: Mapping[str, SimilarityModel],
) -> tuple[FloatArray, FloatArray]:
    """Return, for pairs of rows, the score that links them and the minimum for any two of a chain."""
    is_cross_language = comparison.languages[left_rows] != comparison.languages[right_rows]
    same_language_model = similarity_models["words" if comparison.vectors is None else "words-and-meaning"]
    translation_model = similarity_models["translation"]
    return (
        np.where(is_cross_language, np.float32(translation_model.link), np.float32(same_language_model.link)),
        np.where(is_cross_language, np.float32(translation_model.floor), np.float32(same_language_model.floor)),
    )


def _build_chain(
    calls: Sequence[FollowUpItem],
    comparison: PairComparison,
    group: Sequence[int],
    rows_by_wording: Sequence[Sequence[int]],
    similarity_models: Mapping[str, SimilarityModel],
) -> Chain:
    """Build a chain in which each recommendation is linked to the most similar earlier one."""
    members = sorted((row, wording) for wording in group for row in rows_by_wording[wording])
    seen: dict[int, int] = {members[0][1]: members[0][0]}
    ties = []
    for row, wording in members[1:]:
        if wording in seen:
            ties.append(_build_exact_link(calls[row], calls[seen[wording]], comparison.vectors is not None))
        else:
            earlier = np.array(list(seen), dtype=np.int64)
            scores = comparison.score_pairs(np.full(len(earlier), wording), earlier, similarity_models)
            best = int(earlier[scores.argmax()])
            ties.append(_build_link(calls[row], calls[seen[best]], comparison, (wording, best), float(scores.max())))
            seen[wording] = row
    return Chain(calls=tuple(calls[row] for row, _ in members), links=tuple(ties))


def split_restatements(chain: Chain) -> list[Chain]:
    """Take out the recommendations that only restate an earlier one; each of them is a chain of its own."""
    reported: dict[str, str] = {}
    for number, call in enumerate(chain.calls):
        earlier = next(
            (earlier_call for earlier_call in chain.calls[:number] if call.is_restatement_of(earlier_call)), None
        )
        if earlier:
            reported[call.id] = reported.get(earlier.id, earlier.id)
    if not reported:
        return [chain]
    calls = tuple(call for call in chain.calls if call.id not in reported)
    links = tuple(
        replace(link, earlier=reported.get(link.earlier, link.earlier))
        for link in chain.links
        if link.call not in reported
    )
    return [
        Chain(calls=calls, links=links),
        *(Chain(calls=(call,), links=()) for call in chain.calls if call.id in reported),
    ]


def _build_exact_link(call: FollowUpItem, earlier_call: FollowUpItem, has_vectors: bool) -> ChainLink:
    return ChainLink(
        call=call.id, earlier=earlier_call.id, kind="exact", score=1.0, words=1.0, cosine=1.0 if has_vectors else None
    )


def _build_link(
    call: FollowUpItem, earlier_call: FollowUpItem, comparison: PairComparison, pair: tuple[int, int], score: float
) -> ChainLink:
    left, right = (np.array([item], dtype=np.int64) for item in pair)
    kind: LinkKind = "translated" if call.language != earlier_call.language else "reworded"
    if kind == "reworded" and comparison.compute_order(left, right)[0] >= MIN_NEAR_ORDER:
        kind = "near"
    cosine = float(comparison.compute_cosines(left, right)[0]) if comparison.vectors is not None else None
    words = float(comparison.compute_shares(left, right)["shared words"][0])
    return ChainLink(call=call.id, earlier=earlier_call.id, kind=kind, score=score, words=words, cosine=cosine)
