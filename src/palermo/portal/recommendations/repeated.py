"""The register with the most repeated first, and the chains that filters find."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.analysis.follow_up import Chain, FollowUp
from palermo.edition import Filters, Found, View


def most_repeated(view: View, found: FollowUp | None, filters: Filters, offset: int, limit: int) -> Found:
    """A stretch of what the filters find: members of the longest chains first, those of one chain together."""
    rows = view.table(["id", "document", "position"], filters).to_pylist()
    chain_of = found.chain_of if found else {}
    places = {chain.id: place for place, chain in enumerate(found.chains)} if found else {}

    def rank(row: dict[str, str]) -> int:
        chain = chain_of.get(row["id"])
        return places[chain.id] if chain else len(places)

    rows.sort(key=rank)  # stable: within a chain, and behind all of them, as printed
    stretch = rows[offset : offset + limit]
    statements = view.statements_at([(row["document"], row["position"]) for row in stretch])
    documents = {row["document"]: view.document(row["document"]) for row in stretch}
    return Found(total=len(rows), statements=statements, documents=documents)


def chains_of(view: View, found: FollowUp, filters: Filters) -> Sequence[Chain]:
    """Chains of which some call is found, longest first."""
    if filters == replace(Filters(), kinds=filters.kinds):
        return found.chains
    passing = frozenset(view.table(["id"], filters)["id"].to_pylist())
    return [one for one in found.chains if any(call.id in passing for call in one.calls)]
