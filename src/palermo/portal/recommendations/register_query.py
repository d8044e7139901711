"""What a register's address asks for: its parameters to filters, and filters back to parameters."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.http import QueryDict

from palermo.analysis import FilterSet
from palermo.edition import NO_RESPONSE, Filters
from palermo.edition.subject import OTHER_SUBJECT, TRAFFICKING
from palermo.portal.services.map_cache import get_dimension_values
from palermo.statements import Nature, Response, StatementKind

FILTER_PARAMS = (
    "subject",
    "addressee",
    "issuer",
    "answer",
    "year",
    "theme",
    "exploitation",
    "intervention",
    "group",
    "country",
    "region",
    "instrument",
    "language",
    "nature",
    "document",
)
"""Parameters of an address that filter."""
MAP_DIMENSIONS = {"issuer": "entity", "answer": "response"}
"""Parameter -> dimension of maps, where they differ."""
MAX_FIELD_VALUES = 30
"""Values of one field that are heard; more make no sense to a reader and cost a machine."""
MAX_VALUE_CHARS = 200
"""Characters of a value that are heard."""
RegisterOrdering = Literal["newest", "printed", "repeated"]
REGISTER_ORDERINGS: tuple[RegisterOrdering, ...] = ("newest", "printed", "repeated")
"""Orders of the register: as a View has them, or the most repeated first."""
CLOSED_VALUES: dict[str, frozenset[str]] = {
    "answer": frozenset({*(one.value for one in Response), NO_RESPONSE}),
    "nature": frozenset(one.value for one in Nature),
    "subject": frozenset({TRAFFICKING, OTHER_SUBJECT}),
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
    def filters(self) -> Filters:
        """The same for a View: recommendations only."""
        return Filters(
            kinds=(StatementKind.RECOMMENDATION,),
            addressees=self.get_values("addressee"),
            actors=self.get_values("issuer"),
            responses=self.get_values("answer"),
            years=tuple(int(value) for value in self.get_values("year")),
            themes=self.get_values("theme"),
            exploitation=self.get_values("exploitation"),
            interventions=self.get_values("intervention"),
            groups=self.get_values("group"),
            places=self.get_values("country"),
            regions=get_dimension_values().expand_regions(self.get_values("region")) or self.get_values("region"),
            subjects=self.get_values("subject"),
            instruments=self.get_values("instrument"),
            languages=self.get_values("language"),
            natures=self.get_values("nature"),
            documents=self.get_values("document"),
            words=self.search_text,
        )

    @property
    def filter_set(self) -> FilterSet:
        """The same for a map, by the names of its dimensions."""
        names = [(MAP_DIMENSIONS.get(name, name), value) for name, value in self.pairs if name != "document"]
        asked = {name: tuple(value for other, value in names if other == name) for name, _ in names}
        return FilterSet(selected=asked, filters=self.filters)

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
