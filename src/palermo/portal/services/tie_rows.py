"""Ties and prospects as rows for display: names, reasons and evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from palermo import registry
from palermo.analysis.partnerships import PartnershipTie, ProspectiveTie, TieEvidence, TieReason
from palermo.analysis.partnerships.current_ties import get_strength_band
from palermo.portal.base import display_names, languages, plurals, registry_links
from palermo.portal.base.partnership_labels import EVIDENCE_KINDS, REASON_SENTENCES
from palermo.portal.base.value_labels import get_value_label
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.partnerships import CurrentPartnerships, draw_network, get_current_partnerships
from palermo.registry import Milestone, Partnership, Publication
from palermo.statements import Document, Statement

CONCEPT_REASONS = ("subjects", "people")
MAX_TIES, MAX_PROSPECTS, MAX_DRAWN_BODIES = 8, 5, 16
"""Partners, prospective partners and drawn bodies on the page of an entity."""
BodyPair = tuple[str, str]
MIN_REASON_POINTS = 0.05
"""Points below which only the page of the pair shows a reason."""


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
    language = languages.get_active_language()
    if reason.name in CONCEPT_REASONS:
        return _join_names((id, display_names.get_concept_label(id, language)) for id in reason.shared)
    if reason.name == "places":
        ids = [f"state:{id}" for id in reason.shared]
        return _join_names((id, display_names.get_label(id, language) or id) for id in ids)
    if reason.name == "complements":
        sides = [(id, side) for id, side in zip(bodies, reason.complements, strict=True) if side]
        return format_html_join(
            plurals.get_group_separator(),
            "<bdi>{}: {}</bdi>",
            (
                (
                    partnerships.get_short_name(id),
                    _join_names((concept, display_names.get_concept_label(concept, language)) for concept in side),
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
    addresses = [(registry_links.get_page_address(id), name) for id, name in names]
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
    ends = (tie.get_other_party(perspective),) if perspective in tie.parties and perspective else tie.parties
    return {
        "tie": tie,
        "ends": [(id, partnerships.get_name(id), partnerships.get_short_name(id)) for id in ends],
        "band": get_strength_band(tie.strength),
        "parts": [(get_value_label(EVIDENCE_KINDS, part.kind), part) for part in tie.components],
        "label": " – ".join(partnerships.get_short_name(id) for id in tie.parties),
    }


def build_prospect_row(
    prospect: ProspectiveTie, partnerships: CurrentPartnerships, perspective: str | None = None
) -> Mapping[str, object]:
    """Return a row of a table of prospects."""
    ends = (
        (prospect.get_other_party(perspective),)
        if perspective in prospect.parties and perspective
        else prospect.parties
    )
    return {
        "prospect": prospect,
        "ends": [(id, partnerships.get_name(id), partnerships.get_short_name(id)) for id in ends],
        "reasons": format_reasons(
            [reason for reason in prospect.reasons if reason.points >= MIN_REASON_POINTS],
            partnerships,
            prospect.parties,
        ),
        "cautions": format_reasons(prospect.cautions, partnerships, prospect.parties),
        "label": " – ".join(partnerships.get_short_name(id) for id in prospect.parties),
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
        "searched": len(get_document_index().works),
        "picture": mark_safe(draw_network(id, MAX_DRAWN_BODIES)) if len(ties) > 2 else "",
        "prospects": [build_prospect_row(prospect, current_partnerships, id) for prospect in prospects[:MAX_PROSPECTS]],
    }
