"""The partnerships of the served edition and the drawing of their network, computed once."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo import registry
from palermo.analysis import collect_topics
from palermo.analysis.partnerships import (
    MECHANISM_KINDS,
    NetworkLayout,
    PartnershipTie,
    PartnershipTies,
    ProposalYear,
    ProspectiveTies,
    find_current_ties,
    lay_out_network,
    rank_prospective_ties,
    score_past_proposals,
)
from palermo.edition import Filters
from palermo.portal.base import display_names, languages, registry_links
from palermo.portal.services.content_cache import cache_by_content
from palermo.portal.services.current_edition import get_current_view
from palermo.publishing.svg import network as network_svg
from palermo.statements import FACET_BY_NAME


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
        return self.ties.names.get(id) or display_names.get_label(id, languages.get_active_language()) or id

    def get_short_name(self, id: str) -> str:
        """Return its acronym, or its name."""
        return self.ties.names.get(id) or registry_links.get_short_name(id, languages.get_active_language())


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
    opened = (_get_body_address, _get_tie_address)
    title = _("Network of ties")
    return network_svg.draw_network(
        picture, title, is_standalone=False, centre=centre, is_body=is_organisation, addresses=opened
    )


def is_organisation(id: str) -> bool:
    """Return whether a body is an organisation, not a mechanism or initiative."""
    row = registry.load_registry().entities.get(id)
    return row is None or row.kind not in MECHANISM_KINDS


def _get_body_address(id: str) -> str:
    return f"{reverse('partnerships:network')}?{urlencode({'entity': id})}"


def _get_tie_address(tie: PartnershipTie) -> str:
    return reverse("partnerships:pair", kwargs={"one": tie.party_a, "other": tie.party_b})
