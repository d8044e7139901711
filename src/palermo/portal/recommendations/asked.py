"""What a register's address asks for: its parameters to filters, and filters back to parameters."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from django.http import QueryDict

from palermo.analysis import Where
from palermo.edition import NO_RESPONSE, Filters
from palermo.edition.subject import OTHER, TRAFFICKING
from palermo.portal.maps.ground import values
from palermo.statements import Kind, Nature, Response

FIELDS = (
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
DIMENSIONS = {"issuer": "entity", "answer": "response"}
"""Parameter -> dimension of maps, where they differ."""
VALUES = 30
"""Values of one field that are heard; more make no sense to a reader and cost a machine."""
LENGTH = 200
"""Characters of a value that are heard."""
Sort = Literal["newest", "printed", "repeated"]
SORTS: tuple[Sort, ...] = ("newest", "printed", "repeated")
"""Orders of the register: as a View has them, or the most repeated first."""
CLOSED: dict[str, frozenset[str]] = {
    "answer": frozenset({*(one.value for one in Response), NO_RESPONSE}),
    "nature": frozenset(one.value for one in Nature),
    "subject": frozenset({TRAFFICKING, OTHER}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Filters and order that an address asks for."""

    pairs: tuple[tuple[str, str], ...] = ()
    """Parameter and value, each once, in the order of FIELDS."""
    words: str = ""
    sort: Sort = "newest"

    def values(self, parameter: str) -> tuple[str, ...]:
        """Values asked for one field."""
        return tuple(value for name, value in self.pairs if name == parameter)

    @property
    def filters(self) -> Filters:
        """The same for a View: recommendations only."""
        return Filters(
            kinds=(Kind.RECOMMENDATION,),
            addressees=self.values("addressee"),
            actors=self.values("issuer"),
            responses=self.values("answer"),
            years=tuple(int(value) for value in self.values("year")),
            themes=self.values("theme"),
            exploitation=self.values("exploitation"),
            interventions=self.values("intervention"),
            groups=self.values("group"),
            places=self.values("country"),
            regions=values().within(self.values("region")) or self.values("region"),
            subjects=self.values("subject"),
            instruments=self.values("instrument"),
            languages=self.values("language"),
            natures=self.values("nature"),
            documents=self.values("document"),
            words=self.words,
        )

    @property
    def where(self) -> Where:
        """The same for a map, by the names of its dimensions."""
        names = [(DIMENSIONS.get(name, name), value) for name, value in self.pairs if name != "document"]
        asked = {name: tuple(value for other, value in names if other == name) for name, _ in names}
        return Where(asked=asked, filters=self.filters)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Parameters that ask for the same; what is left at its default is left out."""
        found = self.pairs
        if self.words:
            found = (("q", self.words), *found)
        return found if self.sort == "newest" else (*found, ("sort", self.sort))

    def without(self, parameter: str, value: str) -> "Asked":
        """The same, one filter less."""
        if parameter == "q":
            return replace(self, words="")
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (parameter, value)))

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.pairs or self.words)


def asked(parameters: QueryDict) -> Asked:
    """Read a register's address; what can't be a value is not heard."""
    return Asked(
        pairs=tuple((name, value) for name in FIELDS for value in _values(name, parameters.getlist(name))),
        words=_clean(parameters.get("q", "")),
        sort=next((one for one in SORTS if one == parameters.get("sort")), "newest"),
    )


def _values(name: str, given: Iterable[str]) -> list[str]:
    cleaned = dict.fromkeys(_clean(value) for value in list(given)[:VALUES])
    return [value for value in cleaned if _sensible(name, value)]


def _sensible(name: str, value: str) -> bool:
    if name == "year":
        return len(value) == 4 and value.isascii() and value.isdigit()
    return bool(value) and (name not in CLOSED or value in CLOSED[name])


def _clean(value: str) -> str:
    printable = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in value[:LENGTH])
    return " ".join(printable.split())
