"""The partnerships of the served edition: ties and prospects, their network, and their rows for display."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo import registry
from palermo.analysis import collect_topics
from palermo.analysis.partnerships import (
    NetworkLayout,
    PartnershipTie,
    PartnershipTies,
    ProposalYear,
    ProspectiveTie,
    ProspectiveTies,
    TieEvidence,
    TieReason,
    find_current_ties,
    is_organisation,
    lay_out_network,
    rank_prospective_ties,
    score_past_proposals,
)
from palermo.analysis.partnerships.current_ties import get_strength_band
from palermo.edition import Filters
from palermo.portal.base import display_names, languages, number_formats
from palermo.portal.base.value_labels import EVIDENCE_KINDS, REASON_SENTENCES, get_value_label
from palermo.portal.services.current_edition import cache_by_content, get_current_view
from palermo.publishing.svg import network as network_svg
from palermo.registry import Milestone, Partnership, Publication
from palermo.statements import FACET_BY_NAME, Document, Statement

CONCEPT_REASONS = ("subjects", "people")
MAX_TIES, MAX_PROSPECTS, MAX_DRAWN_BODIES = 8, 5, 16
"""Partners, prospective partners and drawn bodies on the page of an entity."""
BodyPair = tuple[str, str]
MIN_REASON_POINTS = 0.05
"""Points below which only the page of the pair shows a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPartnerships:
    """Ties and prospects of one edition."""

    ties: PartnershipTies
    prospects: ProspectiveTies

    def is_known(self, id: str) -> bool:
        """Return whether a body is in the ties or in the registry."""
        return id in registry.load_registry().entities or id in self.ties.names

    def get_name(self, id: str) -> str:
        """Return a body's name in the page's language, or as printed."""
        return self.ties.names.get(id) or display_names.get_name(id)

    def get_short_name(self, id: str) -> str:
        """Return its acronym, or its name."""
        return self.ties.names.get(id) or display_names.get_short_name(id)


@cache_by_content(3)
def get_current_partnerships() -> CurrentPartnerships:
    """Return the partnerships of the current edition; raises NoLibrary where there is none."""
    view, known = get_current_view(), registry.load_registry()
    ties = find_current_ties(view, known)
    return CurrentPartnerships(ties=ties, prospects=rank_prospective_ties(view, known, ties))


@cache_by_content(3)
def get_proposal_history() -> tuple[ProposalYear, ...]:
    """Return the proposals of earlier years with their outcomes."""
    return score_past_proposals(get_current_view(), registry.load_registry(), get_current_partnerships().ties)


@cache_by_content(64)
def find_active_bodies(filters: Filters) -> frozenset[str]:
    """Return the entities that act within some filters.

    They act by statements or, if the filters are only topics, by facts of the registry.
    """
    counts = get_current_view().count_facets(filters, ("actor", "partner"))
    body_ids = {item.value for counted in counts.values() for item in counted if item.statements}
    topics = {name: values[0] for name, values in filters.selected.items()}
    if "region" not in topics:
        known = registry.load_registry()
        for id in known.entities:
            about = collect_topics(known.get_profile(id))
            if all(topic in about[str(FACET_BY_NAME[name].scheme)] for name, topic in topics.items()):
                body_ids.add(id)
    return frozenset(body_ids)


def draw_network(centre: str | None = None, max_bodies: int = 60) -> str:
    """Return the network, or the neighbourhood of one body, as SVG for a page."""
    return _draw_network(languages.get_active_language(), centre, max_bodies)


@cache_by_content(64)
def _draw_network(language: str, centre: str | None, max_bodies: int) -> str:
    partnerships = get_current_partnerships()
    labels = {id: partnerships.get_short_name(id) for id in partnerships.ties.bodies}
    return _render_network(lay_out_network(partnerships.ties, labels, centre=centre, max_bodies=max_bodies), centre)


def _render_network(picture: NetworkLayout, centre: str | None) -> str:
    """Return the network as SVG without colours, which the style sheet defines."""
    if not picture.nodes:
        return ""
    return network_svg.draw_network(
        picture,
        _("Network of ties"),
        is_standalone=False,
        centre=centre,
        is_body=partial(is_organisation, registry=registry.load_registry()),
        addresses=(_get_body_address, _get_tie_address),
    )


def _get_body_address(id: str) -> str:
    return f"{reverse('partnerships:network')}?{urlencode({'entity': id})}"


def _get_tie_address(tie: PartnershipTie) -> str:
    return reverse("partnerships:pair", kwargs={"one": tie.party_a, "other": tie.party_b})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """A reason or caution as a sentence, whose names link to their pages."""

    sentence: SafeString
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDetail:
    """The source of a piece of evidence: exactly one of these."""

    evidence: TieEvidence
    statement: Statement | None = None
    document: Document | None = None
    partnership: Partnership | None = None
    publication: Publication | None = None
    milestone: Milestone | None = None


def format_reasons(
    reasons: Iterable[TieReason], partnerships: CurrentPartnerships, bodies: BodyPair
) -> list[ReasonLine]:
    """Return the reasons of a pair in words."""
    return [
        ReasonLine(sentence=_build_sentence(reason, partnerships, bodies), points=reason.points) for reason in reasons
    ]


def _build_sentence(reason: TieReason, partnerships: CurrentPartnerships, bodies: BodyPair) -> SafeString:
    before, _, after = get_value_label(REASON_SENTENCES, reason.name).partition("%(names)s")
    return format_html("{}{}{}", before, _format_names(reason, partnerships, bodies), after)


def _format_names(reason: TieReason, partnerships: CurrentPartnerships, bodies: BodyPair) -> SafeString:
    if reason.name in CONCEPT_REASONS:
        return _join_names((id, display_names.get_concept_label(id)) for id in reason.shared)
    if reason.name == "places":
        ids = [f"state:{id}" for id in reason.shared]
        return _join_names((id, display_names.get_name(id)) for id in ids)
    if reason.name == "complements":
        sides = [(id, side) for id, side in zip(bodies, reason.complements, strict=True) if side]
        return format_html_join(
            number_formats.get_group_separator(),
            "<bdi>{}: {}</bdi>",
            (
                (
                    partnerships.get_short_name(id),
                    _join_names((concept, display_names.get_concept_label(concept)) for concept in side),
                )
                for id, side in sides
            ),
        )
    years = iter(reason.years)
    return _join_names(
        (
            id,
            f"{partnerships.get_short_name(id)} ({year})"
            if (year := next(years, None))
            else partnerships.get_short_name(id),
        )
        for id in reason.shared
    )


def _join_names(names: Iterable[tuple[str, str]]) -> SafeString:
    """Return names as links to the pages of their ids, where there are such pages."""
    addresses = [(display_names.get_page_address(id), name) for id, name in names]
    return format_html_join(
        pgettext("between the parts of a list", ", "),
        "{}",
        (
            (
                format_html('<a href="{}"><bdi>{}</bdi></a>', address, name)
                if address
                else format_html("<bdi>{}</bdi>", name),
            )
            for address, name in addresses
        ),
    )


def build_tie_row(
    tie: PartnershipTie, partnerships: CurrentPartnerships, perspective: str | None = None
) -> Mapping[str, object]:
    """Return a row of a table of ties."""
    return {
        "tie": tie,
        **_build_ends(tie, partnerships, perspective),
        "band": get_strength_band(tie.strength),
        "parts": [(get_value_label(EVIDENCE_KINDS, part.kind), part) for part in tie.components],
    }


def _build_ends(
    tie: PartnershipTie | ProspectiveTie, partnerships: CurrentPartnerships, perspective: str | None
) -> Mapping[str, object]:
    """Return the bodies of a row, without the one that its table is about, and the label of the pair."""
    ends = (tie.get_other_party(perspective),) if perspective in tie.parties and perspective else tie.parties
    return {
        "ends": [(id, partnerships.get_name(id), partnerships.get_short_name(id)) for id in ends],
        "label": " – ".join(partnerships.get_short_name(id) for id in tie.parties),
    }


def build_prospect_row(
    prospect: ProspectiveTie, partnerships: CurrentPartnerships, perspective: str | None = None
) -> Mapping[str, object]:
    """Return a row of a table of prospects."""
    return {
        "prospect": prospect,
        **_build_ends(prospect, partnerships, perspective),
        "reasons": format_reasons(
            [reason for reason in prospect.reasons if reason.points >= MIN_REASON_POINTS],
            partnerships,
            prospect.parties,
        ),
        "cautions": format_reasons(prospect.cautions, partnerships, prospect.parties),
    }


def load_evidence_details(evidence: Sequence[TieEvidence]) -> list[EvidenceDetail]:
    """Return the sources of pieces of evidence, in order."""
    return [_load_evidence_detail(tie_evidence) for tie_evidence in evidence]


def _load_evidence_detail(evidence: TieEvidence) -> EvidenceDetail:
    view, known = get_current_view(), registry.load_registry()
    match evidence.source_type:
        case "statement":
            statement = view.get_statement(evidence.id)
            return EvidenceDetail(
                evidence=evidence, statement=statement, document=view.get_document(statement.document)
            )
        case "document":
            return EvidenceDetail(evidence=evidence, document=view.get_document(evidence.id))
        case "publication":
            return EvidenceDetail(evidence=evidence, publication=known.publications[evidence.id])
        case "partnership":
            return EvidenceDetail(
                evidence=evidence, partnership=next(row for row in known.partnerships if row.id == evidence.id)
            )
    return EvidenceDetail(evidence=evidence, milestone=next(row for row in known.timeline if row.id == evidence.id))


def build_neighbourhood(id: str) -> Mapping[str, object]:
    """Return the partners with a picture, and prospective ones with reasons."""
    current_partnerships = get_current_partnerships()
    ties, prospects = current_partnerships.ties.find_by_party(id), current_partnerships.prospects.find_by_party(id)
    return {
        "ties": [build_tie_row(tie, current_partnerships, id) for tie in ties[:MAX_TIES]],
        "all": len(ties),
        "picture": mark_safe(draw_network(id, MAX_DRAWN_BODIES)) if len(ties) > 2 else "",
        "prospects": [build_prospect_row(prospect, current_partnerships, id) for prospect in prospects[:MAX_PROSPECTS]],
    }
