"""Tags by terms and by meaning, weighed: what no word of a quote names is added, and what is only named is taken back.

`meanings.npz` holds a model of some dozens of labels (`likely.py`), learnt by `make meanings` from labelled quotes. A
label that is likely is added; one that terms gave is taken back where it is unlikely. Vectors of another encoder than
the model's cannot be compared: then terms alone are heard.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from palermo.linking.likely import Directions, Likeness, Model, Trust, squared
from palermo.linking.quotes import spoken
from palermo.statements import Kind, Reason, Statement, digest
from palermo.vectors import Encoder, Floats
from palermo.vectors.many import BATCH, says_something
from palermo.vocabulary import TAGGED, TRAFFICKING, Vocabulary, leaves_out, tags

FILE = "meanings.npz"
REASON = "by meaning, as people label such quotes"
REFUSED = "named, but hardly meant, as people label such quotes"
FEW = 20
"""Statements of a document that are asked whatever they are about."""
SHARE = 0.1
"""Of more statements, how many must name exploitation or trafficking for all to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What terms and meaning say together of a quote: labels with their likelihood."""

    given: Mapping[str, float]
    refused: Mapping[str, float]
    """Labels that terms named and that are unlikely."""


def by_meaning(statements: Sequence[Statement], encoder: Encoder, words: Vocabulary) -> tuple[Statement, ...]:
    """Statements, linked, with what their quotes mean and without what they only name; reasons tell how likely it is.

    Words that leave something out ("except") say what is not meant: such a quote stays as it is. Where many statements
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
    for number, said in zip(asked, weighed([made[number] for number in asked], encoder, words), strict=True):
        made[number] = _told(made[number], said, words)
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


def _told(statement: Statement, said: Weighed, words: Vocabulary) -> Statement:
    """The statement with what is given, and without what is refused."""
    added = [id for id in said.given if id not in _tags(statement)]
    if not added and not said.refused:
        return statement
    changed: dict[str, tuple[str, ...]] = {}
    for id in (*added, *said.refused):
        concept = words.concept(id)
        if concept is not None:
            before = changed.get(concept.scheme, getattr(statement, concept.scheme))
            changed[concept.scheme] = (*before, id) if id in added else tuple(one for one in before if one != id)
    reasons = [
        Reason(feature=f"{why}: {', '.join(_likely(ids, likely, words))}", weight=0.0)
        for why, ids, likely in ((REASON, added, said.given), (REFUSED, [*said.refused], said.refused))
        if ids
    ]
    tagged: dict[str, Any] = dict(changed)
    return replace(statement, **tagged, why=tuple(dict.fromkeys((*statement.why, *reasons))))


def _likely(ids: Iterable[str], likely: Mapping[str, float], words: Vocabulary) -> list[str]:
    return [f"{words.label(id).lower()} ({likely[id]:.2f})" for id in ids]


def weighed(
    statements: Sequence[Statement], encoder: Encoder, words: Vocabulary, model: Model | None = None
) -> list[Weighed]:
    """What terms and meaning say together of each statement, tagged by terms.

    A factor names no intervention. What no term gave, but a kind or a rule, is never refused.
    """
    known = model or meanings()
    if known.encoder != encoder.version:
        return [Weighed(given={}, refused={}) for _ in statements]
    found: list[Weighed] = []
    for start in range(0, len(statements), BATCH):
        batch = statements[start : start + BATCH]
        met = [terms_met(one, words) for one in batch]
        chances = known.likely(
            encoder.encode([one.quote for one in batch]),
            [_tags(one) for one in batch],
            [one.kind for one in batch],
            trusted(batch, met, known.labels, known.trust),
        )
        found += [_weighed(*one, known, words) for one in zip(batch, met, chances, strict=True)]
    return found


def _weighed(
    statement: Statement, met: Mapping[str, tuple[str, ...]], chances: Floats, model: Model, words: Vocabulary
) -> Weighed:
    given: dict[str, float] = {}
    refused: dict[str, float] = {}
    for label, likely, line in zip(model.labels, chances.tolist(), model.lines.tolist(), strict=True):
        concept = words.concept(label)
        if concept is None or (statement.kind is Kind.FACTOR and concept.scheme == "interventions"):
            continue
        if likely >= line:
            given[label] = likely
        elif label in met:
            refused[label] = likely
    return Weighed(given=given, refused=refused)


def terms_met(statement: Statement, words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The terms of each tag that a statement has by its words; what its kind or a rule gave has none."""
    own = _tags(statement)
    ruled = ("coordination-and-partnership",) if statement.kind is Kind.PARTNERSHIP else ()
    found = tags(spoken(statement), statement.language, words)
    return {tag.id: tag.terms for tag in found if tag.id in own and tag.id not in ruled}


def trusted(
    statements: Sequence[Statement], met: Sequence[Mapping[str, tuple[str, ...]]], labels: Sequence[str], trust: Trust
) -> Floats:
    """How right the terms of each statement are, by label; NaN where none was met."""
    told = np.full((len(statements), len(labels)), np.nan, dtype=np.float32)
    place = {label: at for at, label in enumerate(labels)}
    for row, (one, terms) in enumerate(zip(statements, met, strict=True)):
        for label in terms:
            if label in place:
                told[row, place[label]] = trust.of(label, one.language, terms[label])
    return told


@lru_cache(maxsize=1)
def meanings() -> Model:
    """The model that Palermo ships."""
    with (files("palermo.linking") / FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return _model(arrays)


def meanings_version(encoder: Encoder | None) -> str:
    """Changes with the model; "" where its encoder is not there, so that terms alone are heard."""
    if encoder is None or meanings().encoder != encoder.version:
        return ""
    return digest("meanings", (files("palermo.linking") / FILE).read_bytes().hex())


def source() -> str:
    """Changes with any byte of the examples."""
    return digest("examples", (files("palermo.linking") / "examples.yaml").read_text(encoding="utf-8"))


def _model(arrays: Mapping[str, Any]) -> Model:
    def floats(name: str) -> Floats:
        made: Floats = arrays[name].astype(np.float32)
        return made

    def strings(name: str) -> tuple[str, ...]:
        return tuple(map(str, arrays[name]))

    labels = strings("labels")
    directions = Directions(middle=floats("middle"), axes=floats("axes"))
    quotes = directions.rows(floats("quotes"), arrays["named"], arrays["of_kind"])
    return Model(
        encoder=str(arrays["encoder"]),
        source=str(arrays["source"]),
        labels=labels,
        schemes=arrays["schemes"].astype(np.int64),
        tags=strings("tags"),
        kinds=strings("kinds"),
        directions=directions,
        likeness=Likeness(quotes=quotes, lengths=squared(quotes), speaks=floats("speaks"), usual=floats("usual")),
        trust=Trust(
            terms=dict(zip(strings("terms"), map(float, floats("term_trust")), strict=True)),
            labels=dict(zip(labels, map(float, floats("label_trust")), strict=True)),
        ),
        weights=floats("weights"),
        offsets=floats("offsets"),
        lines=floats("lines"),
    )
