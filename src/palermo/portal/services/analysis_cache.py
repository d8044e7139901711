"""Analyses of the served edition that several apps show: balance, overlaps, roles of places, proposed organisations."""

from collections import Counter
from collections.abc import Mapping

from palermo import registry
from palermo.analysis import propose_organisations
from palermo.analysis.gaps import Balance, BalanceCell, Overlaps, compute_balance, count_activities, find_overlaps
from palermo.analysis.place_roles import PlaceRole, count_place_roles
from palermo.edition import Filters
from palermo.linking import Proposal
from palermo.portal.services.current_edition import ServedEdition, cache_by_content, get_current_view
from palermo.portal.services.partnerships import get_current_partnerships

MENTIONS = "mention"
"""The side of activities whose words name the values of a cell, without all of their tags."""


@cache_by_content(16)
def get_balance(dimensions: tuple[str, ...], filters: Filters) -> Balance:
    """Return the balance by these dimensions; raises NoLibrary if there is no edition."""
    return compute_balance(get_current_view(), registry.load_registry(), dimensions, filters)


@cache_by_content(64)
def get_activity_counts(dimensions: tuple[str, ...], filters: Filters) -> Mapping[tuple[str, ...], tuple[int, int]]:
    """Return for each combination of values the activities with their tags, and those that only name them."""
    return count_activities(get_current_view(), registry.load_registry(), dimensions, filters)


@cache_by_content(8)
def get_overlaps(filters: Filters) -> Overlaps:
    """Return the overlaps; raises NoLibrary if there is no edition."""
    return find_overlaps(get_current_view(), registry.load_registry(), get_current_partnerships().ties, filters)


def select_cells(balance: Balance, part_name: str) -> tuple[BalanceCell, ...]:
    """Return the cells of a part of the balance: `unmet`, `outdated`, `met`, `unasked` or `cells`."""
    cells: tuple[BalanceCell, ...] = getattr(balance, part_name)
    return cells


def get_place_roles(edition: ServedEdition) -> Mapping[str, Counter[PlaceRole]] | None:
    """Return the roles by ISO code of a State or M49 code of a subregion, counted once; None for a large edition."""
    return edition.cache.get_or_compute(
        "place-roles", lambda: count_place_roles(edition.view, registry.load_registry())
    )


@cache_by_content(3)
def get_current_proposals() -> tuple[Proposal, ...]:
    """Return the proposals of the served edition, those named most often first."""
    return propose_organisations(get_current_view(), registry.load_registry())
