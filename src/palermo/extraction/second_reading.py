"""A second reading: what a sentence states by all that it says, where the recipes' wordings find nothing or err.

Recipes know wordings, and a text of another author says the same in others. So what they read in running text is read
once more: its vector, what the recipes found and how it is built go into a small model, learnt from labelled passages
(`make second-reading`), which says how likely each kind is, and that nothing is stated. What it is sure of is taken: a
kind where the recipes found none, nothing or another kind where theirs is unlikely. It never cuts a sentence.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from palermo.extraction.discourse.context import Setting, Surroundings
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import claimed
from palermo.extraction.syntax.clauses import Clause
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import LANGUAGES, Kind, PassageKind, Reason, digest
from palermo.vectors import Encoder, Floats

FILE = "second_reading.npz"
METHODS: Mapping[Kind, str] = {
    Kind.RECOMMENDATION: "recommendations.second-reading.1",
    Kind.COMMITMENT: "commitments.second-reading.1",
    Kind.ACTIVITY: "activities.second-reading.1",
    Kind.MANDATE: "mandates.second-reading.1",
    Kind.PARTNERSHIP: "partnerships.second-reading.1",
    Kind.FACTOR: "factors.second-reading.1",
}
KINDS = tuple(Kind)
LONGEST, INTRODUCED = 360, 160
"""Characters of a sentence, and of the end of what introduces it, that are encoded."""
BATCH = 64
UNWORDED = frozenset({Kind.ACTIVITY, Kind.FACTOR})
"""Kinds that may be told in any words: who asks, pledges, charges or ties says so, and recipes know it by that."""
OUT_OF_SCOPE = 220
"""Characters within which words of administration tell that a clause is of it."""
MOST = 150
"""Clauses of one passage that are read again; more are no paragraph of anybody, and would take their time."""
USUAL = math.log(90)
"""Of a sentence's length in characters; signs tell how far from it a sentence is."""
AGREES, DOUBTS = "a second reading agrees", "a second reading doubts it"
SURE, UNSURE = 0.7, 0.4
"""Likelihood from which on a second reading agrees with a recipe, and below which it doubts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the recipes made of a clause: a finding, or nothing."""

    around: Surroundings
    at: Clause
    found: Finding | None

    @property
    def text(self) -> str:
        """What is encoded: the clause, behind the end of what introduces it."""
        said = " ".join(self.at.said.split())[:LONGEST]
        introduction = self.around.introduction
        return said if introduction is None else f"{introduction.text[-INTRODUCED:]} {said}"

    @property
    def settled(self) -> bool:
        """Whether the recipes know better: tables tell what their cells are, and debates who speaks."""
        told = self.found is not None and (self.found.voice is not None or self.found.listed)
        return told or self.around.setting not in (Setting.PROSE, Setting.DOING)


def signs(reading: Reading) -> list[float]:
    """What the recipes found and how the clause is built, as numbers that a model can weigh beside its vector."""
    at, around, found = reading.at, reading.around, reading.found
    words, said = at.words, at.said
    administration = words.administration
    return [
        *(float(found is not None and found.kind is kind) for kind in KINDS),
        float(found is None),
        float(found is None and bool(words.nothing.hold(said))),
        float(found is None and administration is not None and bool(administration.hold(said[:OUT_OF_SCOPE]))),
        found.confidence if found else 0.0,
        float(around.setting is Setting.DOING),
        float(around.passage.kind is PassageKind.ITEM),
        float(around.asked is not None),
        float(around.pledged is not None),
        float(at.verb is not None),
        float(at.acts()),
        float(at.subject is None),
        *(float(words.language == language) for language in LANGUAGES),
        math.log1p(len(said) * (3 if words.language == "zh" else 1)) - USUAL,
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A softmax over six kinds and nothing; row i of each array belongs to kind i of KINDS, the last to nothing."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """What it was learnt from: the digest of the labelled passages."""
    weights: Floats
    """Of the vector's numbers and then of the signs."""
    offsets: Floats
    add: float
    """Likelihood from which on a kind is taken where recipes found none, or where theirs was refused."""
    keep: float
    """Likelihood below which what a recipe found is refused."""

    def likely(self, vectors: Floats, told: Floats) -> Floats:
        """How likely each kind and, last, nothing is: one row for each vector, of which `told` has the signs."""
        logits = np.hstack([vectors, told]) @ self.weights.T + self.offsets
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


def read_again(readings: Sequence[Reading], encoder: Encoder, model: Model | None = None) -> list[Finding | None]:
    """What each reading states after a second look.

    What is settled is left as it is, as are a passage of more than MOST clauses, nothing to which no kind may be added
    (it is not even encoded), and everything where the model was learnt from another encoder's vectors.
    """
    known = model or shipped_model()
    made = [reading.found for reading in readings]
    clauses = Counter(reading.around.passage.id for reading in readings)
    asked = [
        number
        for number, reading in enumerate(readings)
        if not reading.settled and clauses[reading.around.passage.id] <= MOST and _may_change(reading)
    ]
    if known.encoder != encoder.version:
        return made
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        vectors = encoder.encode([readings[number].text for number in batch])
        told = np.array([signs(readings[number]) for number in batch], dtype=np.float32)
        for number, shares in zip(batch, known.likely(vectors, told), strict=True):
            made[number] = decided(readings[number], shares.tolist(), known)
    return made


def decided(reading: Reading, shares: Sequence[float], model: Model) -> Finding | None:
    """What is taken, by how likely each kind and, last, nothing is."""
    found = reading.found
    best = max(range(len(KINDS)), key=lambda number: shares[number])
    if found is not None and shares[KINDS.index(found.kind)] >= model.keep:
        return replace(found, reasons=(*found.reasons, *_opinion(shares[KINDS.index(found.kind)])))
    if shares[best] < model.add or (found is None and KINDS[best] not in UNWORDED):
        return None
    return _finding(KINDS[best], shares[best], reading)


def _may_change(reading: Reading) -> bool:
    """Whether a second look may change it: what recipes found, or a sentence to which one of UNWORDED may be added."""
    at, words = reading.at, reading.at.words
    if reading.found is not None:
        return True
    if at.verb is None and words.language != "zh" and reading.around.setting is not Setting.DOING:
        return False
    if words.administration is not None and words.administration.hold(at.said[:OUT_OF_SCOPE]):
        return False
    return not words.nothing.hold(at.said)


def _opinion(share: float) -> Iterator[Reason]:
    """What a second reading thinks of a recipe's finding."""
    if share >= SURE:
        yield Reason(feature=f"{AGREES} ({share:.2f})", weight=0.05)
    elif share < UNSURE:
        yield Reason(feature=f"{DOUBTS} ({share:.2f})", weight=-0.2)


def _finding(kind: Kind, share: float, reading: Reading) -> Finding:
    """A finding that rests on the second reading alone."""
    at, before = reading.at, reading.found
    instead = f", and no {before.kind.value} as its wording has it" if before else ""
    why = (Reason(feature=f"its sentence as a whole reads like one{instead}", weight=round(share, 2)),)
    method = METHODS[kind]
    if kind is Kind.FACTOR:
        return replace(claimed(at, why), method=method)
    if kind is Kind.ACTIVITY:
        return Finding(kind=kind, method=method, reasons=why, tense=tense_of(at))
    if kind is Kind.RECOMMENDATION:
        addressee = at.about if at.acts() and not at.of_us() else None
        return Finding(kind=kind, method=method, reasons=why, actor="", addressee=addressee)
    return Finding(kind=kind, method=method, reasons=why)


@lru_cache(maxsize=1)
def shipped_model() -> Model:
    """The model that Palermo ships."""
    with (files("palermo.extraction") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return _model(arrays)


def _model(arrays: Any) -> Model:
    return Model(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        weights=arrays["weights"].astype(np.float32),
        offsets=arrays["offsets"].astype(np.float32),
        add=float(arrays["add"]),
        keep=float(arrays["keep"]),
    )


def second_reading_version(encoder: Encoder | None) -> str:
    """Changes with the model; "" where its encoder is not there, so that nothing is read again."""
    if encoder is None or shipped_model().encoder != encoder.version:
        return ""
    return digest("second reading", *METHODS.values(), (files("palermo.extraction") / FILE).read_bytes().hex())[:12]
