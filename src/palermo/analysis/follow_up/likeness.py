"""Likeness: how likely two calls ask for the same, by features that a reader can weigh, fitted on labelled pairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import yaml
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from palermo.analysis.follow_up.acts import asked_for
from palermo.analysis.follow_up.calls import Call
from palermo.analysis.follow_up.words import Numbers, Shares, Words, stems
from palermo.vectors import Floats

WORDING = ("shared words", "shorter within longer", "heaviest word of one alone", "order of words")
ASKING = (
    "one asks only to consider",
    "one asks to go on or do more",
    "other acts",
    "shared acts",
    "other instruments",
    "same instruments",
    "shared topics",
    "other topics",
)
MEANING = "closeness of meaning"
FEATURES = {
    "words": (*WORDING, *ASKING),
    "words-and-meaning": (*WORDING, *ASKING, MEANING),
    "translation": (*ASKING, MEANING),
}
"""By model the features that it weighs."""

type Matrix = Floats
type Names = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights of a logistic model and where it draws the line."""

    bias: float
    weights: tuple[float, ...]
    """In the order of FEATURES."""
    link: float
    """Score from which on two calls are linked."""
    floor: float
    """Score that every two calls of a chain reach."""

    def scores(self, features: Matrix) -> Shares:
        """Scores of rows of features, 0 to 1."""
        found: Shares = 1 / (1 + np.exp(-(features @ np.array(self.weights, np.float32) + self.bias)))
        return found.astype(np.float32)


@lru_cache(maxsize=1)
def models() -> Mapping[str, Model]:
    """The models that Palermo ships, by name; benchmarks/chains.py fits them."""
    text = (files("palermo.analysis.follow_up") / "weights.yaml").read_text(encoding="utf-8")
    return {name: model_of(name, values) for name, values in yaml.safe_load(text).items()}


def model_of(name: str, values: Mapping[str, float]) -> Model:
    """A model from its weights by the name of their feature."""
    weights = tuple(values[feature] for feature in FEATURES[name])
    return Model(bias=values["bias"], weights=weights, link=values["link"], floor=values["floor"])


class Compared:
    """Calls made ready to be compared pair by pair; rows are numbered as they are given."""

    def __init__(self, calls: Sequence[Call], vectors: Floats | None = None, names: Names | None = None) -> None:
        """`vectors`: one row of unit length for each call, zeros for none. `names`: how an addressee is printed."""
        self.calls = calls
        self.vectors = vectors
        told = [stems(one.quote, one.language, _own(one, names)) for one in calls]
        self.words = Words.of(told)
        self.languages = np.array([one.language for one in calls], dtype="U8")
        self._texts = [" ".join(one) for one in told]
        asked = [asked_for(one.quote, one.language) for one in calls]
        self._acts = _bits([one.acts for one in asked])
        self._firmness = [_bits([one.firmness & {name} for one in asked]) for name in ("consider", "go-on", "more")]
        self._instruments = Words.of([sorted(one.instruments) for one in calls])
        self._topics = Words.of([sorted(one.themes | one.interventions | one.groups) for one in calls])
        self._classes = _bits([one.classes for one in calls])
        self._themes = _bits([one.themes for one in calls])

    def __len__(self) -> int:
        return len(self.calls)

    def may_be_one(self, left: Numbers, right: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Of pairs of rows, whether addressees and themes agree; an unnamed addressee or theme agrees with any."""
        return _agree(self._classes, left, right) & _agree(self._themes, left, right)

    def scores(self, left: Numbers, right: Numbers, shipped: Mapping[str, Model]) -> Shares:
        """Scores of pairs of rows: 0 where the languages differ and there are no vectors."""
        found = np.zeros(len(left), np.float32)
        across = self.languages[left] != self.languages[right]
        meant = self._meant(left, right)
        for name, chosen in (
            ("words", ~across & ~meant),
            ("words-and-meaning", ~across & meant),
            ("translation", across & meant),
        ):
            if chosen.any():
                features = self.features(left[chosen], right[chosen], name)
                found[chosen] = shipped[name].scores(features)
        return found

    def features(self, left: Numbers, right: Numbers, model: str) -> Matrix:
        """One row of FEATURES for each pair of rows."""
        columns = {**self._asking(left, right)}
        if model != "translation":
            columns |= self.wording(left, right)
        if model != "words":
            columns[MEANING] = self.cosines(left, right)
        return np.stack([columns[name].astype(np.float32) for name in FEATURES[model]], axis=1)

    def cosines(self, left: Numbers, right: Numbers) -> Shares:
        """Closeness of meaning of pairs of rows; 0 without vectors."""
        if self.vectors is None:
            return np.zeros(len(left), np.float32)
        found = np.empty(len(left), np.float32)
        for start in range(0, len(left), 8192):
            part = slice(start, start + 8192)
            found[part] = np.einsum("ij,ij->i", self.vectors[left[part]], self.vectors[right[part]])
        return found

    def _meant(self, left: Numbers, right: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        if self.vectors is None:
            return np.zeros(len(left), np.bool_)
        there = np.abs(self.vectors).sum(axis=1) > 0
        return np.asarray(there[left] & there[right])

    def wording(self, left: Numbers, right: Numbers) -> dict[str, Shares]:
        """The features of WORDING of pairs of rows."""
        both, alone = self.words.shared(left, right)
        a, b = self.words.totals[left], self.words.totals[right]
        order = cpdist(
            [self._texts[one] for one in left], [self._texts[one] for one in right], scorer=fuzz.ratio, workers=2
        )
        return {
            "shared words": both / np.maximum(a + b - both, 1e-6),
            "shorter within longer": both / np.maximum(np.minimum(a, b), 1e-6),
            "heaviest word of one alone": alone,
            "order of words": order.astype(np.float32) / 100,
        }

    def _asking(self, left: Numbers, right: Numbers) -> dict[str, Shares]:
        acts = _jaccard_of_bits(self._acts, left, right)
        both_act = (self._acts[left] != 0) & (self._acts[right] != 0)
        consider, go_on, more = (one[left] != one[right] for one in self._firmness)
        shared, _ = self._instruments.shared(left, right)
        a, b = self._instruments.totals[left], self._instruments.totals[right]
        cited = (a > 0) & (b > 0)
        topics, _ = self._topics.shared(left, right)
        c, d = self._topics.totals[left], self._topics.totals[right]
        found = {
            "one asks only to consider": consider,
            "one asks to go on or do more": go_on | more,
            "other acts": both_act & (acts == 0),
            "shared acts": acts * both_act,
            "other instruments": (cited & (shared < 0.99 * np.minimum(a, b))) | ((a > 0) != (b > 0)),
            "same instruments": cited & (shared > 0.99 * np.maximum(a, b)),
            "shared topics": topics / np.maximum(c + d - topics, 1e-6),
            "other topics": (c > 0) & (d > 0) & (topics == 0),
        }
        return {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}


def _own(call: Call, names: Names | None) -> frozenset[str]:
    """Stems of the addressees' names, which differ where the same is asked of several."""
    printed = [*call.addressees, *(name for id in call.addressees for name in (names or {}).get(id, ()))]
    return frozenset(one for name in printed for one in stems(name, call.language))


def _bits(sets: Sequence[Iterable[str]]) -> Numbers:
    known: dict[str, int] = {}
    found = np.zeros(len(sets), dtype=np.int64)
    for row, names in enumerate(sets):
        for name in sorted(names):
            found[row] |= 1 << known.setdefault(name, len(known) % 62)
    return found


def _agree(bits: Numbers, left: Numbers, right: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    a, b = bits[left], bits[right]
    return np.asarray((a == 0) | (b == 0) | ((a & b) != 0))


def _jaccard_of_bits(bits: Numbers, left: Numbers, right: Numbers) -> Shares:
    both = np.bitwise_count(bits[left] & bits[right])
    either = np.bitwise_count(bits[left] | bits[right])
    return np.asarray(both / np.maximum(either, 1), dtype=np.float32)
