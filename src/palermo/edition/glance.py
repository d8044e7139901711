"""An edition at a glance: its headline figures, from its visible documents and its register."""

from collections import Counter
from collections.abc import Collection, Iterator

from palermo.edition.filters import ALL, Count, Filters, Totals
from palermo.edition.register import Register
from palermo.statements import Document, Kind, Version

TOP = 10
"""How many addressees and actors stand at the top."""


def totals(documents: Collection[Document], register: Register) -> Totals:
    """Count what a view may show."""
    dates = [d.date for d in documents if d.date]
    kinds = register.facet("kind", ALL)
    recommendations = Filters(kinds=(Kind.RECOMMENDATION,))
    return Totals(
        documents=len(documents),
        works=len({d.work for d in documents}),
        statements=sum(count.statements for count in kinds),
        kinds=kinds,
        responses=register.facet("response", recommendations),
        languages=_counted(_languages(documents).most_common()),
        entities=register.entities(),
        newest=max(dates, default=None),
        oldest=min(dates, default=None),
        top_addressees=register.facet("addressee", ALL)[:TOP],
        top_actors=register.facet("actor", ALL)[:TOP],
        documents_by_year=_counted(sorted(Counter(_years(documents)).items())),
    )


def _languages(documents: Collection[Document]) -> Counter[str]:
    return Counter(language for _, language in sorted({(d.work, d.language) for d in documents}))


def _years(documents: Collection[Document]) -> Iterator[str]:
    """The year of each Work: of its main document where that is dated and may be shown, else of the first dated."""
    years: dict[str, str] = {}
    for document in sorted(documents, key=lambda d: (d.version is not Version.MAIN, d.source, d.id)):
        if document.date:
            years.setdefault(document.work, document.date[:4])
    return iter(years.values())


def _counted(pairs: list[tuple[str, int]]) -> list[Count]:
    return [Count(value=value, statements=number, name=value) for value, number in pairs]
