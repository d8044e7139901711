"""What a register's address asks for: its parameters to filters, and filters back to parameters."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.http import QueryDict

from palermo.edition import Filters
from palermo.portal.base.list_query import resolve_facet_params
from palermo.statements import FACETS, StatementKind

_FORM_ORDER = (
    *("subject", "addressee", "actor", "response", "year", "theme", "exploitation", "intervention", "group", "place"),
    *("region", "instrument", "language", "nature", "document"),
)
_OMITTED_FACETS = ("kind", "audience", "partner")
"""Facets that do not filter the register, which lists recommendations by who is addressed."""
FILTER_PARAMS = tuple(
    sorted(
        (facet.name for facet in FACETS if facet.name not in _OMITTED_FACETS),
        key=lambda name: _FORM_ORDER.index(name) if name in _FORM_ORDER else len(_FORM_ORDER),
    )
)
"""Facets that filter, by which the parameters of an address are named."""
MAX_FIELD_VALUES = 30
"""Values of one field that are heard; more make no sense to a reader and cost a machine."""
MAX_VALUE_CHARS = 200
"""Characters of a value that are heard."""
RegisterOrdering = Literal["newest", "printed", "repeated"]
REGISTER_ORDERINGS: tuple[RegisterOrdering, ...] = ("newest", "printed", "repeated")
"""Orders of the register: as a View has them, or the most repeated first."""
CLOSED_VALUES: dict[str, frozenset[str]] = {
    facet.name: frozenset(facet.values)
    for facet in FACETS
    if facet.values and facet.name != "language"  # documents may have a language that is not analysed
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """Filters and order that an address asks for."""

    pairs: tuple[tuple[str, str], ...] = ()
    """Parameter and value, each once, in the order of FIELDS."""
    search_text: str = ""
    ordering: RegisterOrdering = "newest"

    def get_values(self, parameter: str) -> tuple[str, ...]:
        """Values asked for one field."""
        return tuple(value for name, value in self.pairs if name == parameter)

    @property
    def selected(self) -> dict[str, tuple[str, ...]]:
        """Values by facet."""
        return {name: self.get_values(name) for name, _ in self.pairs}

    @property
    def filters(self) -> Filters:
        """The same for a View: recommendations only."""
        kind = {"kind": (StatementKind.RECOMMENDATION.value,)}
        return Filters(selected=kind | self.selected, words=self.search_text)

    @property
    def map_filters(self) -> Filters:
        """The same for a map of recommendations, whose footer and exports list the filters."""
        return Filters(selected=self.selected, words=self.search_text)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same; what is left at its default is left out."""
        found = self.pairs
        if self.search_text:
            found = (("q", self.search_text), *found)
        return found if self.ordering == "newest" else (*found, ("sort", self.ordering))

    def remove_filter(self, parameter: str, value: str) -> "RegisterQuery":
        """The same, one filter less."""
        if parameter == "q":
            return replace(self, search_text="")
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (parameter, value)))

    @property
    def is_filtered(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.pairs or self.search_text)


def parse_register_query(parameters: QueryDict) -> RegisterQuery:
    """Read a register's address; what can't be a value is not heard."""
    parameters = resolve_facet_params(parameters)
    return RegisterQuery(
        pairs=tuple((name, value) for name in FILTER_PARAMS for value in _parse_values(name, parameters.getlist(name))),
        search_text=_clean_value(parameters.get("q", "")),
        ordering=next((one for one in REGISTER_ORDERINGS if one == parameters.get("sort")), "newest"),
    )


def _parse_values(name: str, raw_values: Iterable[str]) -> list[str]:
    cleaned = dict.fromkeys(_clean_value(value) for value in list(raw_values)[:MAX_FIELD_VALUES])
    return [value for value in cleaned if _is_valid(name, value)]


def _is_valid(name: str, value: str) -> bool:
    if name == "year":
        return len(value) == 4 and value.isascii() and value.isdigit()
    return bool(value) and (name not in CLOSED_VALUES or value in CLOSED_VALUES[name])


def _clean_value(value: str) -> str:
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in value[:MAX_VALUE_CHARS])
    return " ".join(printable.split())
