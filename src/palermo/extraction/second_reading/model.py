"""The model of the second reading: a softmax upon a clause's vector, and trees upon what it says and all else is told.

A vector says what a sentence is like; whether it states something also depends on what the recipes found in it, how
it is built, and what stands beside it. So a softmax upon the vector says how likely each kind is by its words alone;
and boosted trees weigh that with what it says of the clauses before, behind and around it in their passage, with the
directions in which vectors differ most, and with the signs. `benchmarks/second_reading.py` learns both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from palermo.vectors import Floats

FILE = "model.npz"
LEAST = 1e-4
"""Likelihood below which none is told apart."""

BOUNDS = ("take", "keep", "unsure", "more")
"""Likelihoods of a model that decide what is taken."""

LEAVES = 16
"""Most leaves of a tree."""
ALL_LEAVES = np.uint16(2**LEAVES - 1)

type Numbers = npt.NDArray[np.int64]
type Bits = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Boosted trees as the questions that they ask, all of them at once, those of a tree next to each other.

    A question that is answered with no rules out the leaves to its left; the first leaf that none ruled out is reached.
    """

    starts: Numbers
    """Place of each tree's first question; every tree asks one at least."""
    kinds: Numbers
    """Kind, as a place in KINDS, or nothing behind the last, that each tree speaks of."""
    inputs: Numbers
    """By question, the input that it asks for."""
    bounds: Floats
    """By question, up to which value of it the answer is yes."""
    left: Bits
    """By question, the leaves of its tree but for those to its left: bit i is leaf i."""
    values: Floats
    """What each leaf adds to the logit of its tree's kind: a row of LEAVES for each tree."""
    start: Floats
    """Logits before any tree."""

    def logits(self, inputs: Floats) -> Floats:
        """One row of logits for each row of inputs."""
        left = np.where(inputs[:, self.inputs] <= self.bounds, ALL_LEAVES, self.left)
        still = np.bitwise_and.reduceat(left, self.starts, axis=1)
        first = still & (~still + np.uint16(1))
        leaf = np.log2(first.astype(np.float32)).astype(np.int64)
        added = self.values[np.arange(len(self.starts)), leaf]
        found = np.tile(self.start, (len(inputs), 1))
        for kind in range(len(self.start)):
            found[:, kind] += added[:, self.kinds == kind].sum(axis=1)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """How likely each kind and, last, nothing is."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """What it was learnt from: the digest of the examples."""
    weights: Floats
    """Of the vector's numbers, one row for each kind and for nothing."""
    offsets: Floats
    centre: Floats
    directions: Floats
    """In which vectors differ most, one row for each."""
    trees: Trees
    take: float
    """Likelihood from which on a kind is taken."""
    keep: float
    """Likelihood from which on what a recipe found is kept, where no kind is taken."""
    unsure: float
    """How likely another clause of a passage has to state something, or the passage may state nothing."""
    more: float
    """How much likelier a kind has to be there."""

    def likely(self, vectors: Floats, told: Floats, passages: Numbers) -> Floats:
        """One row for each clause: of its vector, its signs, and the number of its passage, whose clauses adjoin."""
        if not len(vectors):
            return np.zeros((0, len(self.offsets)), dtype=np.float32)
        alone = softmax(vectors @ self.weights.T + self.offsets)
        told_apart = parted(vectors, self.centre, self.directions)
        return softmax(self.trees.logits(inputs(alone, told_apart, told, passages)))

    def raised(self, likely: Floats, passages: Numbers) -> Floats:
        """By how much `take` and `keep` are raised for each clause: where no other clause of its passage is sure."""
        return np.where(elsewhere(likely, passages) < self.unsure, self.more, 0.0).astype(np.float32)


def inputs(alone: Floats, told_apart: Floats, told: Floats, passages: Numbers) -> Floats:
    """What the trees are given: likelihoods by words alone, those beside, directions, signs."""
    return np.hstack([np.log(alone + LEAST), beside(alone, passages), told_apart, told]).astype(np.float32)


def parted(vectors: Floats, centre: Floats, directions: Floats) -> Floats:
    """Vectors along some directions."""
    return np.asarray((vectors - centre) @ directions.T, dtype=np.float32)


def beside(likely: Floats, passages: Numbers) -> Floats:
    """For each clause the mean of the others of its passage, the one before and the one behind it; 0 without any."""
    same = passages[1:] == passages[:-1]
    _, number, count = np.unique(passages, return_inverse=True, return_counts=True)
    sums = np.zeros((len(count), likely.shape[1]))
    np.add.at(sums, number, likely)
    others = (sums[number] - likely) / np.maximum(1, count[number] - 1)[:, None]
    before, behind = np.zeros_like(likely), np.zeros_like(likely)
    before[1:][same] = likely[:-1][same]
    behind[:-1][same] = likely[1:][same]
    return np.hstack([others, before, behind])


def elsewhere(likely: Floats, passages: Numbers) -> Floats:
    """For each clause how likely the surest other one of its passage states something; 1 where there is no other."""
    stating = 1 - likely[:, -1]
    surest = np.ones_like(stating)
    for ones in np.split(np.arange(len(passages)), np.flatnonzero(np.diff(passages)) + 1):
        if len(ones) > 1:
            *_, second, first = ones[np.argsort(stating[ones])]
            surest[ones] = stating[first]
            surest[first] = stating[second]
    return surest


def softmax(logits: Floats) -> Floats:
    """Rows of likelihoods."""
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that Palermo ships."""
    kept = files("palermo.extraction.second_reading") / FILE
    with kept.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return model_of(arrays)


def model_of(arrays: Mapping[str, Any]) -> Model:
    """A model from its arrays."""
    floats = {name: arrays[name].astype(np.float32) for name in ("weights", "offsets", "centre", "directions")}
    return Model(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        **floats,
        trees=trees_of_arrays(arrays),
        take=float(arrays["take"]),
        keep=float(arrays["keep"]),
        unsure=float(arrays["unsure"]),
        more=float(arrays["more"]),
    )


def trees_of_arrays(arrays: Mapping[str, Any]) -> Trees:
    """Trees from their arrays."""
    return Trees(
        **{name: arrays[name].astype(np.int64) for name in ("starts", "kinds", "inputs")},
        **{name: arrays[name].astype(np.float32) for name in ("bounds", "values", "start")},
        left=arrays["left"].astype(np.uint16),
    )


def arrays_of(model: Model) -> dict[str, Any]:
    """The arrays of a model, in the least room."""
    return {
        "encoder": model.encoder,
        "source": model.source,
        **{name: getattr(model, name) for name in BOUNDS},
        "weights": model.weights.astype(np.float16),
        "directions": model.directions.astype(np.float16),
        **{name: getattr(model, name) for name in ("offsets", "centre")},
        **arrays_of_trees(model.trees),
    }


def arrays_of_trees(trees: Trees) -> dict[str, Any]:
    """The arrays of trees, in the least room."""
    return {
        "starts": trees.starts.astype(np.int32),
        **{name: getattr(trees, name).astype(np.int16) for name in ("kinds", "inputs")},
        **{name: getattr(trees, name) for name in ("left", "bounds", "values", "start")},
    }
