"""Organisations that the served edition names and the registry does not know."""

from functools import lru_cache

from palermo import registry
from palermo.analysis import propose_organisations
from palermo.linking import Proposal
from palermo.portal.services.current_edition import get_content_token, get_current_view


def get_current_proposals() -> tuple[Proposal, ...]:
    """Return the proposals of the served edition, those named most often first."""
    return _find_proposals(get_content_token(), registry.load_registry().version)


@lru_cache(maxsize=3)
def _find_proposals(content_token: str | None, registry_version: str) -> tuple[Proposal, ...]:
    """Find the proposals; both arguments serve as the cache key."""
    return propose_organisations(get_current_view(), registry.load_registry())
