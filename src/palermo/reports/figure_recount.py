"""Counts figures again from their queries, in whatever edition is open, and stores queries as JSON."""

from collections.abc import Mapping
from typing import Any

from palermo.edition import EVERY_COPY, Filters
from palermo.reports.context import EditionFacts
from palermo.reports.evidence import count_unconfirmed, load_evidence
from palermo.reports.figures import FigureQuery, Measure


def count_figure(query: FigureQuery, facts: EditionFacts) -> int:
    """Return the number that a query has in an edition."""
    years = facts.document_years
    match query.measure:
        case Measure.ROWS:
            return len(query.rows)
        case Measure.ALL_WORKS:
            return len({document.work for document in facts.view.list_documents()})
        case Measure.UNCONFIRMED:
            return _count_unconfirmed(query, facts)
        case Measure.FIRST_YEAR | Measure.LAST_YEAR if not query.filters and not query.statements:
            choose = min if query.measure is Measure.FIRST_YEAR else max
            return choose(years, default=0)
    if query.filters:
        return load_evidence(facts, query.filters).build_figure(query.measure).value
    return load_evidence(facts, [EVERY_COPY]).select_ids(query.statements).build_figure(query.measure).value


def _count_unconfirmed(query: FigureQuery, facts: EditionFacts) -> int:
    if query.filters:
        return count_unconfirmed(load_evidence(facts, query.filters), query.filters).value
    if not facts.unconfirmed_view:
        return 0
    found, confirmed = (set(view.find_ids(EVERY_COPY).to_pylist()) for view in (facts.unconfirmed_view, facts.view))
    return len(found.intersection(query.statements) - confirmed)


def serialize_query(query: FigureQuery) -> dict[str, Any]:
    """Return a query as values that JSON has."""
    filters = [
        {"selected": {name: list(values) for name, values in item.selected.items()}, "words": item.words}
        for item in query.filters
    ]
    lists = {"statements": list(query.statements), "rows": list(query.rows)}
    return {"measure": query.measure.value, "filters": filters, **lists}


def parse_query(row: Mapping[str, Any]) -> FigureQuery:
    """Return the query that `serialize_query` stored."""
    return FigureQuery(
        measure=Measure(row["measure"]),
        filters=tuple(
            Filters(selected={name: tuple(values) for name, values in item["selected"].items()}, words=item["words"])
            for item in row["filters"]
        ),
        statements=tuple(row["statements"]),
        rows=tuple(row["rows"]),
    )
