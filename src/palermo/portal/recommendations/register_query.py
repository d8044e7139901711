"""The filters and order of the register, and the query parameters that give them."""

from dataclasses import dataclass, replace
from typing import Literal

from palermo.analysis import FilterSet
from palermo.edition import Filters
from palermo.portal.base.forms import QueryPairs
from palermo.portal.services.map_cache import get_dimension_values
from palermo.statements import StatementKind

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
"""Query parameters that filter."""
MAP_DIMENSIONS = {"issuer": "entity", "answer": "response"}
"""Parameter -> dimension of maps, if they differ."""
RegisterOrdering = Literal["newest", "printed", "repeated"]
REGISTER_ORDERINGS: tuple[RegisterOrdering, ...] = ("newest", "printed", "repeated")
"""Orders of the register: those of a View, or the most repeated first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """Filters and order of the register."""

    pairs: QueryPairs = ()
    """Parameter and value, each once, in the order of FILTER_PARAMS."""
    search_text: str = ""
    ordering: RegisterOrdering = "newest"

    def get_values(self, parameter: str) -> tuple[str, ...]:
        """Return the values of one filter."""
        return tuple(value for name, value in self.pairs if name == parameter)

    @property
    def filters(self) -> Filters:
        """The filters for a View, which match recommendations only."""
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
        """The filters for a map, by the names of its dimensions."""
        names = [(MAP_DIMENSIONS.get(name, name), value) for name, value in self.pairs if name != "document"]
        selected = {name: tuple(value for other, value in names if other == name) for name, _ in names}
        return FilterSet(selected=selected, filters=self.filters)

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list; defaults are left out."""
        found = self.pairs
        if self.search_text:
            found = (("q", self.search_text), *found)
        return found if self.ordering == "newest" else (*found, ("sort", self.ordering))

    def remove_filter(self, parameter: str, value: str) -> "RegisterQuery":
        """Return this query without one filter."""
        if parameter == "q":
            return replace(self, search_text="")
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (parameter, value)))

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.pairs or self.search_text)
