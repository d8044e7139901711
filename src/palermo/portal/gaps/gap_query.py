"""The balance that a page shows: its dimensions, its part and its filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo import registry
from palermo.analysis import parse_filters
from palermo.analysis.gaps import (
    DEMAND,
    PROMISED,
    SUPPLY,
)
from palermo.edition import Filters
from palermo.portal.base import display_names
from palermo.portal.base.forms import QueryPairs
from palermo.portal.base.value_labels import get_facet_title
from palermo.portal.services.map_cache import get_facet_values
from palermo.registry import WORLD
from palermo.statements import FACET_BY_NAME, StatementKind

TITLES: Mapping[str, Promise] = {
    "theme": _("Theme"),
    "intervention": get_facet_title(FACET_BY_NAME["intervention"]),
    "exploitation": _("Form of exploitation"),
    "group": _("Group"),
    "place": _("Country"),
    "region": _("Region"),
}
BALANCE_PARTS: Mapping[str, Promise] = {
    "unmet": pgettext_lazy("gap", "Recommended, and no activity found"),
    "outdated": pgettext_lazy("gap", "Recommended, and only old activities found"),
    "met": pgettext_lazy("gap", "Recommended, and activities found"),
    "unasked": pgettext_lazy("gap", "Activities found, and not recommended"),
}
"""Parts of the balance, by the names of properties of a Balance."""
DEFAULT_PART = "unmet"
SIDE_KINDS: Mapping[str, StatementKind] = {kind.value: kind for kind in (DEMAND, SUPPLY, PROMISED)}
DIMENSION_PARAMS = ("by", "and", "too")
"""Of the first, the second and the third dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuery:
    """Dimensions, part and filters of the balance; without dimensions, those that suit the edition."""

    by: tuple[str, ...] = ()
    listed: str = DEFAULT_PART
    subject: str = ""
    """On trafficking, on other subjects, or empty for both."""
    within: str = ""
    """M49 code of a region, or empty for the world."""

    def build_params(self, part_name: str | None = None) -> QueryPairs:
        """Return the parameters that give the same page, or another part of the balance."""
        return (*zip(DIMENSION_PARAMS, self.by, strict=False), ("list", part_name or self.listed), *self.filter_params)

    @property
    def filter_params(self) -> QueryPairs:
        """Parameters of the filters only."""
        return tuple((name, value) for name in ("subject", "within") if (value := getattr(self, name)))

    @property
    def filters(self) -> Filters:
        """The filters, for a map."""
        chosen = {"subject": self.subject, "region": self.within}
        return parse_filters([f"{name}={value}" for name, value in chosen.items() if value], get_facet_values())

    @property
    def counted_filters(self) -> Filters:
        """The filters, with the kinds that are compared."""
        return replace(self.filters, selected={"kind": tuple(SIDE_KINDS), **self.filters.selected})


def list_regions() -> Sequence[str]:
    """Return the M49 codes of the regions by which the balance can be filtered."""
    return [id for id in registry.load_registry().regions if id != WORLD]


def label_axis_value(axis: str, id: str) -> str:
    """Return the label of a dimension's value."""
    if axis in ("place", "region"):
        return display_names.get_name(f"state:{id}" if axis == "place" else id)
    return display_names.get_concept_label(id)
