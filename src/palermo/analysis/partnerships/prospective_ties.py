"""Prospective ties: bodies that could work together, ranked, with reasons and cautions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from palermo.analysis.partnerships.activity_records import ActivityRecord, load_activity_records
from palermo.analysis.partnerships.affiliations import BodyLink, BodyPair, order_pair
from palermo.analysis.partnerships.current_ties import PartnershipTies, TieContinuity
from palermo.analysis.partnerships.field_history import (
    MIN_TIE_STRENGTH,
    LinkPredictionModel,
    find_open_pairs,
    load_model,
)
from palermo.analysis.partnerships.pair_features import (
    CAUTIONS,
    FEATURES,
    MIN_OBSERVATIONS,
    PairFeatures,
    compute_pair_features,
)
from palermo.analysis.partnerships.parties import PartyResolver
from palermo.analysis.partnerships.registry_ties import find_memberships, is_organisation
from palermo.edition import NO_FILTERS, Filters, View
from palermo.registry import Registry

MAX_BODIES = 400
"""Maximum bodies that are compared, those with the most observations: pairs grow with their square."""
MAX_PROSPECTS = 500
"""Maximum prospective ties that are returned, highest points first."""
MAX_NAMED_EXAMPLES = 5
"""Maximum concepts, places or partners that a reason names."""
MIN_POINTS = 0.4
"""Minimum points in favour for a proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TieReason:
    """One feature or caution of a pair, with its points."""

    name: str
    """One of FEATURES or CAUTIONS."""
    value: float
    """From 0 to 1."""
    points: float
    """Value times the model's weight; negative for a caution."""
    shared: tuple[str, ...] = ()
    """What shows it: concepts, places, partners, mechanisms, or bodies that are silent or little known."""
    complements: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """For complementary interventions: those of only the one, and of only the other."""
    years: tuple[int | None, ...] = ()
    """For silent bodies: the year of the newest observation of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectiveTie(BodyLink):
    """Two bodies without a tie, current or past, that could work together."""

    points: float
    reasons: tuple[TieReason, ...]
    """In favour, most points first."""
    cautions: tuple[TieReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectiveTies:
    """Prospective ties of an edition."""

    prospects: tuple[ProspectiveTie, ...]
    """Highest points first."""
    names: Mapping[str, str]
    """Printed names of parties that the registry does not know."""
    bodies: int
    """Number of bodies that were compared."""
    pairs: int
    """Number of pairs of them that have no tie and are not affiliated."""
    model: LinkPredictionModel

    @property
    def weights(self) -> Mapping[str, float]:
        """Weights of the features of a proposal; joint work in the past is a tie, not a proposal."""
        return {name: weight for name, weight in self.model.weights.items() if name != "earlier"}

    def find_by_party(self, party: str) -> tuple[ProspectiveTie, ...]:
        """Return the prospective ties of a body, highest points first."""
        return tuple(prospect for prospect in self.prospects if party in prospect.parties)


def rank_prospective_ties(
    view: View,
    registry: Registry,
    ties: PartnershipTies,
    filters: Filters = NO_FILTERS,
) -> ProspectiveTies:
    """Rank pairs without a tie, current or past, among the registry's entities and the parties of ties.

    Filters apply to the statements from which profiles of bodies are computed; all ties still exclude a pair.
    """
    parties = PartyResolver(registry)
    records = load_activity_records(view, registry, parties, filters)
    bodies = select_bodies(records, registry, ties)
    belongs = find_memberships(registry)
    pair_features = compute_pair_features(bodies, records, _map_current_strengths(ties), {}, belongs, ties.year)
    model = load_model()
    tied_pairs = extend_pairs((tie.parties for tie in ties.ties), ties.affiliations)
    excluded_pairs = {*tied_pairs, *ties.affiliations, *pair_members(belongs)}
    pairs = rank_pairs(pair_features, model, excluded_pairs, registry)
    reason_builder = _ReasonBuilder(pair_features=pair_features, model=model, memberships=belongs)
    return ProspectiveTies(
        prospects=tuple(reason_builder.build_prospect(a, b) for a, b in pairs[:MAX_PROSPECTS]),
        names={id: name for id, name in ties.names.items() if id in pair_features.bodies},
        bodies=len(bodies),
        pairs=len(pairs),
        model=model,
    )


def extend_pairs(pairs: Iterable[BodyPair], affiliations: Iterable[BodyPair]) -> Iterable[BodyPair]:
    """Yield pairs with a tie, and each partner with the organisation of which the other is a part.

    Joint work with the coordinator of an organisation is joint work with the organisation, not with its other parts.
    """
    affiliates: defaultdict[str, set[str]] = defaultdict(set)
    for item, other in affiliations:
        affiliates[item].add(other)
        affiliates[other].add(item)
    for pair in pairs:
        yield pair
        for part, partner in (pair, pair[::-1]):
            wholes = (body for body in affiliates[part] if len(affiliates[body]) > len(affiliates[part]))
            yield from (order_pair(whole, partner) for whole in wholes)


def select_bodies(records: Iterable[ActivityRecord], registry: Registry, ties: PartnershipTies) -> tuple[str, ...]:
    """Return the bodies to compare: observed entities and parties of ties, at most MAX_BODIES."""
    observations: dict[str, float] = {}
    for record in records:
        if record.field == "":
            observations[record.party] = observations.get(record.party, 0) + record.weight
    tied_bodies = {end for tie in ties.ties for end in tie.parties}
    known = [body for body in observations if body in registry.entities or body in tied_bodies]
    return tuple(sorted(sorted(known, key=lambda body: (-observations[body], body))[:MAX_BODIES]))


def _map_current_strengths(ties: PartnershipTies) -> Mapping[BodyPair, float]:
    """Return the strengths of the ties by which bodies count as partners: neither slight nor silent."""
    return {
        tie.parties: tie.strength
        for tie in ties.ties
        if tie.strength >= MIN_TIE_STRENGTH and tie.continuity is not TieContinuity.SILENT
    }


def pair_members(memberships: Mapping[str, frozenset[str]]) -> Iterable[BodyPair]:
    """Yield each body with each of its members."""
    for body, members in memberships.items():
        yield from ((min(body, member), max(body, member)) for member in members)


def rank_pairs(
    pair_features: PairFeatures, model: LinkPredictionModel, excluded_pairs: Iterable[BodyPair], registry: Registry
) -> list[tuple[int, int]]:
    """Return index pairs above the diagonal by points, without those with more points against than for."""
    open_ = find_open_pairs(pair_features.bodies, excluded_pairs)
    acting = np.array([is_organisation(body, registry) for body in pair_features.bodies], dtype=bool)
    plain = np.array([not _is_company(body, registry) for body in pair_features.bodies], dtype=bool)
    open_ &= (acting[:, None] | acting[None, :]) & (plain[:, None] | plain[None, :])
    favour = sum((model.weights[name] * pair_features.matrices[name] for name in FEATURES), start=np.zeros(open_.shape))
    scores = model.compute_scores(pair_features)
    open_ &= (favour >= MIN_POINTS) & (scores > 0)
    rows, columns = np.nonzero(open_)
    order = sorted(zip(rows, columns, strict=True), key=lambda cell: (-round(float(scores[cell]), 9), cell))
    return [(int(a), int(b)) for a, b in order]


def _is_company(body: str, registry: Registry) -> bool:
    """Return True if a body is a company or unknown; at least one party of a proposal must be neither."""
    row = registry.entities.get(body)
    return row is None or row.kind == "private-sector"


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReasonBuilder:
    """Explains the features of a pair as reasons and cautions."""

    pair_features: PairFeatures
    model: LinkPredictionModel
    memberships: Mapping[str, frozenset[str]]

    def build_prospect(self, a: int, b: int) -> ProspectiveTie:
        item, other = self.pair_features.bodies[a], self.pair_features.bodies[b]
        reasons = [self._build_reason(name, a, b, self.model.weights[name]) for name in FEATURES]
        cautions = [self._build_reason(name, a, b, -self.model.deductions[name]) for name in CAUTIONS]
        shown_reasons = sorted(
            (reason for reason in reasons if reason.points > 0.005), key=lambda reason: -reason.points
        )
        against = tuple(caution for caution in cautions if caution.value > 0)
        points = sum(reason.points for reason in (*reasons, *cautions))
        return ProspectiveTie(
            party_a=item, party_b=other, points=round(points, 3), reasons=tuple(shown_reasons), cautions=against
        )

    def _build_reason(self, name: str, a: int, b: int, weight: float) -> TieReason:
        item, other = self.pair_features.bodies[a], self.pair_features.bodies[b]
        value = float(self.pair_features.matrices[name][a, b])
        reason = TieReason(name=name, value=round(value, 3), points=round(value * weight, 3))
        if value == 0:
            return reason
        if name == "complements":
            exclusive = self._list_exclusive_interventions(item, other), self._list_exclusive_interventions(other, item)
            return replace(reason, complements=exclusive)
        shared = self._find_shared(name, item, other)
        years = tuple(self.pair_features.newest[body] for body in shared) if name == "silent" else ()
        return replace(reason, shared=shared, years=years)

    def _find_shared(self, name: str, party_a: str, party_b: str) -> tuple[str, ...]:
        features, pair = self.pair_features, (party_a, party_b)
        match name:
            case "subjects" | "places" | "people":
                return self._find_common_concepts(name, party_a, party_b)
            case "partners":
                common = features.neighbours[party_a] & features.neighbours[party_b]
                ordered = sorted(common, key=lambda body: (len(features.neighbours[body]), body))
                return tuple(ordered[:MAX_NAMED_EXAMPLES])
            case "covered":
                return tuple(sorted(body for body, members in self.memberships.items() if members.issuperset(pair)))
            case "silent":
                return tuple(body for body in pair if features.silent[body])
            case "thin":
                return tuple(body for body in pair if features.observations[body] < MIN_OBSERVATIONS)
        return ()

    def _find_common_concepts(self, group: str, party_a: str, party_b: str) -> tuple[str, ...]:
        """Return concepts of both, highest contribution to their similarity first."""
        mine, theirs = (self.pair_features.concept_weights[party][group] for party in (party_a, party_b))
        return _list_heaviest({concept: mine[concept] * theirs[concept] for concept in mine if concept in theirs})

    def _list_exclusive_interventions(self, party_a: str, party_b: str) -> tuple[str, ...]:
        mine, theirs = (self.pair_features.concept_weights[party]["interventions"] for party in (party_a, party_b))
        return _list_heaviest({concept: weight for concept, weight in mine.items() if concept not in theirs})


def _list_heaviest(weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda concept: (-weights[concept], concept))[:MAX_NAMED_EXAMPLES])
