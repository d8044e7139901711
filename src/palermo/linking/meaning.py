"""Tags by meaning: what a quote tells without any word that names it, by a small model upon what is known of it.

`meanings.npz` holds for each of a few dozen labels how much each tag that terms gave, the statement's kind and the
direction of the quote's vector speak for it, and from where on it is given; `make meanings` learns it from labelled
quotes. It only adds to what terms have found. Vectors of another encoder than the model's cannot be compared: then no
tag comes from meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from palermo.statements import Kind, Reason, Statement, digest
from palermo.vectors import Encoder, Floats
from palermo.vectors.many import BATCH, says_something
from palermo.vocabulary import TAGGED, TRAFFICKING, Vocabulary, leaves_out

FILE = "meanings.npz"
REASON = "by meaning, as people label such quotes"
FEW = 20
"""Statements of a document that are asked whatever they are about."""
SHARE = 0.1
"""Of more statements, how many must name exploitation or trafficking for all to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """A model of some labels; row i of each array belongs to label i."""

    encoder: str
    """Version of the encoder whose vectors it was learnt from."""
    source: str
    """`source()` of the examples that it was learnt from."""
    labels: tuple[str, ...]
    terms: tuple[str, ...]
    """Tags given by terms that speak for or against a label: labels by terms."""
    by_terms: Floats
    kinds: tuple[str, ...]
    by_kind: Floats
    directions: Floats
    offsets: Floats
    likely: Floats
    """The least probability of each label."""

    def of(self, statements: Sequence[Statement], vectors: Floats) -> list[dict[str, float]]:
        """The labels of each statement, tagged by terms, with their probability."""
        named = np.array([[term in tags for term in self.terms] for tags in map(_tags, statements)], dtype=np.float32)
        kinds = np.array([[one.kind == kind for kind in self.kinds] for one in statements], dtype=np.float32)
        logits = vectors @ self.directions.T + named @ self.by_terms.T + kinds @ self.by_kind.T + self.offsets
        chances = 1 / (1 + np.exp(-logits))
        return [
            {label: float(row[i]) for i, label in enumerate(self.labels) if row[i] >= self.likely[i]} for row in chances
        ]


def by_meaning(statements: Sequence[Statement], encoder: Encoder, words: Vocabulary) -> tuple[Statement, ...]:
    """Statements, linked, with what their quotes mean beside what terms have found; a reason tells how likely it is.

    Words that leave something out ("except") say what is not meant: such a quote gets nothing. Where many statements
    of one document are given and few of them are of the field, none is asked.
    """
    made = list(statements)
    if not _of_the_field(made):
        return tuple(made)
    asked = [
        number
        for number, one in enumerate(made)
        if says_something(one.quote) and not leaves_out(one.quote, one.language)
    ]
    for number, likely in zip(asked, meant([made[number] for number in asked], encoder), strict=True):
        made[number] = _told(made[number], likely, words)
    return tuple(made)


def _of_the_field(statements: Sequence[Statement]) -> bool:
    """Whether these are few statements, or terms name exploitation or trafficking in a tenth of them.

    Smuggling of migrants, which is of the field too, does not count here.
    """
    if len(statements) <= FEW:
        return True
    named = sum(bool(one.exploitation) or TRAFFICKING in one.themes for one in statements)
    return named >= SHARE * len(statements)


def _tags(statement: Statement) -> frozenset[str]:
    return frozenset(tag for scheme in TAGGED for tag in getattr(statement, scheme))


def _told(statement: Statement, likely: Mapping[str, float], words: Vocabulary) -> Statement:
    """The statement with its new labels. A factor names no intervention."""
    added: dict[str, list[str]] = {}
    for id in likely:
        concept = words.concept(id)
        if concept is None or id in getattr(statement, concept.scheme):
            continue
        if statement.kind is not Kind.FACTOR or concept.scheme != "interventions":
            added.setdefault(concept.scheme, []).append(id)
    if not added:
        return statement
    told = (f"{words.label(id).lower()} ({likely[id]:.2f})" for ids in added.values() for id in ids)
    reason = Reason(feature=f"{REASON}: {', '.join(told)}", weight=0.0)
    tags: dict[str, Any] = {scheme: (*getattr(statement, scheme), *ids) for scheme, ids in added.items()}
    return replace(statement, **tags, why=(*statement.why, reason))


def meant(statements: Sequence[Statement], encoder: Encoder, model: Meanings | None = None) -> list[dict[str, float]]:
    """The labels of each statement, tagged by terms, by what it means, with their probability."""
    known = model or meanings()
    if known.encoder != encoder.version:
        return [{} for _ in statements]
    found: list[dict[str, float]] = []
    for start in range(0, len(statements), BATCH):
        batch = statements[start : start + BATCH]
        found += known.of(batch, encoder.encode([one.quote for one in batch]))
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
    def floats(name: str) -> Floats:
        made: Floats = arrays[name].astype(np.float32)
        return made

    def strings(name: str) -> tuple[str, ...]:
        return tuple(map(str, arrays[name]))

    return Meanings(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        labels=strings("labels"),
        terms=strings("terms"),
        by_terms=floats("by_terms"),
        kinds=strings("kinds"),
        by_kind=floats("by_kind"),
        directions=floats("directions"),
        offsets=floats("offsets"),
        likely=floats("likely"),
    )
