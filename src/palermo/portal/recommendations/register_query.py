"""The filters and order of the register, the parameters that give them, and the register ordered by repetition."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from palermo.analysis.follow_up import Chain, FollowUp
from palermo.edition import Filters, StatementPage, View
from palermo.portal.base.forms import QueryPairs
from palermo.portal.services.entity_statements import group_answers
from palermo.portal.services.facet_labels import UnknownValue
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
OWN_ANSWER = "own_answer"
"""Parameter that selects by how addressees answer recommendations themselves, which no document states."""
RegisterOrdering = Literal["relevance", "newest", "printed", "repeated"]
REGISTER_ORDERINGS: tuple[RegisterOrdering, ...] = ("relevance", "newest", "printed", "repeated")
"""Orders of the register: those of a View, or the most repeated first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """Filters and order of the register."""

    pairs: QueryPairs = ()
    """Parameter and value, each once, in the order of FILTER_PARAMS, then OWN_ANSWER."""
    search_text: str = ""
    chosen_ordering: RegisterOrdering | Literal[""] = ""
    refused: tuple[UnknownValue, ...] = ()
    """Values that were ignored, because nothing is called so."""

    @property
    def default_ordering(self) -> RegisterOrdering:
        """The order if none is chosen: the best match first with words, else the newest document first."""
        return "relevance" if self.search_text else "newest"

    @property
    def ordering(self) -> RegisterOrdering:
        """The order of the list; without words there is no best match."""
        if not self.chosen_ordering or (self.chosen_ordering == "relevance" and not self.search_text):
            return self.default_ordering
        return self.chosen_ordering

    def get_values(self, parameter: str) -> tuple[str, ...]:
        """Return the values of one filter."""
        return tuple(value for name, value in self.pairs if name == parameter)

    @property
    def selected(self) -> dict[str, tuple[str, ...]]:
        """Values by facet."""
        return {name: self.get_values(name) for name, _ in self.pairs if name != OWN_ANSWER}

    @property
    def answered_ids(self) -> frozenset[str] | None:
        """Ids of the recommendations with the chosen own answers, or None if none is chosen."""
        chosen = self.get_values(OWN_ANSWER)
        return list_answered_ids(chosen) if chosen else None

    @property
    def filters(self) -> Filters:
        """The filters for a View, which match recommendations only."""
        kind = {"kind": (StatementKind.RECOMMENDATION.value,)}
        return Filters(selected=kind | self.selected, words=self.search_text, ids=self.answered_ids)

    @property
    def map_filters(self) -> Filters:
        """The filters for a map of recommendations, whose footer and exports list them."""
        return Filters(selected=self.selected, words=self.search_text, ids=self.answered_ids)

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list; defaults are left out."""
        pairs = self.pairs
        if self.search_text:
            pairs = (("q", self.search_text), *pairs)
        return pairs if self.ordering == self.default_ordering else (*pairs, ("sort", self.ordering))

    def remove_filter(self, parameter: str, value: str) -> "RegisterQuery":
        """Return this query without one filter."""
        if parameter == "q":
            return replace(self, search_text="")
        return replace(self, pairs=tuple(pair for pair in self.pairs if pair != (parameter, value)))

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.pairs or self.search_text)


def list_answered_ids(answers: Collection[str]) -> frozenset[str]:
    """Return the ids of the recommendations to which an addressee gives any of these answers itself."""
    stated = group_answers().items()
    return frozenset(id for id, items in stated if any(item.content.get("answer") in answers for item in items))


def find_most_repeated(
    view: View, follow_up: FollowUp | None, filters: Filters, offset: int, limit: int
) -> StatementPage:
    """Return a page of matching recommendations: those of the longest chains first, grouped by chain."""
    rows = view.select_columns(["id", "document", "position"], filters).to_pylist()
    chain_of = follow_up.chain_by_call if follow_up else {}
    places = {chain.id: place for place, chain in enumerate(follow_up.chains)} if follow_up else {}

    def rank_row(row: dict[str, str]) -> int:
        chain = chain_of.get(row["id"])
        return places[chain.id] if chain else len(places)

    rows.sort(key=rank_row)  # a stable sort: calls within a chain, and those outside of any, stay in printed order
    stretch = rows[offset : offset + limit]
    statements = view.get_statements_at([(row["document"], row["position"]) for row in stretch])
    documents = {row["document"]: view.get_document(row["document"]) for row in stretch}
    return StatementPage(total=len(rows), statements=statements, documents=documents)


def filter_chains(view: View, follow_up: FollowUp, filters: Filters) -> Sequence[Chain]:
    """Return the chains with a matching recommendation, longest first."""
    if filters.selected.keys() <= {"kind"} and not filters.words and filters.ids is None:
        return follow_up.chains
    passing = frozenset(view.select_columns(["id"], filters)["id"].to_pylist())
    return [chain for chain in follow_up.chains if any(call.id in passing for call in chain.calls)]
