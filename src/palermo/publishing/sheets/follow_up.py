"""Follow-up of recommendations as a sheet: one row for each chain, or for each recommendation."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from palermo.analysis.follow_up import (
    Chain,
    FollowUp,
    FollowUpItem,
    FollowUpStatus,
    SearchedWorks,
    find_searched_works,
    load_items,
    summarise_status,
)
from palermo.edition import Filters, StatementSelection, View, group_own_answers
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetSource
from palermo.statements import StatementKind

_CHAIN_COLUMNS = (
    SheetColumn(key="chain", label="Chain"),
    SheetColumn(key="wording", label="Oldest wording"),
    SheetColumn(key="recommendations", label="Recommendations", display="number"),
    SheetColumn(key="first", label="First year", tag="#date+start+year"),
    SheetColumn(key="last", label="Last year", tag="#date+end+year"),
    SheetColumn(key="issuers", label="Issued by", tag="#org+issuer"),
    SheetColumn(key="addressees", label="Addressed to", tag="#org+addressee"),
    SheetColumn(key="languages", label="Languages"),
    SheetColumn(key="exact", label="Same words", display="number"),
    SheetColumn(key="near", label="Nearly the same", display="number"),
    SheetColumn(key="reworded", label="Reworded", display="number"),
    SheetColumn(key="translated", label="Translated", display="number"),
    SheetColumn(key="accepted", label="Accepted", display="number"),
    SheetColumn(key="done", label="Done", display="number"),
    SheetColumn(key="promised", label="Promised", display="number"),
    SheetColumn(key="refused", label="Refused", display="number"),
    SheetColumn(key="nothing_found", label="Nothing found", display="number"),
    SheetColumn(key="not_searched", label="No later document searched", display="number"),
    SheetColumn(key="stated_done", label="Done, as the addressee states itself", display="number"),
    SheetColumn(key="stated_under_way", label="Under way, as the addressee states itself", display="number"),
    SheetColumn(key="stated_not_accepted", label="Not accepted, as the addressee states itself", display="number"),
)
_RECOMMENDATION_COLUMNS = (
    SheetColumn(key="id", label="Recommendation"),
    SheetColumn(key="year", label="Year", tag="#date+year"),
    SheetColumn(key="issuers", label="Issued by", tag="#org+issuer"),
    SheetColumn(key="addressees", label="Addressed to", tag="#org+addressee"),
    SheetColumn(key="wording", label="Wording"),
    SheetColumn(key="response", label="Printed answer"),
    SheetColumn(key="chain", label="Chain"),
    SheetColumn(key="repeated", label="In the chain", display="number"),
    SheetColumn(key="status", label="What came of it", tag="#status"),
    SheetColumn(key="evidence", label="Statements that report it"),
    SheetColumn(key="searched", label="Documents searched", display="number"),
    SheetColumn(key="own_answers", label="Answer of the addressee itself"),
)
PROPOSAL_NOTE = Phrase(
    "Chains and answers are proposed by similarity; each link and each answer has its reason on its page."
)


def build_chain_sheet(follow_up: FollowUp, view: View, source: SheetSource) -> MapSheet:
    """Return chains in which at least one recommendation passes the filters, longest first."""
    passing, searched = _find_passing(view, source.filters), find_searched_works(view)
    names, stated = _NameLists(view, source), group_own_answers(view.entity_folder)
    rows = [
        [*_build_chain_row(chain, follow_up, searched, names), *_count_own_answers(chain, stated)]
        for chain in follow_up.chains
        if any(call.id in passing for call in chain.calls)
    ]
    title = Phrase("Follow-up: recommendations that are repeated")
    return _build_sheet(title, _CHAIN_COLUMNS, rows, follow_up, view, source)


def build_recommendation_sheet(follow_up: FollowUp, view: View, source: SheetSource) -> MapSheet:
    """Return recommendations that pass the filters, oldest first, each with its follow-up."""
    passing, searched = _find_passing(view, source.filters), find_searched_works(view)
    rows: list[Sequence[SheetCell]] = []
    names, answered_by_id = _NameLists(view, source), group_own_answers(view.entity_folder)
    for call in load_items(view):
        if call.id in passing:
            documents = searched.count_since(call)
            chain, answered = follow_up.chain_by_call.get(call.id), follow_up.answers.get(call.id, ())
            rows.append(
                [
                    call.id,
                    call.year,
                    names.list_names([call], "actors"),
                    names.list_names([call], "addressees"),
                    call.quote,
                    call.response,
                    chain.id if chain else None,
                    len(chain.calls) if chain else 1,
                    summarise_status(answered, documents).value,
                    tuple(item.statement for item in answered),
                    documents,
                    tuple(answered_by_id.get(call.id, ())),
                ]
            )
    title = Phrase("Follow-up: what came of each recommendation")
    return _build_sheet(title, _RECOMMENDATION_COLUMNS, rows, follow_up, view, source)


def _build_chain_row(
    chain: Chain, follow_up: FollowUp, searched: SearchedWorks, names: "_NameLists"
) -> Sequence[SheetCell]:
    years = sorted(call.year for call in chain.calls if call.year)
    link_kinds = Counter(tie.kind for tie in chain.links)
    response_counts = Counter(
        summarise_status(follow_up.answers.get(call.id, ()), searched.count_since(call)) for call in chain.calls
    )
    return [
        chain.id,
        chain.calls[0].quote,
        len(chain.calls),
        years[0] if years else None,
        years[-1] if years else None,
        names.list_names(chain.calls, "actors"),
        names.list_names(chain.calls, "addressees"),
        tuple(sorted({call.language for call in chain.calls})),
        *(link_kinds[kind] for kind in ("exact", "near", "reworded", "translated")),
        sum(call.response == "accepted" for call in chain.calls),
        response_counts[FollowUpStatus.DONE],
        response_counts[FollowUpStatus.PROMISED],
        response_counts[FollowUpStatus.REFUSED],
        response_counts[FollowUpStatus.NO_EVIDENCE],
        response_counts[FollowUpStatus.NOT_SEARCHED],
    ]


def _count_own_answers(chain: Chain, stated: Mapping[str, Sequence[str]]) -> Iterator[int]:
    """Yield how many of a chain's recommendations have each answer of an addressee itself."""
    for answer in ("done", "under-way", "not-accepted"):
        yield sum(answer in stated.get(call.id, ()) for call in chain.calls)


class _NameLists:
    """Lists the names in recommendations; if the view has unconfirmed ones too, those are marked."""

    def __init__(self, view: View, source: SheetSource) -> None:
        self._source = source
        self._confirmed: Mapping[str, FollowUpItem] | None = None
        if view.selection is StatementSelection.ALL:
            self._confirmed = {item.id: item for item in load_items(view.open_selection(StatementSelection.CONFIRMED))}

    def list_names(self, calls: Sequence[FollowUpItem], role: Literal["actors", "addressees"]) -> tuple[str, ...]:
        """Return the distinct names of one role, those first that are confirmed in a recommendation."""
        is_confirmed: dict[str, bool] = {}
        for call in calls:
            confirmed = call if self._confirmed is None else self._confirmed.get(call.id)
            for id in getattr(call, role):
                name = self._source.get_label("addressee", call.get_printed_name(id))
                is_confirmed[name] = is_confirmed.get(name, False) or (
                    confirmed is not None and id in getattr(confirmed, role)
                )
        return (
            *(name for name, confirmed in is_confirmed.items() if confirmed),
            *(Phrase("{name} (unconfirmed)", name=name) for name, confirmed in is_confirmed.items() if not confirmed),
        )


def _find_passing(view: View, filters: Filters) -> frozenset[str]:
    table = view.select_columns(["id", "kind"], filters)
    return frozenset(row["id"] for row in table.to_pylist() if row["kind"] == StatementKind.RECOMMENDATION)


def _build_sheet(
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[SheetCell]],
    follow_up: FollowUp,
    view: View,
    source: SheetSource,
) -> MapSheet:
    items = load_items(view)
    denominators = {"recommendations": len(items), "documents": len({item.work for item in items})}
    notes = (PROPOSAL_NOTE, *(() if follow_up.meaning else (Phrase("Meaning was not compared, only words."),)))
    source = replace(source, kinds=(StatementKind.RECOMMENDATION,))
    return source.build_sheet(title, columns, rows, denominators, notes)
