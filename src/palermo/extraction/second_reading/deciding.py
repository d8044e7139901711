"""What a second reading takes of what the recipes found, refuses, and adds."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from itertools import groupby

import numpy as np

from palermo.extraction.kinds.cues import Finding
from palermo.extraction.kinds.factors import claimed
from palermo.extraction.kinds.partnerships import TOGETHER
from palermo.extraction.second_reading.model import FILE, Model, shipped_model
from palermo.extraction.second_reading.readings import KINDS, Reading
from palermo.extraction.second_reading.signs import told
from palermo.extraction.syntax.tenses import tense_of
from palermo.statements import Kind, Reason, digest
from palermo.vectors import Encoder
from palermo.vocabulary import exclusions_version, load

METHODS: Mapping[Kind, str] = {
    Kind.RECOMMENDATION: "recommendations.second-reading.3",
    Kind.COMMITMENT: "commitments.second-reading.3",
    Kind.ACTIVITY: "activities.second-reading.3",
    Kind.MANDATE: "mandates.second-reading.3",
    Kind.PARTNERSHIP: "partnerships.second-reading.3",
    Kind.FACTOR: "factors.second-reading.3",
}
BATCH = 64
MOST = 150
"""Clauses of one passage that are read again; more are no paragraph of anybody, and would take their time."""
SEVERAL = 3
"""Clauses of a passage from which on a recipe's finding, too, is doubted where no other clause is sure."""
AGREES, DOUBTS = "a second reading agrees", "a second reading doubts it"
SURE, UNSURE = 0.7, 0.5
"""Likelihood from which on a second reading agrees with a recipe, and below which it doubts it."""


def read_again(readings: Sequence[Reading], encoder: Encoder, model: Model | None = None) -> list[Finding | None]:
    """What each reading of a document, in its order, states after a second look.

    What is settled is left as it is, as are a passage of more than MOST clauses, and everything where the model was
    learnt from another encoder's vectors.
    """
    known = model or shipped_model()
    made = [reading.found for reading in readings]
    if known.encoder != encoder.version:
        return made
    settled = {_passage(one) for one in readings if one.settled and one.found}
    clauses = Counter(reading.around.passage.id for reading in readings)
    asked = [
        number
        for number, reading in enumerate(readings)
        if not reading.settled and clauses[reading.around.passage.id] <= MOST
    ]
    for batch in _batches(asked, readings):
        looked = [readings[number] for number in batch]
        vectors = encoder.encode([one.text for one in looked])
        by_passage = [list(ones) for _, ones in groupby(looked, key=_passage)]
        signs = np.array([row for ones in by_passage for row in told(ones)], dtype=np.float32)
        passages = np.repeat(np.arange(len(by_passage)), list(map(len, by_passage)))
        likely = known.likely(vectors, signs, passages)
        for number, shares, more in zip(batch, likely, known.raised(likely, passages), strict=True):
            passage = _passage(readings[number])
            doubt = 0.0 if passage in settled else float(more)
            agreed = doubt if clauses[passage] >= SEVERAL else 0.0
            made[number] = decided(readings[number], shares.tolist(), known, doubt, agreed)
    return made


def _passage(reading: Reading) -> str:
    return reading.around.passage.id


def _batches(asked: Sequence[int], readings: Sequence[Reading]) -> Iterator[list[int]]:
    """Readings in their order, so many at a time, those of one passage together."""
    batch: list[int] = []
    for _, ones in groupby(asked, key=lambda number: _passage(readings[number])):
        batch += ones
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def decided(
    reading: Reading, shares: Sequence[float], model: Model, more: float = 0.0, agreed: float = 0.0
) -> Finding | None:
    """What is taken, by how likely each kind and, last, nothing is.

    The likeliest kind, if it is likely enough; else what a recipe found, unless that is unlikely. `more` is how much
    likelier a kind has to be than usual, and `agreed` what a recipe found.
    """
    take, keep = model.take + more, model.keep + agreed
    found = reading.found
    best = max(range(len(KINDS)), key=lambda number: shares[number])
    own = shares[KINDS.index(found.kind)] if found else 0.0
    if found and (own == shares[best] or shares[best] < take):
        return replace(found, reasons=(*found.reasons, *_opinion(own))) if own >= keep else None
    return _finding(KINDS[best], shares[best], reading) if shares[best] >= take else None


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
    together = TOGETHER if kind is Kind.PARTNERSHIP else ()
    return Finding(kind=kind, method=method, reasons=why, interventions=together)


def second_reading_version(encoder: Encoder | None) -> str:
    """Changes with the model and the terms that its signs count; "" where its encoder is not there: nothing is read."""
    if encoder is None or shipped_model().encoder != encoder.version:
        return ""
    model = (files("palermo.extraction.second_reading") / FILE).read_bytes()
    return digest("second reading", *METHODS.values(), load().version, exclusions_version(), model.hex())[:12]
