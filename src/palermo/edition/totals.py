"""Headline figures of an edition, from its visible documents and its statement index."""

from collections import Counter
from collections.abc import Collection

from palermo.edition.filters import NO_FILTERS, EditionTotals, FacetCount, build_filters
from palermo.edition.statement_index import StatementIndex
from palermo.statements import Document, StatementKind


def compute_totals(documents: Collection[Document], register: StatementIndex) -> EditionTotals:
    """Compute the totals of what a view may show."""
    dates = [d.date for d in documents if d.date]
    kinds = register.count_facets(NO_FILTERS, ("kind",))["kind"]
    recommendations = build_filters(kind=[StatementKind.RECOMMENDATION])
    return EditionTotals(
        documents=len(documents),
        works=len({d.work for d in documents}),
        statements=sum(count.statements for count in kinds),
        kinds=kinds,
        responses=register.count_facets(recommendations, ("response",))["response"],
        languages=_build_counts(_count_languages(documents).most_common()),
        entities=register.count_entities(),
        newest=max(dates, default=None),
        oldest=min(dates, default=None),
    )


def _count_languages(documents: Collection[Document]) -> Counter[str]:
    return Counter(language for _, language in sorted({(d.work, d.language) for d in documents}))


def _build_counts(pairs: list[tuple[str, int]]) -> list[FacetCount]:
    return [FacetCount(value=value, statements=number, name=value) for value, number in pairs]
