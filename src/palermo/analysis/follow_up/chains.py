"""Chains: calls that ask for the same, through years, bodies and languages, each tie with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from palermo.analysis.follow_up.acts import letters
from palermo.analysis.follow_up.calls import Call
from palermo.analysis.follow_up.grouping import grouped
from palermo.analysis.follow_up.likeness import Compared, Model, Names, models
from palermo.analysis.follow_up.words import Numbers, Shares
from palermo.vectors import Floats

NEAR = 0.95
"""Order of words from which on a wording is near, not another."""
LEXICAL, NEIGHBOURS = 0.35, 60
"""Least shared weight of words, and most candidates of one call."""
ALIKE, ALIKE_ACROSS, LINKED_ACROSS = 0.55, 0.55, 0.6
"""Least closeness of meaning: of a candidate, within a language; of every two calls of a chain, and of two that are
linked, across languages, where no word tells calls on one topic apart."""
ROWS = 1024
"""Rows of vectors that are multiplied at a time."""

type Sort = Literal["exact", "near", "reworded", "translated"]
type Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Why a call stands in a chain: the earlier call that it is most like, how like, and what was weighed."""

    call: str
    like: str
    sort: Sort
    score: float
    """0 to 1; 1 for the same words."""
    words: float
    """Share of words, by weight, that both have; 0 across languages."""
    meaning: float | None
    """Cosine of their vectors; None without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Calls that ask for the same, oldest first; its id is that of the first, and any member's finds it."""

    calls: tuple[Call, ...]
    ties: tuple[Tie, ...]
    """One for each call but the first, in the same order."""

    @property
    def id(self) -> str:
        """Id of its oldest call."""
        return self.calls[0].id

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year; None where no call is dated."""
        years = [call.year for call in self.calls if call.year]
        return (min(years), max(years)) if years else None

    @property
    def issuers(self) -> frozenset[str]:
        """All who ask."""
        return frozenset(name for call in self.calls for name in call.actors)

    @property
    def addressees(self) -> frozenset[str]:
        """All who are asked."""
        return frozenset(name for call in self.calls for name in call.addressees)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which it is asked."""
        return tuple(sorted({call.language for call in self.calls}))


def chains(
    calls: Sequence[Call],
    vectors: Floats | None = None,
    *,
    names: Names | None = None,
    shipped: Mapping[str, Model] | None = None,
) -> list[Chain]:
    """Chain calls, which come oldest first; a call that is like no other is a chain of its own.

    vectors: one row of unit length for each call, zeros where it has none. names: how addressees are printed, by id;
    they do not count as words.
    """
    if not calls:
        return []
    weights = shipped or models()
    same, firsts = _same_words(calls)
    kept = [calls[row] for row in firsts]
    rows_of: dict[int, list[int]] = {}
    for row, first in enumerate(same):
        rows_of.setdefault(first, []).append(row)
    series = [frozenset[tuple[str, ...]]().union(*(calls[row].series for row in rows)) for rows in rows_of.values()]
    compared = Compared(kept, vectors[firsts] if vectors is not None else None, names, series)
    groups = _groups(compared, weights)
    found = [_chain(calls, compared, group, rows_of, weights) for group in groups]
    return sorted(found, key=lambda one: (-len(one.calls), one.calls[0].date or "9", one.id))


def _same_words(calls: Sequence[Call]) -> tuple[list[int], Numbers]:
    """For each call the number of its wording, and the first call of each wording; addressees of one sort alone."""
    numbers: dict[tuple[str, str, frozenset[str]], int] = {}
    same: list[int] = []
    firsts: list[int] = []
    for row, call in enumerate(calls):
        key = ("".join(filter(str.isalnum, letters(call.quote))), call.language, call.classes)
        if key not in numbers:
            numbers[key] = len(firsts)
            firsts.append(row)
        same.append(numbers[key])
    return same, np.array(firsts, dtype=np.int64)


def _groups(compared: Compared, weights: Mapping[str, Model]) -> list[list[int]]:
    left, right = candidates(compared)
    scores = compared.scores(left, right, weights)
    links, floors = _lines(compared, left, right, weights)

    def margin(a: Numbers, b: Numbers) -> Shares:
        found = compared.scores(a, b, weights) - _lines(compared, a, b, weights)[1]
        fit = compared.may_be_one(a, b) & _as_close(compared, a, b, ALIKE_ACROSS)
        return np.where(fit, found, np.float32(-1))

    linked = (scores >= links) & _as_close(compared, left, right, LINKED_ACROSS)
    return grouped(len(compared), (left[linked], right[linked]), scores[linked], floors[linked], margin)


def candidates(compared: Compared) -> tuple[Numbers, Numbers]:
    """Pairs of rows (the lower first) that are worth comparing, by words or by meaning, where they may be one."""
    left, right = compared.words.close(LEXICAL, NEIGHBOURS)
    if compared.vectors is not None:
        more = _close_in_meaning(compared)
        keys = np.unique(np.concatenate([left * len(compared) + right, more[0] * len(compared) + more[1]]))
        left, right = keys // len(compared), keys % len(compared)
    fit = compared.may_be_one(left, right) & _as_close(compared, left, right, ALIKE_ACROSS)
    return left[fit], right[fit]


def _as_close(compared: Compared, left: Numbers, right: Numbers, least: float) -> Truths:
    """Of pairs of rows, whether they are of one language, or as close in meaning."""
    same = compared.languages[left] == compared.languages[right]
    return np.asarray(same | (compared.cosines(left, right) >= least), dtype=np.bool_)


def _close_in_meaning(compared: Compared) -> tuple[Numbers, Numbers]:
    vectors = compared.vectors
    assert vectors is not None
    _, codes = np.unique(compared.languages, return_inverse=True)
    lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(vectors), ROWS):
        cosines = vectors[start : start + ROWS] @ vectors[start:].T
        across = codes[start : start + ROWS, None] != codes[None, start:]
        least = np.where(across, np.float32(ALIKE_ACROSS), np.float32(ALIKE))
        near = np.triu(cosines >= least, 1)
        for row in np.flatnonzero(near.sum(axis=1) > NEIGHBOURS):
            there = np.flatnonzero(near[row])
            weakest = np.argpartition(-cosines[row, there], NEIGHBOURS)[NEIGHBOURS:]
            near[row, there[weakest]] = False
        one, other = np.nonzero(near)
        lefts.append(one + start)
        rights.append(other + start)
    return np.concatenate(lefts), np.concatenate(rights)


def _lines(compared: Compared, left: Numbers, right: Numbers, weights: Mapping[str, Model]) -> tuple[Shares, Shares]:
    """For pairs of rows, the score that links them, and the one that every two calls of a chain must reach."""
    across = compared.languages[left] != compared.languages[right]
    own = weights["words" if compared.vectors is None else "words-and-meaning"]
    other = weights["translation"]
    return (
        np.where(across, np.float32(other.link), np.float32(own.link)),
        np.where(across, np.float32(other.floor), np.float32(own.floor)),
    )


def _chain(
    calls: Sequence[Call],
    compared: Compared,
    group: Sequence[int],
    rows_of: Mapping[int, Sequence[int]],
    weights: Mapping[str, Model],
) -> Chain:
    """A chain with a tie of each call to the earlier one that it is most like."""
    members = sorted((row, wording) for wording in group for row in rows_of[wording])
    seen: dict[int, int] = {members[0][1]: members[0][0]}
    ties = []
    for row, wording in members[1:]:
        if wording in seen:
            ties.append(_exact(calls[row], calls[seen[wording]], compared.vectors is not None))
        else:
            earlier = np.array(list(seen), dtype=np.int64)
            scores = compared.scores(np.full(len(earlier), wording), earlier, weights)
            best = int(earlier[scores.argmax()])
            ties.append(_alike(calls[row], calls[seen[best]], compared, (wording, best), float(scores.max())))
            seen[wording] = row
    return Chain(calls=tuple(calls[row] for row, _ in members), ties=tuple(ties))


def _exact(call: Call, like: Call, meant: bool) -> Tie:
    return Tie(call=call.id, like=like.id, sort="exact", score=1.0, words=1.0, meaning=1.0 if meant else None)


def _alike(call: Call, like: Call, compared: Compared, pair: tuple[int, int], score: float) -> Tie:
    left, right = (np.array([one], dtype=np.int64) for one in pair)
    sort: Sort = "translated" if call.language != like.language else "reworded"
    if sort == "reworded" and compared.order(left, right)[0] >= NEAR:
        sort = "near"
    meaning = float(compared.cosines(left, right)[0]) if compared.vectors is not None else None
    words = float(compared.shares(left, right)["shared words"][0])
    return Tie(call=call.id, like=like.id, sort=sort, score=score, words=words, meaning=meaning)
