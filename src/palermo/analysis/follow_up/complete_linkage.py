"""Complete-linkage clustering: every two members of a group are similar."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from palermo.analysis.follow_up.term_matrix import FloatArray, IntArray

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
