"""Counts a figure's query again over exported records, without the code that computed it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from palermo.edition import Filters, StatementSelection, View
from palermo.publishing.row_writers import export_rows
from palermo.registry import load_registry
from palermo.reports.figures import FigureQuery, Measure
from palermo.vocabulary.class_names import build_name_value

COPY_FACETS = {"document", "language", "nature", "year"}
Record = dict[str, Any]


def recount(query: FigureQuery, view: View) -> int:
    """Return what a figure must be."""
    if query.measure is Measure.ROWS:
        return len(set(query.rows))
    if query.measure is Measure.UNCONFIRMED:
        return recount_unconfirmed(query, view)
    records = read_records(view)
    if query.measure is Measure.ALL_WORKS:
        documents = {r["document"]["id"] for r in records} | {r["document"] for r in read_passages(view)}
        return len({view.get_document(document).work for document in documents})
    if not query.filters and not query.statements and query.measure in (Measure.FIRST_YEAR, Measure.LAST_YEAR):
        chosen = list(records)
    elif query.filters:
        chosen = list({thing_of(r): r for one in query.filters for r in select(records, one)}.values())
    else:
        chosen = [r for r in records if r["id"] in query.statements]
        assert len(chosen) == len(set(query.statements))
    return measure(chosen, query.measure)


@cache
def read_records(view: View) -> Sequence[Record]:
    return tuple(export_rows(view, "statements"))


@cache
def read_passages(view: View) -> Sequence[Record]:
    return tuple(export_rows(view, "passages"))


@cache
def read_unselected_records(view: View) -> Sequence[Record]:
    """Return all records, whether confirmed or not."""
    return read_records(view.open_selection(StatementSelection.ALL))


def recount_unconfirmed(query: FigureQuery, view: View) -> int:
    """Return how many things are found among all records and not among the confirmed ones."""
    every, confirmed = read_unselected_records(view), read_records(view)
    if not query.filters:
        assert {r["id"] for r in every} >= set(query.statements)
        return len(set(query.statements) - {r["id"] for r in confirmed})
    found, known = ({thing_of(r) for f in query.filters for r in select(rows, f)} for rows in (every, confirmed))
    assert known <= found
    return len(found - known)


def thing_of(record: Record) -> str:
    return str(record["id"] if record["main"] else record["same_as"][0])


def select(records: Iterable[Record], filters: Filters) -> Iterable[Record]:
    """Yield one record of each thing whose copy, chosen by document, language, nature and year, has the values."""
    assert not filters.words
    things = defaultdict(list)
    for record in records:
        if all(has_any(record, f, v) for f, v in filters.selected.items() if f in COPY_FACETS):
            things[thing_of(record)].append(record)
    for copies in things.values():
        first = next((r for r in copies if r["main"]), copies[0])
        if all(has_any(first, f, v) for f, v in filters.selected.items() if f not in COPY_FACETS):
            yield first


def has_any(record: Record, facet: str, values: Iterable[str]) -> bool:
    wanted = set(values)
    if facet == "region":
        return bool({code for named in (*record["places"], *record["regions"]) for code in lie_in(named)} & wanted)
    return bool(set(read_values(record, facet)) & wanted)


def lie_in(code: str) -> set[str]:
    """A country or region with the regions around it, as the registry's rows say."""
    known = load_registry()
    state = known.states.get(f"state:{code}")
    found = {code, *(one for one in (state.region, state.subregion, state.intermediate) if one)} if state else {code}
    while above := {known.regions[one].within for one in found if one in known.regions} - found - {None}:
        found |= {one for one in above if one}
    return found


def read_values(record: Record, facet: str) -> list[str]:
    document: Mapping[str, Any] = record["document"]
    lists = {"theme": "themes", "intervention": "interventions", "group": "groups", "exploitation": "exploitation"}
    if facet in lists:
        return list(record[lists[facet]])
    if facet in ("actor", "addressee", "partner"):
        return [ref["id"] or build_name_value(ref["name"]) for ref in record[f"{facet}s"]]
    match facet:
        case "place":
            return list(record["places"]) or ["none"]
        case "instrument":
            return [one["id"] for one in record["instruments"]]
        case "document":
            return [document["id"]]
        case "year":
            return [(document["date"] or "")[:4]]
        case "nature":
            return [document["nature"]]
        case "response":
            return [record["response"] or "none"]
    return [record[facet]]


def measure(records: list[Record], wanted: Measure) -> int:
    names = {Measure.ACTORS: "actors", Measure.ADDRESSEES: "addressees"}
    if wanted in names:
        return len({ref["id"] or ref["name"] for record in records for ref in record[names[wanted]]})
    years = [int(record["document"]["date"][:4]) for record in records if record["document"]["date"]]
    match wanted:
        case Measure.WORKS:
            return len({record["document"]["work"] for record in records})
        case Measure.PLACES:
            return len({code for record in records for code in record["places"]})
        case Measure.LANGUAGES:
            return len({record["language"] for record in records})
        case Measure.FIRST_YEAR:
            return min(years, default=0)
        case Measure.LAST_YEAR:
            return max(years, default=0)
    return len(records)
