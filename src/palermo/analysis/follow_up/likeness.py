"""Likeness: how likely two calls ask for the same, by features that a reader can weigh, fitted on labelled pairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from palermo.analysis.follow_up.acts import KEPT, asked_for, telling, treaties
from palermo.analysis.follow_up.calls import Call
from palermo.analysis.follow_up.words import Numbers, Shares, Words, stems
from palermo.vectors import Floats
from palermo.vocabulary.lines import parsed

WORDING = ("shared words", "like length", "order of words")
ASKING = (
    "one asks only to consider",
    "other acts",
    "shared acts",
    "other instruments",
    "shared topics",
    "other topics",
)
DECIDING = frozenset(["be-bound", "withdraw", "carry-out", "abolish", "suspend"])
"""Acts of which one is not the other: to ratify a treaty, to withdraw a reservation to it, to carry it out."""
SAME_TREATIES = 0.5
"""Share of the treaties that either names of which both must name more."""
PROTOCOLS = frozenset(["op", "second"])
"""What a text names of a treaty's protocols, which names no treaty by itself."""
ORDER = WORDING[-1]
HOPELESS = 0.25
"""Score below which a pair stays unlinked whatever the order of its words."""
MEANING = "closeness of meaning"
TOLD = "words of the call that are told"
FEATURES = {
    "words": (*WORDING, *ASKING),
    "words-and-meaning": (*WORDING, *ASKING, MEANING),
    "translation": (*ASKING, MEANING),
    "answer-words": (TOLD, *ASKING[1:]),
    "answer": (TOLD, *ASKING[1:], MEANING),
}
"""By model the features that it weighs."""

type Matrix = Floats
type Truths = npt.NDArray[np.bool_]
type Names = Mapping[str, Iterable[str]]
type Series = frozenset[tuple[str, ...]]


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
        found = 1 / (1 + np.exp(-(features @ np.array(self.weights, np.float32) + self.bias)))
        return np.asarray(found, dtype=np.float32)


@lru_cache(maxsize=1)
def models() -> Mapping[str, Model]:
    """The models that Palermo ships, by name; benchmarks/chains.py fits them."""
    text = (files("palermo.analysis.follow_up") / "weights.yaml").read_text(encoding="utf-8")
    return {name: model_of(name, values) for name, values in parsed(text).items()}


def model_of(name: str, values: Mapping[str, float]) -> Model:
    """A model from its weights by the name of their feature."""
    weights = tuple(values[feature] for feature in FEATURES[name])
    return Model(bias=values["bias"], weights=weights, link=values["link"], floor=values["floor"])


def look_at(calls: Sequence[Call]) -> None:
    """Find out what each call says and asks for, which is kept: so it can be done while others encode them."""
    for one in calls[:KEPT]:
        telling(one.quote, one.language)
        asked_for(one.quote, one.language)
        treaties(one.quote)


class Compared:
    """Calls made ready to be compared pair by pair; rows are numbered as they are given."""

    def __init__(
        self,
        calls: Sequence[Call],
        vectors: Floats | None = None,
        names: Names | None = None,
        series: Sequence[Series] | None = None,
    ) -> None:
        """`vectors`: one row of unit length for each call, zeros for none. `names`: how an addressee is printed.

        `series`: the lists of which each call, or another with its words, is an item; without it each call's own.
        """
        self._series = series or [one.series for one in calls]
        self.calls = calls
        self.vectors = vectors
        told = [stems(telling(one.quote, one.language), one.language, _own(one, names)) for one in calls]
        self.words = Words.of(told)
        self.languages = np.array([one.language for one in calls], dtype="U8")
        self._texts = [" ".join(one) for one in told]
        asked = [asked_for(one.quote, one.language) for one in calls]
        there = np.zeros(len(calls), np.bool_) if vectors is None else np.abs(vectors).max(axis=1, initial=0) > 0
        self._meant: Truths = there
        self._acts = _bits([one.acts for one in asked])
        named = [treaties(one.quote) for one in calls]
        self._treaties, self._named = _bits(named), _bits([one - PROTOCOLS for one in named])
        self._deciding = _bits([one.acts & DECIDING for one in asked])
        self._only_considered = np.array(["consider" in one.firmness for one in asked], dtype=np.bool_)
        self._instruments = Words.of([sorted(one.instruments) for one in calls])
        self._topics = Words.of([sorted(one.themes | one.interventions | one.groups) for one in calls])
        self._classes = _bits([one.classes for one in calls])
        self._themes = _bits([one.themes for one in calls])

    def __len__(self) -> int:
        return len(self.calls)

    def may_be_one(self, left: Numbers, right: Numbers) -> Truths:
        """Of pairs of rows, whether addressees, themes, acts and treaties agree; unnamed ones agree with any.

        Two items of one list are never one.
        """
        blocks = (self._classes, self._themes, self._deciding)
        treaties = _jaccard_of_bits(self._treaties, left, right) > SAME_TREATIES
        unnamed = (self._treaties[left] == 0) | (self._treaties[right] == 0)
        series = (self._series[a].isdisjoint(self._series[b]) for a, b in zip(left, right, strict=True))
        listed = np.fromiter(series, np.bool_, len(left))
        fits = [treaties | unnamed, listed, *(_agree(one, left, right) for one in blocks)]
        return np.asarray(np.logical_and.reduce(fits), dtype=np.bool_)

    def of_other_treaties(self, left: Numbers, right: Numbers) -> Truths:
        """Of pairs of rows, whether both name treaties and not one of them is the same."""
        return np.logical_not(_agree(self._named, left, right))

    def scores(self, left: Numbers, right: Numbers, shipped: Mapping[str, Model]) -> Shares:
        """Scores of pairs of rows: 0 where the languages differ and there are no vectors."""
        return self._by_model(left, right, shipped, ("words", "words-and-meaning", "translation"))

    def _scored(self, left: Numbers, right: Numbers, name: str, model: Model) -> Shares:
        """Scores by one model; the order of words, which costs most, is looked at where it can still lift the score."""
        if ORDER not in FEATURES[name]:
            return model.scores(self.features(left, right, name))
        features = self.features(left, right, name, order=False)
        found = model.scores(features)
        open_still = found >= HOPELESS
        at = FEATURES[name].index(ORDER)
        features[open_still, at] = self.order(left[open_still], right[open_still])
        found[open_still] = model.scores(features[open_still])
        return found

    def answering(self, left: Numbers, right: Numbers, shipped: Mapping[str, Model]) -> Shares:
        """How likely each right row tells of what its left row asks for; 0 across languages without vectors."""
        return self._by_model(left, right, shipped, ("answer-words", "answer", "translation"))

    def answer_lines(self, left: Numbers, right: Numbers, shipped: Mapping[str, Model]) -> Shares:
        """The score from which each pair counts as an answer."""
        across = self.languages[left] != self.languages[right]
        own = shipped["answer-words" if self.vectors is None else "answer"].link
        return np.where(across, np.float32(shipped["translation"].floor), np.float32(own)).astype(np.float32)

    def _by_model(
        self, left: Numbers, right: Numbers, shipped: Mapping[str, Model], names: tuple[str, str, str]
    ) -> Shares:
        """Scores by the model for words alone, for words and meaning, or across languages, as each pair allows."""
        found = np.zeros(len(left), np.float32)
        across = self.languages[left] != self.languages[right]
        meant = self._meant[left] & self._meant[right]
        for name, chosen in zip(names, (~across & ~meant, ~across & meant, across & meant), strict=True):
            if chosen.any():
                found[chosen] = self._scored(left[chosen], right[chosen], name, shipped[name])
        return found

    def features(self, left: Numbers, right: Numbers, model: str, *, order: bool = True) -> Matrix:
        """One row of FEATURES for each pair of rows; without `order` all are taken to have their words in one order."""
        columns = self._asking(left, right)
        if TOLD in FEATURES[model]:
            told = self.words.shared(left, right) / np.maximum(self.words.totals[left], 1e-6)
            columns[TOLD] = told.astype(np.float32)
        if ORDER in FEATURES[model]:
            columns |= self.shares(left, right)
            columns[ORDER] = self.order(left, right) if order else np.ones(len(left), np.float32)
        if MEANING in FEATURES[model]:
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

    def shares(self, left: Numbers, right: Numbers) -> dict[str, Shares]:
        """The features of WORDING of pairs of rows, but for the order of words."""
        both = self.words.shared(left, right)
        a, b = self.words.totals[left], self.words.totals[right]
        return {
            "shared words": both / np.maximum(a + b - both, 1e-6),
            "like length": np.minimum(a, b) / np.maximum(np.maximum(a, b), 1e-6),
        }

    def order(self, left: Numbers, right: Numbers) -> Shares:
        """How far pairs of rows have the same words in the same order, 0 to 1."""
        ours, theirs = ([self._texts[one] for one in rows] for rows in (left, right))
        return np.asarray(cpdist(ours, theirs, scorer=fuzz.ratio, dtype=np.float32) / 100, dtype=np.float32)

    def _asking(self, left: Numbers, right: Numbers) -> dict[str, Shares]:
        acts = _jaccard_of_bits(self._acts, left, right)
        both_act = (self._acts[left] != 0) & (self._acts[right] != 0)
        shared = self._instruments.shared(left, right)
        a, b = self._instruments.totals[left], self._instruments.totals[right]
        cited = (a > 0) & (b > 0)
        topics = self._topics.shared(left, right)
        c, d = self._topics.totals[left], self._topics.totals[right]
        found = {
            "one asks only to consider": self._only_considered[left] != self._only_considered[right],
            "other acts": both_act & (acts == 0),
            "shared acts": acts * both_act,
            "other instruments": (cited & (shared < 0.99 * np.minimum(a, b))) | ((a > 0) != (b > 0)),
            "shared topics": topics / np.maximum(c + d - topics, 1e-6),
            "other topics": (c > 0) & (d > 0) & (topics == 0),
        }
        return {name: np.asarray(value, dtype=np.float32) for name, value in found.items()}


def _own(call: Call, names: Names | None) -> frozenset[str]:
    """Stems of the addressees' names, which differ where the same is asked of several."""
    printed = [*call.addressees, *(name for id in call.addressees for name in (names or {}).get(id, ()))]
    return frozenset[str]().union(*(_stems_of_name(name, call.language) for name in printed))


@lru_cache(maxsize=KEPT)
def _stems_of_name(name: str, language: str) -> frozenset[str]:
    return frozenset(stems(name, language))


def _bits(sets: Sequence[Iterable[str]]) -> Numbers:
    known: dict[str, int] = {}
    found = np.zeros(len(sets), dtype=np.int64)
    for row, names in enumerate(sets):
        for name in sorted(names):
            found[row] |= 1 << known.setdefault(name, len(known) % 62)
    return found


def _agree(bits: Numbers, left: Numbers, right: Numbers) -> Truths:
    a, b = bits[left], bits[right]
    return np.asarray((a == 0) | (b == 0) | ((a & b) != 0))


def _jaccard_of_bits(bits: Numbers, left: Numbers, right: Numbers) -> Shares:
    both = np.bitwise_count(bits[left] & bits[right])
    either = np.bitwise_count(bits[left] | bits[right])
    return np.asarray(both / np.maximum(either, 1), dtype=np.float32)
