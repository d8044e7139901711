"""What two bodies have in common, and what speaks against, as numbers from 0 to 1, all pairs at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo.analysis.partnerships.houses import Pair
from palermo.analysis.partnerships.traces import FIELDS, Trace
from palermo.analysis.profiles import OLD

Matrix = NDArray[np.float64]
"""Bodies by bodies, or bodies by concepts."""

FEATURES = ("subjects", "places", "complements", "people", "partners", "earlier", "activity")
"""In favour: shared subjects, shared places, complementary interventions, shared people, common partners, earlier joint
work, and how often both work with others."""
CAUTIONS = ("apart", "silent", "thin", "covered")
"""Against: no place in common though places of both are known, one is silent, little is known of one, and both belong
to one mechanism already."""
ALREADY = 0.1
"""Strength of earlier joint work that is worth half of the most: about that of two among twenty who sign one text."""
ENOUGH = 5
"""Times that a body is seen below which little is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of bodies at one time: who they are, what is known of them, and the numbers of each pair."""

    bodies: tuple[str, ...]
    matrices: Mapping[str, Matrix]
    """By feature or caution: bodies by bodies, symmetric, zero on the diagonal."""
    about: Mapping[str, Mapping[str, Mapping[str, float]]]
    """By body and key of FIELDS: what it is about, with the weight of each concept."""
    seen: Mapping[str, float]
    """How often a body is seen."""
    newest: Mapping[str, int | None]
    """Year in which a body was seen last."""
    silent: Mapping[str, bool]
    """Whether that is more than OLD years ago."""
    neighbours: Mapping[str, frozenset[str]]
    """Partners by body."""


def field(
    bodies: Sequence[str],
    traces: Iterable[Trace],
    strengths: Mapping[Pair, float],
    past: Mapping[Pair, float],
    belongs: Mapping[str, frozenset[str]],
    year: int,
) -> Field:
    """Compare all pairs of these bodies as they are seen in a year.

    strengths: of ties of that time. past: of earlier joint work, by pair. belongs: members by mechanism.
    """
    at = {body: n for n, body in enumerate(bodies)}
    kept = [one for one in traces if one.party in at]
    seen, newest = _seen(kept, bodies)
    silent = {body: last is not None and year - last > OLD for body, last in newest.items()}
    tied = _square(at, strengths)
    counted = {group: _counts(kept, at, group) for group in FIELDS}
    matrices = {
        "subjects": _likeness(counted["subjects"].matrix),
        "places": _likeness(counted["places"].matrix),
        "people": _likeness(counted["people"].matrix),
        "partners": _adamic_adar(tied),
        "earlier": _saturating(_square(at, past)),
        "activity": _activity(tied),
        "apart": _apart(counted["places"].matrix),
        "silent": _either(np.array([float(silent[body]) for body in bodies])),
        "thin": _either(np.array([float(seen[body] < ENOUGH) for body in bodies])),
        "covered": _covered(at, belongs),
    }
    matrices["complements"] = _complements(counted["interventions"].matrix) * matrices["subjects"]
    for one in matrices.values():
        np.fill_diagonal(one, 0.0)
    return Field(
        bodies=tuple(bodies),
        matrices=matrices,
        about={body: {group: counted[group].of(n) for group in FIELDS} for body, n in at.items()},
        seen=seen,
        newest=newest,
        silent=silent,
        neighbours={body: frozenset(bodies[int(m)] for m in np.flatnonzero(tied[n])) for body, n in at.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    matrix: Matrix
    concepts: tuple[str, ...]

    def of(self, body: int) -> Mapping[str, float]:
        row = self.matrix[body]
        weighted = _weighted(self.matrix)[body]
        return {self.concepts[int(n)]: float(weighted[n]) for n in np.flatnonzero(row)}


def _counts(traces: Iterable[Trace], at: Mapping[str, int], group: str) -> _Counts:
    mine = [one for one in traces if one.field == group]
    concepts = tuple(sorted({one.concept for one in mine}))
    column = {concept: n for n, concept in enumerate(concepts)}
    matrix = np.zeros((len(at), len(concepts)))
    for one in mine:
        matrix[at[one.party], column[one.concept]] += one.times
    return _Counts(matrix=matrix, concepts=concepts)


def _weighted(counts: Matrix) -> Matrix:
    """Counts damped, and a concept that many share weighed less: all of this field are about trafficking."""
    shared = (counts > 0).sum(axis=0)
    rare = np.log(1 + len(counts) / np.maximum(1, shared)) - np.log(2)
    return np.asarray(np.log1p(counts) * rare)


def _likeness(counts: Matrix) -> Matrix:
    """Cosine of what two are about, less where they share little: one thing in common is worth a third of the most."""
    has = (counts > 0).astype(float)
    shared = has @ has.T
    return np.asarray(_cosine(_weighted(counts)) * shared / (shared + 2))


def _cosine(matrix: Matrix) -> Matrix:
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    units = np.divide(matrix, lengths, out=np.zeros_like(matrix), where=lengths > 0)
    return np.asarray(np.clip(units @ units.T, 0.0, 1.0))


def _complements(counts: Matrix) -> Matrix:
    """Share of the interventions of both that only one of them has; nothing where one has none."""
    has = (counts > 0).astype(float)
    both = has @ has.T
    sizes = has.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    alone = np.divide(either - both, either, out=np.zeros_like(both), where=either > 0)
    return np.asarray(alone * (np.minimum(sizes[:, None], sizes[None, :]) > 0))


def _apart(counts: Matrix) -> Matrix:
    has = (counts > 0).astype(float)
    placed = (has.sum(axis=1) > 0).astype(float)
    return np.asarray(np.outer(placed, placed) * ((has @ has.T) == 0))


def _adamic_adar(tied: Matrix) -> Matrix:
    """Adamic and Adar's sum over common partners, each the less the more partners it has, brought below one."""
    linked = (tied > 0).astype(float)
    degree = linked.sum(axis=0)
    weight = np.divide(1.0, np.log(np.maximum(degree, 2)), out=np.zeros_like(degree), where=degree > 1)
    total = (linked * weight) @ linked.T
    return np.asarray(total / (1 + total))


def _activity(tied: Matrix) -> Matrix:
    """How often both work with others: partners of the one times those of the other, logarithmic, below one."""
    degree = np.log1p((tied > 0).sum(axis=1).astype(float))
    together = np.outer(degree, degree)
    return np.asarray(together / (4 + together))


def _saturating(strength: Matrix) -> Matrix:
    """Strength brought below one, so that the first joint work tells most: ALREADY of it is worth a half."""
    return np.asarray(strength / (ALREADY + strength))


def _covered(at: Mapping[str, int], belongs: Mapping[str, frozenset[str]]) -> Matrix:
    made = np.zeros((len(at), len(at)))
    for members in belongs.values():
        inside = np.array([float(body in members) for body in at])
        made = np.maximum(made, np.outer(inside, inside))
    return made


def _either(marks: Matrix) -> Matrix:
    return np.asarray(np.maximum(marks[:, None], marks[None, :]))


def _seen(traces: Iterable[Trace], bodies: Sequence[str]) -> tuple[Mapping[str, float], Mapping[str, int | None]]:
    times = dict.fromkeys(bodies, 0.0)
    newest: dict[str, int | None] = dict.fromkeys(bodies)
    for one in traces:
        if one.field == "":
            times[one.party] += one.times
        if one.year is not None:
            newest[one.party] = max(newest[one.party] or one.year, one.year)
    return times, newest


def _square(at: Mapping[str, int], values: Mapping[Pair, float]) -> Matrix:
    made = np.zeros((len(at), len(at)))
    for (one, other), value in values.items():
        if one in at and other in at:
            made[at[one], at[other]] = made[at[other], at[one]] = value
    return made
