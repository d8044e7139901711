"""How likely each label of a quote is: by labelled quotes that are like it, and by how often its words were right.

First what labelled quotes say: each speaks for and against labels, the more the more like the quote it is, in the
direction of its vector, its tags by terms and its kind (kernel ridge regression). Then, for each scheme, a logistic
model weighs that with the terms: whether a term named the label, how often such terms were right in labelled quotes,
and how likely another label is. `make meanings` learns both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from palermo.statements import Kind
from palermo.vectors import Floats

NARROW = 0.8
"""How fast a labelled quote says less, the less it is like."""
TAG, KIND = 0.45, 0.32
"""What a tag or a kind that differs counts beside the direction of vectors of length 1."""
SURE = 0.002
"""Likelihoods nearer to 0 or 1 tell no more."""
FEATURES = ("like quotes", "a term names it", "terms that were read", "how right they were", "another label")
"""What is weighed for each quote and label."""

type Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Directions:
    """What vectors of quotes are told apart by."""

    middle: Floats
    """The mean of vectors of length 1."""
    axes: Floats
    """Dimensions by axes."""

    def described(self, vectors: Floats, named: Mask, kinds: Mask) -> Floats:
        """A row for each quote: direction of its vector, tags and kind, so that rows near each other are alike."""
        away = vectors / np.linalg.norm(vectors, axis=1, keepdims=True) - self.middle
        away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
        return self.rows(np.asarray(away @ self.axes, dtype=np.float32), named, kinds)

    @staticmethod
    def rows(along: Floats, named: Mask, kinds: Mask) -> Floats:
        """The same of quotes whose places along the axes are known."""
        return np.hstack([along, TAG * named, KIND * kinds]).astype(np.float32)


def alike(rows: Floats, others: Floats, lengths: Floats | None = None) -> Floats:
    """How like described quotes are to others, 0 to 1: rows by others; `lengths` are the others' own, squared."""
    theirs = squared(others) if lengths is None else lengths
    far = squared(rows)[:, None] + theirs[None] - 2 * rows @ others.T
    near: Floats = np.exp(-NARROW * np.maximum(far, 0, out=far), out=far)
    return near


def squared(rows: Floats) -> Floats:
    """The squared length of each row."""
    lengths: Floats = np.square(rows).sum(axis=1)
    return lengths


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Labelled quotes, described, and what each speaks for and against."""

    quotes: Floats
    lengths: Floats
    """Of the rows of `quotes`, squared."""
    speaks: Floats
    """Quotes by labels."""
    usual: Floats
    """The share of quotes that have a label."""

    def of(self, rows: Floats) -> Floats:
        """What like quotes say, about 0 to 1: rows by labels."""
        said: Floats = alike(rows, self.quotes, self.lengths) @ self.speaks + self.usual
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """How often terms were right in labelled quotes, drawn to how often those of the label were."""

    terms: Mapping[str, float]
    """By `key`."""
    labels: Mapping[str, float]
    """Of a label's terms that no labelled quote has."""

    def of(self, label: str, language: str, met: Sequence[str]) -> float:
        """How likely at least one of these terms is right."""
        usual = self.labels.get(label, 0.5)
        wrong = 1.0
        for term in met:
            wrong *= 1 - self.terms.get(key(label, language, term), usual)
        return 1 - wrong


def key(label: str, language: str, term: str) -> str:
    """A term of a label in one language, as text."""
    return f"{language} {label} {term}"


def log_odds(likely: Floats) -> Floats:
    """Likelihoods without bounds."""
    kept = np.clip(likely, SURE, 1 - SURE)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def features(said: Floats, named: Mask, trust: Floats, schemes: npt.NDArray[np.int64]) -> Floats:
    """What is weighed, quotes by labels by FEATURES; trust is NaN where no term was read, schemes are numbers."""
    other = np.zeros_like(said)
    for scheme in np.unique(schemes):
        columns = np.flatnonzero(schemes == scheme)
        inside = said[:, columns]
        best = np.sort(inside, axis=1)
        second = best[:, -2:-1] if len(columns) > 1 else np.zeros((len(said), 1), dtype=np.float32)
        other[:, columns] = np.where(inside == best[:, -1:], second, best[:, -1:])
    read = ~np.isnan(trust)
    told = np.where(read, log_odds(np.where(read, trust, 0.5)), 0)
    return np.stack([log_odds(said), named, read, told, log_odds(other)], axis=-1).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that is learnt of some labels; rows and columns of arrays are in their order."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """Version of the examples that it was learnt from."""
    labels: tuple[str, ...]
    schemes: npt.NDArray[np.int64]
    """The number of each label's scheme."""
    tags: tuple[str, ...]
    """Tags by terms that quotes are described with."""
    kinds: tuple[str, ...]
    directions: Directions
    likeness: Likeness
    trust: Trust
    weights: Floats
    """Schemes by FEATURES."""
    offsets: Floats
    """By scheme."""
    lines: Floats
    """The least likelihood of each label."""

    def likely(self, vectors: Floats, tags: Sequence[frozenset[str]], kinds: Sequence[Kind], trust: Floats) -> Floats:
        """How likely each label of each quote is, by its vector, tags by terms and kind; trust as for `features`."""
        place = {tag: at for at, tag in enumerate(self.tags)}
        named = np.zeros((len(tags), len(self.tags)), dtype=np.bool_)
        for row, of in enumerate(tags):
            named[row, [place[tag] for tag in of if tag in place]] = True
        rows = self.directions.described(
            vectors, named, np.array([[str(k) == one for one in self.kinds] for k in kinds])
        )
        known = features(self.likeness.of(rows), named[:, [place[label] for label in self.labels]], trust, self.schemes)
        logits = np.einsum("qlf,lf->ql", known, self.weights[self.schemes]) + self.offsets[self.schemes]
        chances: Floats = 1 / (1 + np.exp(-logits))
        return chances
