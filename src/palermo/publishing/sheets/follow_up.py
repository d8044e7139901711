"""What came of recommendations as a sheet: one row for each chain, or for each recommendation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from palermo.analysis import Values, Where
from palermo.analysis.follow_up import Call, Chain, FollowUp, Searched, Status, calls, overall, searched
from palermo.edition import View
from palermo.publishing.sheets.sheet import Cell, Column, Sheet, citation
from palermo.publishing.sheets.told import told
from palermo.statements import Kind

_CHAIN = (
    Column(key="chain", label="Chain"),
    Column(key="wording", label="Oldest wording"),
    Column(key="recommendations", label="Recommendations", shown="number"),
    Column(key="first", label="First year", tag="#date+start+year"),
    Column(key="last", label="Last year", tag="#date+end+year"),
    Column(key="issuers", label="Issued by", tag="#org+issuer"),
    Column(key="addressees", label="Addressed to", tag="#org+addressee"),
    Column(key="languages", label="Languages"),
    Column(key="exact", label="Same words", shown="number"),
    Column(key="near", label="Nearly the same", shown="number"),
    Column(key="reworded", label="Reworded", shown="number"),
    Column(key="translated", label="Translated", shown="number"),
    Column(key="accepted", label="Accepted", shown="number"),
    Column(key="done", label="Done", shown="number"),
    Column(key="promised", label="Promised", shown="number"),
    Column(key="refused", label="Refused", shown="number"),
    Column(key="nothing_found", label="Nothing found", shown="number"),
    Column(key="not_searched", label="No later document", shown="number"),
)
_RECOMMENDATION = (
    Column(key="id", label="Recommendation"),
    Column(key="year", label="Year", tag="#date+year"),
    Column(key="issuers", label="Issued by", tag="#org+issuer"),
    Column(key="addressees", label="Addressed to", tag="#org+addressee"),
    Column(key="wording", label="Wording"),
    Column(key="response", label="Printed answer"),
    Column(key="chain", label="Chain"),
    Column(key="repeated", label="In the chain", shown="number"),
    Column(key="status", label="What came of it", tag="#status"),
    Column(key="evidence", label="Statements that tell it"),
    Column(key="searched", label="Documents searched", shown="number"),
)
NOTE = "Chains and answers are proposed by likeness; each tie and each answer has its reason on its page."


def chain_sheet(found: FollowUp, view: View, where: Where, values: Values, language: str = "en") -> Sheet:
    """Chains of which some recommendation passes the filters, longest first."""
    passing, looked = _passing(view, where), searched(view)
    rows = [
        _chain_row(one, found, looked, (values, language))
        for one in found.chains
        if any(call.id in passing for call in one.calls)
    ]
    return _sheet("Follow-up: recommendations that are repeated", (_CHAIN, rows), found, view, where, values)


def recommendation_sheet(found: FollowUp, view: View, where: Where, values: Values, language: str = "en") -> Sheet:
    """Recommendations that pass the filters, oldest first, each with what came of it."""
    passing, looked = _passing(view, where), searched(view)
    rows: list[Sequence[Cell]] = []
    for call in calls(view):
        if call.id in passing:
            documents = looked.since(call)
            chain, answered = found.chain_of.get(call.id), found.answers.get(call.id, ())
            rows.append(
                [
                    call.id,
                    call.year,
                    _names(map(call.named, call.actors), values, language),
                    _names(map(call.named, call.addressees), values, language),
                    call.quote,
                    call.response,
                    chain.id if chain else None,
                    len(chain.calls) if chain else 1,
                    overall(answered, documents).value,
                    tuple(one.statement for one in answered),
                    documents,
                ]
            )
    made = (_RECOMMENDATION, rows)
    return _sheet("Follow-up: what came of each recommendation", made, found, view, where, values)


def _chain_row(chain: Chain, found: FollowUp, looked: Searched, shown: tuple[Values, str]) -> Sequence[Cell]:
    values, language = shown
    years = sorted(call.year for call in chain.calls if call.year)
    sorts = Counter(tie.sort for tie in chain.ties)
    came = Counter(overall(found.answers.get(call.id, ()), looked.since(call)) for call in chain.calls)
    return [
        chain.id,
        chain.calls[0].quote,
        len(chain.calls),
        years[0] if years else None,
        years[-1] if years else None,
        _names((one.named(name) for one in chain.calls for name in one.actors), values, language),
        _names((one.named(name) for one in chain.calls for name in one.addressees), values, language),
        tuple(sorted({call.language for call in chain.calls})),
        sorts["exact"],
        sorts["near"],
        sorts["reworded"],
        sorts["translated"],
        sum(call.response == "accepted" for call in chain.calls),
        came[Status.DONE],
        came[Status.PROMISED],
        came[Status.REFUSED],
        came[Status.NOTHING_FOUND],
        came[Status.NOT_SEARCHED],
    ]


def _names(ids: Iterable[str], values: Values, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values.label("addressee", id, language) for id in ids))


def _passing(view: View, where: Where) -> frozenset[str]:
    table = view.table(["id", "kind"], where.filters)
    return frozenset(row["id"] for row in table.to_pylist() if row["kind"] == Kind.RECOMMENDATION)


def _sheet(
    title: str,
    made: tuple[Sequence[Column], Sequence[Sequence[Cell]]],
    found: FollowUp,
    view: View,
    where: Where,
    values: Values,
) -> Sheet:
    filters = told(where, values)
    words = "" if found.meaning else "Meaning was not compared: only likeness of words."
    every: list[Call] = calls(view)
    return Sheet(
        title=title,
        edition=view.manifest.name,
        filters=where.asked,
        told=filters,
        denominators={"recommendations": len(every), "documents": len({one.work for one in every})},
        cite=citation(title, view.manifest, filters),
        columns=made[0],
        rows=made[1],
        notes=[note for note in (NOTE, words) if note],
    )
