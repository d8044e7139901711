"""What the address of the page of gaps asks for: dimensions, and which part of the balance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo import registry
from palermo.analysis import FilterSet, parse_filter_set
from palermo.analysis.dimension_values import WORLD
from palermo.analysis.gaps import (
    AXES,
    DEMAND,
    MAX_AXES,
    PROMISED,
    SUPPLY,
)
from palermo.edition.subject import OTHER_SUBJECT, TRAFFICKING
from palermo.portal.base import display_names, languages
from palermo.portal.base.list_query import clean_value, find_ignored_params
from palermo.portal.services.map_cache import get_dimension_values
from palermo.statements import StatementKind

TITLES: Mapping[str, Promise] = {
    "theme": _("Theme"),
    "intervention": _("Intervention"),
    "exploitation": _("Form of exploitation"),
    "group": _("Group"),
    "country": _("Country"),
    "region": _("Region"),
}
BALANCE_PARTS: Mapping[str, Promise] = {
    "unmet": pgettext_lazy("gap", "Recommended, and no activity found"),
    "outdated": pgettext_lazy("gap", "Recommended, and only old activities found"),
    "met": pgettext_lazy("gap", "Recommended, and activities found"),
    "unasked": pgettext_lazy("gap", "Activities found, and not recommended"),
}
"""Parts of the balance, as properties of a Balance."""
SIDE_KINDS: Mapping[str, StatementKind] = {kind.value: kind for kind in (DEMAND, SUPPLY, PROMISED)}
DIMENSION_PARAMS = ("by", "and", "too")
"""Of the first, the second and the third dimension."""

type QueryPairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapQuery:
    """Dimensions and part of the balance; no dimensions: those that suit the edition."""

    by: tuple[str, ...] = ()
    listed: str = "unmet"
    subject: str = ""
    """That of this field, the other, or empty for both."""
    within: str = ""
    """M49 code of a region, or empty for the world."""

    def build_params(self, part_name: str | None = None) -> QueryPairs:
        """Parameters that ask for the same, or for another part."""
        return (*zip(DIMENSION_PARAMS, self.by, strict=False), ("list", part_name or self.listed), *self.filter_params)

    @property
    def filter_params(self) -> QueryPairs:
        """Parameters of the filters alone."""
        return tuple((name, value) for name in ("subject", "within") if (value := getattr(self, name)))

    @property
    def filter_set(self) -> FilterSet:
        """The filters, for a map."""
        return parse_filter_set([*self._list_conditions()], get_dimension_values())

    def _list_conditions(self) -> Iterable[str]:
        if self.subject:
            yield f"subject={self.subject}"
        if self.within:
            yield f"region={self.within}"


def parse_gap_query(parameters: QueryDict) -> GapQuery:
    """Read the page's address; what can't be a dimension is not heard, one alone neither."""
    given = dict.fromkeys(value for name in DIMENSION_PARAMS if (value := parameters.get(name, "")) in AXES)
    by = tuple(given)[:MAX_AXES]
    listed, subject, within = (parameters.get(name, "") for name in ("list", "subject", "within"))
    return GapQuery(
        by=by if len(by) > 1 else (),
        listed=listed if listed in BALANCE_PARTS else "unmet",
        subject=subject if subject in (TRAFFICKING, OTHER_SUBJECT) else "",
        within=within if within in list_regions() else "",
    )


def find_ignored_gap_params(parameters: QueryDict) -> list[tuple[str, str]]:
    """What of the page's address is no dimension, no part of the balance and no filter."""
    choices: dict[str, Collection[str] | None] = dict.fromkeys(DIMENSION_PARAMS, AXES)
    filters = {"list": BALANCE_PARTS, "subject": (TRAFFICKING, OTHER_SUBJECT), "within": list_regions(), "page": None}
    return find_ignored_params(parameters, {**choices, **filters})


def list_regions() -> Sequence[str]:
    """M49 codes of the regions that the balance can be narrowed to."""
    return [id for id in registry.load_registry().regions if id != WORLD]


def parse_cell_values(parameters: QueryDict) -> Mapping[str, str]:
    """The values of a cell by dimension, as the address of its statements has them."""
    return {name: clean_value(value) for name in AXES if (value := parameters.get(name))}


def label_axis_value(axis: str, id: str) -> str:
    """A value of a dimension in words."""
    language = languages.get_active_language()
    if axis in ("country", "region"):
        return display_names.get_label(f"state:{id}" if axis == "country" else id, language) or id
    return display_names.get_concept_label(id, language)
