"""What the address of the page of gaps asks for: dimensions, and which part of the balance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo import registry
from palermo.analysis import Where, where
from palermo.analysis.gaps import AXES, DEMAND, MOST, PROMISED, SUPPLY, Balance, Cell, Overlaps, balance, overlaps
from palermo.analysis.values import WORLD
from palermo.edition import Filters
from palermo.edition.subject import OTHER, TRAFFICKING
from palermo.portal.editions.current import current_view, told_token
from palermo.portal.frame import languages, names
from palermo.portal.frame.asking import clean, unheard
from palermo.portal.maps.ground import values
from palermo.portal.partnerships.kept import kept
from palermo.statements import Kind

TITLES: Mapping[str, Promise] = {
    "theme": _("Theme"),
    "intervention": _("Intervention"),
    "exploitation": _("Form of exploitation"),
    "group": _("Group"),
    "country": _("Country"),
    "region": _("Region"),
}
LISTS: Mapping[str, Promise] = {
    "unmet": pgettext_lazy("gap", "Recommended, and no activity found"),
    "outdated": pgettext_lazy("gap", "Recommended, and only old activities found"),
    "met": pgettext_lazy("gap", "Recommended, and activities found"),
    "unasked": pgettext_lazy("gap", "Activities found, and not recommended"),
}
"""Parts of the balance, as properties of a Balance."""
SIDES: Mapping[str, Kind] = {kind.value: kind for kind in (DEMAND, SUPPLY, PROMISED)}
PARAMETERS = ("by", "and", "too")
"""Of the first, the second and the third dimension."""

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Dimensions and part of the balance; no dimensions: those that suit the edition."""

    by: tuple[str, ...] = ()
    listed: str = "unmet"
    subject: str = ""
    """That of this field, the other, or empty for both."""
    within: str = ""
    """M49 code of a region, or empty for the world."""

    def query(self, listed: str | None = None) -> Pairs:
        """Parameters that ask for the same, or for another part."""
        return (*zip(PARAMETERS, self.by, strict=False), ("list", listed or self.listed), *self.narrowing)

    @property
    def narrowing(self) -> Pairs:
        """Parameters of the filters alone."""
        return tuple((name, value) for name in ("subject", "within") if (value := getattr(self, name)))

    @property
    def where(self) -> Where:
        """The filters, for a map."""
        return where([*self._conditions()], values())

    def _conditions(self) -> Iterable[str]:
        if self.subject:
            yield f"subject={self.subject}"
        if self.within:
            yield f"region={self.within}"


def asked(parameters: QueryDict) -> Asked:
    """Read the page's address; what can't be a dimension is not heard, one alone neither."""
    given = dict.fromkeys(value for name in PARAMETERS if (value := parameters.get(name, "")) in AXES)
    by = tuple(given)[:MOST]
    listed, subject, within = (parameters.get(name, "") for name in ("list", "subject", "within"))
    return Asked(
        by=by if len(by) > 1 else (),
        listed=listed if listed in LISTS else "unmet",
        subject=subject if subject in (TRAFFICKING, OTHER) else "",
        within=within if within in regions() else "",
    )


def not_heard(parameters: QueryDict) -> list[tuple[str, str]]:
    """What of the page's address is no dimension, no part of the balance and no filter."""
    choices: dict[str, Collection[str] | None] = dict.fromkeys(PARAMETERS, AXES)
    filters = {"list": LISTS, "subject": (TRAFFICKING, OTHER), "within": regions(), "page": None}
    return unheard(parameters, {**choices, **filters})


def regions() -> Sequence[str]:
    """M49 codes of the regions that the balance can be narrowed to."""
    return [id for id in registry.load().regions if id != WORLD]


def place(parameters: QueryDict) -> Mapping[str, str]:
    """The values of a cell by dimension, as the address of its statements has them."""
    return {name: clean(value) for name in AXES if (value := parameters.get(name))}


def balanced(by: Sequence[str], wanted: Where) -> Balance:
    """The balance of the current edition; raises NoLibrary where there is none."""
    current_view()
    return _balanced(told_token(), tuple(by), wanted.filters)


@lru_cache(maxsize=16)
def _balanced(_token: str | None, by: tuple[str, ...], filters: Filters) -> Balance:
    return balance(current_view(), registry.load(), by, filters)


def shared(wanted: Where) -> Overlaps:
    """The overlaps of the current edition."""
    current_view()
    return _shared(told_token(), wanted.filters)


@lru_cache(maxsize=8)
def _shared(_token: str | None, filters: Filters) -> Overlaps:
    return overlaps(current_view(), registry.load(), kept().ties, filters)


def label(axis: str, id: str) -> str:
    """A value of a dimension in words."""
    language = languages.active()
    if axis in ("country", "region"):
        return names.label(f"state:{id}" if axis == "country" else id, language) or id
    return names.concept(id, language)


def cells(found: Balance, listed: str) -> tuple[Cell, ...]:
    """The cells of a part of the balance."""
    chosen: tuple[Cell, ...] = getattr(found, listed)
    return chosen
