"""Prospective ties: who could work together, ranked, with the reasons and with what speaks against."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from palermo.analysis.partnerships.evidence import Evidence
from palermo.analysis.partnerships.features import CAUTIONS, ENOUGH, FEATURES, Field, field
from palermo.analysis.partnerships.houses import Between, Pair
from palermo.analysis.partnerships.known import BODIES, belonging
from palermo.analysis.partnerships.model import Model, shipped
from palermo.analysis.partnerships.parties import Parties
from palermo.analysis.partnerships.ties import Standing, Tie, Ties
from palermo.analysis.partnerships.times import SLIGHT
from palermo.analysis.partnerships.traces import Trace, traces
from palermo.edition import ALL, Filters, View
from palermo.registry import Registry

MOST = 400
"""Bodies that are compared, those that are seen most: pairs grow with their square."""
RANKED = 500
"""Prospective ties that are kept, the most promising."""
NAMED = 5
"""Concepts, places or partners that a reason names."""
LEAST = 0.4
"""Fewest points in favour with which two are proposed at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature or caution of a pair, with its points."""

    name: str
    """One of FEATURES or CAUTIONS."""
    value: float
    """From 0 to 1."""
    points: float
    """Value times the model's weight; below zero for a caution."""
    shared: tuple[str, ...] = ()
    """What it rests on: concepts, places, partners, mechanisms, or the bodies that are silent or little known."""
    others: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Of complementary interventions: those of the one alone, and of the other alone."""
    evidence: tuple[Evidence, ...] = ()
    """Of earlier joint work."""
    years: tuple[int | None, ...] = ()
    """Of the silent: the year in which each was seen last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect(Between):
    """Two bodies of which no current tie is found, and who could work together."""

    points: float
    reasons: tuple[Reason, ...]
    """In favour, the weightiest first."""
    cautions: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """Prospective ties of an edition."""

    prospects: tuple[Prospect, ...]
    """The most promising first."""
    names: Mapping[str, str]
    """How documents call those ends that the registry does not know."""
    bodies: int
    """Bodies that were compared."""
    pairs: int
    """Pairs of them that are no tie and not of one house."""
    model: Model

    def of(self, party: str) -> tuple[Prospect, ...]:
        """The prospects of one body, the most promising first."""
        return tuple(one for one in self.prospects if party in one.ends)


def prospective_ties(
    view: View, registry: Registry, ties: Ties, model: Model | None = None, filters: Filters = ALL
) -> Prospects:
    """Rank who could work together, of the registry's entities and of the ends of current ties.

    Filters narrow what bodies are seen to be about, in statements alone; the ties that stand in the way stay all.
    """
    parties = Parties(registry)
    found = traces(view, registry, parties, filters)
    names = {**ties.names}
    bodies = compared(found, registry, ties)
    held, earlier = _parted(ties)
    belongs = belonging(registry)
    strengths = {tie.ends: tie.strength for tie in held}
    past = {two: sum(tie.strength for tie in earlier if tie.ends == two) for two in {tie.ends for tie in earlier}}
    made = field(bodies, found, strengths, past, belongs, ties.year)
    chosen = model or shipped()
    apart = {*ties.houses, *_members(belongs)}
    pairs = _ranked(made, chosen, {*strengths, *apart}, registry)
    work = {tie.ends: tie.evidence for tie in earlier}
    told = _Told(field=made, model=chosen, belongs=belongs, work=work)
    return Prospects(
        prospects=tuple(told.prospect(a, b) for a, b in pairs[:RANKED]),
        names={id: name for id, name in names.items() if id in made.bodies},
        bodies=len(bodies),
        pairs=len(pairs),
        model=chosen,
    )


def compared(found: Iterable[Trace], registry: Registry, ties: Ties) -> tuple[str, ...]:
    """The bodies to compare: entities that are seen at all, and ends of ties, MOST of them."""
    times: dict[str, float] = {}
    for one in found:
        if one.field == "":
            times[one.party] = times.get(one.party, 0) + one.times
    ends = {end for tie in ties.ties for end in tie.ends}
    known = [body for body in times if body in registry.entities or body in ends]
    return tuple(sorted(sorted(known, key=lambda body: (-times[body], body))[:MOST]))


def _parted(ties: Ties) -> tuple[list[Tie], list[Tie]]:
    """Ties that stand in the way of a proposal, and earlier joint work that speaks for one: over, or slight."""
    held = [tie for tie in ties.ties if tie.strength >= SLIGHT and tie.standing is not Standing.SILENT]
    stand = {tie.ends for tie in held}
    return held, [tie for tie in ties.ties if tie.ends not in stand]


def _members(belongs: Mapping[str, frozenset[str]]) -> Iterable[Pair]:
    for body, members in belongs.items():
        yield from ((min(body, one), max(body, one)) for one in members)


def _ranked(made: Field, model: Model, apart: Iterable[Pair], registry: Registry) -> list[tuple[int, int]]:
    """Pairs of indices, above the diagonal, by points; those with more against them than for them are left out."""
    open_ = np.triu(np.ones((len(made.bodies), len(made.bodies)), dtype=bool), 1)
    at = {body: n for n, body in enumerate(made.bodies)}
    for one, other in apart:
        if one in at and other in at:
            open_[at[one], at[other]] = open_[at[other], at[one]] = False
    acting = np.array([_acts(body, registry) for body in made.bodies], dtype=bool)
    plain = np.array([not _company(body, registry) for body in made.bodies], dtype=bool)
    open_ &= (acting[:, None] | acting[None, :]) & (plain[:, None] | plain[None, :])
    favour = sum((model.weights[name] * made.matrices[name] for name in FEATURES), start=np.zeros(open_.shape))
    scores = model.scores(made)
    open_ &= (favour >= LEAST) & (scores > 0)
    rows, columns = np.nonzero(open_)
    order = sorted(zip(rows, columns, strict=True), key=lambda two: (-round(float(scores[two]), 9), two))
    return [(int(a), int(b)) for a, b in order]


def _acts(body: str, registry: Registry) -> bool:
    """Whether a body is an organisation rather than a mechanism in which others meet."""
    row = registry.entities.get(body)
    return row is None or row.kind not in BODIES


def _company(body: str, registry: Registry) -> bool:
    """Whether it is a company or not known: one of the two that are proposed should be neither."""
    row = registry.entities.get(body)
    return row is None or row.kind == "private-sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Puts the numbers of a pair into reasons."""

    field: Field
    model: Model
    belongs: Mapping[str, frozenset[str]]
    work: Mapping[Pair, tuple[Evidence, ...]]

    def prospect(self, a: int, b: int) -> Prospect:
        one, other = self.field.bodies[a], self.field.bodies[b]
        reasons = [self._reason(name, a, b, self.model.weights[name]) for name in FEATURES]
        cautions = [self._reason(name, a, b, -self.model.deductions[name]) for name in CAUTIONS]
        kept = sorted((one for one in reasons if one.points > 0.005), key=lambda reason: -reason.points)
        against = tuple(one for one in cautions if one.value > 0)
        points = sum(one.points for one in (*reasons, *cautions))
        return Prospect(one=one, other=other, points=round(points, 3), reasons=tuple(kept), cautions=against)

    def _reason(self, name: str, a: int, b: int, weight: float) -> Reason:
        one, other = self.field.bodies[a], self.field.bodies[b]
        value = float(self.field.matrices[name][a, b])
        plain = Reason(name=name, value=round(value, 3), points=round(value * weight, 3))
        if value == 0:
            return plain
        shared = self._shared(name, one, other)
        evidence = self.work.get((one, other), ()) if name == "earlier" else ()
        years = tuple(self.field.newest[body] for body in shared) if name == "silent" else ()
        others = (self._alone(one, other), self._alone(other, one)) if name == "complements" else ((), ())
        return Reason(
            name=name,
            value=plain.value,
            points=plain.points,
            shared=shared,
            others=others,
            evidence=evidence,
            years=years,
        )

    def _shared(self, name: str, one: str, other: str) -> tuple[str, ...]:
        match name:
            case "subjects" | "places" | "people":
                return self._common(name, one, other)
            case "partners":
                common = self.field.neighbours[one] & self.field.neighbours[other]
                return tuple(sorted(common, key=lambda body: (len(self.field.neighbours[body]), body))[:NAMED])
            case "covered":
                return tuple(sorted(body for body, members in self.belongs.items() if {one, other} <= members))
            case "silent":
                return tuple(body for body in (one, other) if self.field.silent[body])
            case "thin":
                return tuple(body for body in (one, other) if self.field.seen[body] < ENOUGH)
        return ()

    def _common(self, group: str, one: str, other: str) -> tuple[str, ...]:
        """Concepts of both, those that weigh most in their likeness first."""
        mine, theirs = self.field.about[one][group], self.field.about[other][group]
        weights = {concept: mine[concept] * theirs[concept] for concept in mine if concept in theirs}
        return tuple(sorted(weights, key=lambda concept: (-weights[concept], concept))[:NAMED])

    def _alone(self, one: str, other: str) -> tuple[str, ...]:
        mine, theirs = self.field.about[one]["interventions"], self.field.about[other]["interventions"]
        alone: Sequence[str] = [concept for concept in mine if concept not in theirs]
        return tuple(sorted(alone, key=lambda concept: (-mine[concept], concept))[:NAMED])
