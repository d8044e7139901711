"""Tags by meaning: what a quote tells without any word that names it, by a small model upon sentence vectors.

`meanings.npz` holds for each of a few labels a direction in the space of vectors, from where on a quote is likely and
how close the nearest example must lie; `make meanings` learns it from `examples.yaml`. A quote gets a label where both
hold. Vectors of another encoder than the model's cannot be compared: then no tag comes from meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from palermo.linking.tagging import leaves_out
from palermo.statements import Kind, Reason, Statement, digest
from palermo.vectors import Encoder, Floats
from palermo.vectors.many import BATCH, says_something
from palermo.vocabulary import TRAFFICKING, Vocabulary

FILE = "meanings.npz"
REASON = "it speaks of, by meaning"
FEW = 20
"""Statements of a document that are asked whatever they are about."""
SHARE = 0.1
"""Of more statements, how many must name exploitation or trafficking for the others to be asked."""
TELLING = frozenset({Kind.FACTOR, Kind.ACTIVITY, Kind.RECOMMENDATION})
"""Kinds that tell what is done to people: the others say who acts, with whom and by what mandate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Why a quote has a label by meaning."""

    example: str
    """The nearest text that the label was learnt from."""
    close: float
    """How close the two are in meaning: the cosine of their vectors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """A model of some labels; row i of each array belongs to label i, and column i of `shows`."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """`source()` of the examples that it was learnt from."""
    labels: tuple[str, ...]
    directions: Floats
    offsets: Floats
    likely: Floats
    """The least logit of each label."""
    close: Floats
    """The least cosine to an example of each label."""
    examples: Floats
    """A vector of unit length for each text."""
    texts: tuple[str, ...]
    shows: npt.NDArray[np.bool_]
    """Whether a text is an example of a label: texts by labels."""

    def of(self, vectors: Floats) -> list[dict[str, Likeness]]:
        """The labels of each vector, with what it is like."""
        logits = vectors @ self.directions.T + self.offsets
        near = vectors @ self.examples.T
        found: list[dict[str, Likeness]] = [{} for _ in vectors]
        for column, label in enumerate(self.labels):
            own = np.flatnonzero(self.shows[:, column])
            for row in np.flatnonzero(logits[:, column] >= self.likely[column]):
                best = own[int(near[row, own].argmax())]
                if near[row, best] >= self.close[column]:
                    found[row][label] = Likeness(example=self.texts[best], close=float(near[row, best]))
        return found


def by_meaning(statements: Sequence[Statement], encoder: Encoder, words: Vocabulary) -> tuple[Statement, ...]:
    """Statements, linked, with a form of exploitation where their quote means one and no term names any.

    Words that leave something out ("except") say what is not meant: such a quote gets none. A reason tells what the
    quote is like. Where many statements of one document are given and few of them are of the field, none is asked.
    """
    if not _of_the_field(statements):
        return tuple(statements)
    asked = [
        number
        for number, one in enumerate(statements)
        if one.kind in TELLING and not one.exploitation and not leaves_out(one.quote, one.language)
    ]
    made = list(statements)
    for number, likeness in zip(asked, meant([statements[number].quote for number in asked], encoder), strict=True):
        if likeness:
            made[number] = _told(statements[number], likeness, words)
    return tuple(made)


def _of_the_field(statements: Sequence[Statement]) -> bool:
    """Whether these are few statements, or terms name exploitation or trafficking in a tenth of them.

    Smuggling of migrants, which is of the field too, does not count here.
    """
    if len(statements) <= FEW:
        return True
    named = sum(bool(one.exploitation) or TRAFFICKING in one.themes for one in statements)
    return named >= SHARE * len(statements)


def _told(statement: Statement, likeness: Mapping[str, Likeness], words: Vocabulary) -> Statement:
    told = (f"{words.label(id).lower()} (like “{one.example}”, {one.close:.2f})" for id, one in likeness.items())
    reason = Reason(feature=f"{REASON}: {', '.join(told)}", weight=0.0)
    return replace(statement, exploitation=tuple(likeness), why=(*statement.why, reason))


def meant(texts: Sequence[str], encoder: Encoder, model: Meanings | None = None) -> list[dict[str, Likeness]]:
    """The labels of each text by meaning; a text of fewer than three words has none."""
    known = model or meanings()
    found: list[dict[str, Likeness]] = [{} for _ in texts]
    if known.encoder != encoder.version:
        return found
    asked = [number for number, text in enumerate(texts) if says_something(text)]
    for start in range(0, len(asked), BATCH):
        batch = asked[start : start + BATCH]
        vectors = encoder.encode([texts[number] for number in batch])
        for number, labels in zip(batch, known.of(vectors), strict=True):
            found[number] = labels
    return found


@lru_cache(maxsize=1)
def meanings() -> Meanings:
    """The model that Palermo ships."""
    with (files("palermo.linking") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return _model(arrays)


def meanings_version(encoder: Encoder | None) -> str:
    """Changes with the model; "" where its encoder is not there, so that no tag comes from meaning."""
    if encoder is None or meanings().encoder != encoder.version:
        return ""
    return digest("meanings", (files("palermo.linking") / FILE).read_bytes().hex())


def source() -> str:
    """Changes with any byte of the examples."""
    return digest("examples", (files("palermo.linking") / "examples.yaml").read_text(encoding="utf-8"))


def _model(arrays: Mapping[str, Any]) -> Meanings:
    return Meanings(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        labels=tuple(map(str, arrays["labels"])),
        directions=arrays["directions"].astype(np.float32),
        offsets=arrays["offsets"].astype(np.float32),
        likely=arrays["likely"].astype(np.float32),
        close=arrays["close"].astype(np.float32),
        examples=arrays["examples"].astype(np.float32),
        texts=tuple(map(str, arrays["texts"])),
        shows=arrays["shows"],
    )
