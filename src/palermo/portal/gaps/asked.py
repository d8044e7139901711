"""What the address of the page of gaps asks for: dimensions, and which part of the balance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo import registry
from palermo.analysis.gaps import AXES, DEMAND, MOST, PROMISED, SUPPLY, Balance, Cell, Overlaps, balance, overlaps
from palermo.portal.editions.current import current_token, current_view
from palermo.portal.frame import languages, names
from palermo.portal.frame.asking import clean
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
    "unmet": pgettext_lazy("gap", "Asked for, and nothing told"),
    "outdated": pgettext_lazy("gap", "Asked for, and told done only long ago"),
    "met": pgettext_lazy("gap", "Asked for and told done"),
    "unasked": pgettext_lazy("gap", "Told done, and not asked for"),
}
"""Parts of the balance, as properties of a Balance."""
SIDES: Mapping[str, Kind] = {kind.value: kind for kind in (DEMAND, SUPPLY, PROMISED)}
PARAMETERS = ("by", "and", "too")
"""Of the first, the second and the third dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Dimensions and part of the balance; no dimensions: those that suit the edition."""

    by: tuple[str, ...] = ()
    listed: str = "unmet"

    def query(self, listed: str | None = None) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same, or for another part."""
        return (*zip(PARAMETERS, self.by, strict=False), ("list", listed or self.listed))


def asked(parameters: QueryDict) -> Asked:
    """Read the page's address; what can't be a dimension is not heard, one alone neither."""
    given = dict.fromkeys(value for name in PARAMETERS if (value := parameters.get(name, "")) in AXES)
    by = tuple(given)[:MOST]
    listed = parameters.get("list", "")
    return Asked(by=by if len(by) > 1 else (), listed=listed if listed in LISTS else "unmet")


def place(parameters: QueryDict) -> Mapping[str, str]:
    """The values of a cell by dimension, as the address of its statements has them."""
    return {name: clean(value) for name in AXES if (value := parameters.get(name))}


def balanced(by: Sequence[str]) -> Balance:
    """The balance of the current edition; raises NoLibrary where there is none."""
    current_view()
    return _balanced(current_token(), tuple(by))


@lru_cache(maxsize=16)
def _balanced(_token: str | None, by: tuple[str, ...]) -> Balance:
    return balance(current_view(), registry.load(), by)


def shared() -> Overlaps:
    """The overlaps of the current edition."""
    current_view()
    return _shared(current_token())


@lru_cache(maxsize=2)
def _shared(_token: str | None) -> Overlaps:
    return overlaps(current_view(), registry.load(), kept().ties)


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
