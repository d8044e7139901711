"""The addresses that follow a list of statements: its feed, and the form that saves it as a search."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from palermo.analysis import MAP_FACETS
from palermo.edition import Filters


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowAddresses:
    """Where the new statements of a list can be read."""

    feed: str
    form: str


def build_follow_addresses(filters: Filters) -> FollowAddresses | None:
    """Return the addresses for filters; None without filters, or if one cannot be saved."""
    pairs = [("where", f"{name}={value}") for name, values in filters.selected.items() for value in values]
    if any(name not in MAP_FACETS for name in filters.selected) or not (pairs or filters.words):
        return None
    query = urlencode([*pairs, *([("q", filters.words)] if filters.words else [])])
    return FollowAddresses(
        feed=f"{reverse('feeds:statements')}?{query}", form=f"{reverse('subscriptions:new')}?{query}"
    )
