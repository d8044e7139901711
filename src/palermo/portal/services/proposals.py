"""Organisations that the served edition names and the registry does not know."""

from palermo import registry
from palermo.analysis import propose_organisations
from palermo.linking import Proposal
from palermo.portal.services.content_cache import cache_by_content
from palermo.portal.services.current_edition import get_current_view


@cache_by_content(3)
def get_current_proposals() -> tuple[Proposal, ...]:
    """Return the proposals of the served edition, those named most often first."""
    return propose_organisations(get_current_view(), registry.load_registry())
