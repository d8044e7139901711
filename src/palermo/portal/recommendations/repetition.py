"""The register ordered by repetition, and the chains that match filters."""

from collections.abc import Sequence

from palermo.analysis.follow_up import Chain, FollowUp
from palermo.edition import Filters, StatementPage, View


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
    if filters.selected.keys() <= {"kind"} and not filters.words:
        return follow_up.chains
    passing = frozenset(view.select_columns(["id"], filters)["id"].to_pylist())
    return [chain for chain in follow_up.chains if any(call.id in passing for call in chain.calls)]
