"""The balance of recommendations and activities, and the overlaps, of the served edition."""

from collections.abc import Mapping

from palermo import registry
from palermo.analysis.gaps import Balance, BalanceCell, Overlaps, compute_balance, count_activities, find_overlaps
from palermo.edition import Filters
from palermo.portal.services.content_cache import cache_by_content
from palermo.portal.services.current_edition import get_current_view
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
