"""Answers: statements of a call's addressee, later than the call, that tell of what it asks for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from palermo.analysis.follow_up.acts import manner
from palermo.analysis.follow_up.calls import Call
from palermo.analysis.follow_up.likeness import Compared, Model, Names, models
from palermo.statements import Kind
from palermo.vectors import Floats

DEEDS = (Kind.ACTIVITY, Kind.COMMITMENT)
"""Kinds of statements that can answer a call."""
SHOWN = 12
"""Most answers of one call that are kept, the likeliest first."""
CLASSES = {"states": "state:", "international-organisations": ""}
"""Classes of addressees whose members act by name, and how their ids begin."""
WIDER = 0.15
"""How much likelier an answer must be where it is one of many addressees that gives it."""
TELLING = 1.0
"""Least weight of a call's words: "continue efforts for human rights" would be answered by anything."""


class Status(StrEnum):
    """What came of a call."""

    DONE = "done"
    """The addressee says that it did so, or does so."""
    PROMISED = "promised"
    """The addressee says that it will."""
    REFUSED = "refused"
    """The addressee says that it will not."""
    NOTHING_FOUND = "nothing-found"
    """Later documents of or about the addressee were searched, and none of its statements tells of it."""
    NOT_SEARCHED = "not-searched"
    """There is no later document of or about the addressee that could tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One statement that answers a call, and why it was taken for an answer."""

    call: str
    statement: str
    status: Status
    score: float
    """0 to 1."""
    words: float
    """Share of the call's words, by weight, that it tells; 0 across languages."""
    meaning: float | None
    """Cosine of their vectors; None without."""
    same_work: bool
    """Whether it stands in the same Work as the call: a promise given there, never a deed that came after."""


def answers(
    calls: Sequence[Call],
    deeds: Sequence[Call],
    vectors: Floats | None = None,
    *,
    names: Names | None = None,
    shipped: Mapping[str, Model] | None = None,
) -> dict[str, tuple[Answer, ...]]:
    """Answers by id of the call, the likeliest first; calls without any are left out.

    vectors: one row for each call, then one for each deed. A deed answers where its actor is the addressee, its
    document is younger than the call's, and it is likely enough to tell of the same; within the call's own Work only
    promises and refusals count. Where both name treaties, one must be the same.
    """
    weights = shipped or models()
    told = [manner(one.quote, one.language) for one in deeds]
    by_actor = _by_actor(deeds, told)
    pairs = [(row, deed) for row, call in enumerate(calls) for deed in _possible(call, deeds, told, by_actor)]
    if not pairs:
        return {}
    compared = Compared([*calls, *deeds], vectors, names)
    left, right = (np.array(one, dtype=np.int64) for one in zip(*pairs, strict=True))
    right = right + len(calls)
    scores = compared.answering(left, right, weights)
    general = compared.words.totals[: len(calls)] < TELLING
    scores[general[left] & np.array([not calls[row].instruments for row in left], dtype=np.bool_)] = 0.0
    scores[compared.of_other_treaties(left, right)] = 0.0
    wide = np.array([_wide(one) for one in calls], dtype=np.bool_)
    lines = compared.answer_lines(left, right, weights) + WIDER * wide[left]
    found: defaultdict[str, list[Answer]] = defaultdict(list)
    for at in np.flatnonzero(scores >= lines):
        call, number = calls[left[at]], int(right[at]) - len(calls)
        one = np.array([left[at]]), np.array([right[at]])
        across = call.language != deeds[number].language
        answer = Answer(
            call=call.id,
            statement=deeds[number].id,
            status=_status(deeds[number], told[number]),
            score=float(scores[at]),
            words=0.0 if across else float(compared.features(*one, "answer-words")[0, 0]),
            meaning=float(compared.cosines(*one)[0]) if vectors is not None else None,
            same_work=call.work == deeds[number].work,
        )
        found[call.id].append(answer)
    return {call: tuple(sorted(ones, key=_likeliest)[:SHOWN]) for call, ones in found.items()}


def overall(answered: Iterable[Answer], documents: int) -> Status:
    """What came of a call: the furthest that its answers tell of; `documents` were searched for them."""
    told = {one.status for one in answered}
    nothing = Status.NOTHING_FOUND if documents else Status.NOT_SEARCHED
    return next((one for one in (Status.DONE, Status.PROMISED, Status.REFUSED) if one in told), nothing)


def _likeliest(one: Answer) -> tuple[float, str]:
    return -one.score, one.statement


def _by_actor(deeds: Sequence[Call], told: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    """Deeds by who acts, and by the class of who acts; what somebody only said of another is left out."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, deed in enumerate(deeds):
        if "said" in told[row]:
            continue
        for actor in deed.actors:
            found[actor].append(row)
        for name, start in CLASSES.items():
            known = [actor for actor in deed.actors if actor.startswith("state:") == bool(start)]
            if any(_known(actor) for actor in known):
                found[name].append(row)
    return found


def _known(actor: str) -> bool:
    return " " not in actor and not actor.startswith(("new:", "name:"))


def _possible(
    call: Call, deeds: Sequence[Call], told: Sequence[frozenset[str]], by_actor: Mapping[str, Sequence[int]]
) -> Iterable[int]:
    """Deeds of a call's addressees that are later than it, or promises in its own Work; one topic must be shared
    where a whole class is addressed."""
    topics = call.themes | call.interventions | call.groups | call.instruments
    for addressee in call.addressees:
        for row in by_actor.get(addressee, ()):
            deed = deeds[row]
            shared = topics & (deed.themes | deed.interventions | deed.groups | deed.instruments)
            if addressee in CLASSES and not shared:
                continue
            if deed.work == call.work:
                if _status(deed, told[row]) is not Status.DONE:
                    yield row
            elif call.date and deed.date > call.date:
                yield row


def _wide(call: Call) -> bool:
    return any(one in CLASSES for one in call.addressees)


def _status(deed: Call, told: frozenset[str]) -> Status:
    if "refused" in told:
        return Status.REFUSED
    if deed.kind == Kind.COMMITMENT or deed.tense == "planned" or "intended" in told:
        return Status.PROMISED
    return Status.DONE
