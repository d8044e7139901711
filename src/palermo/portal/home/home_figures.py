"""Figures of the home page: documents, addressees, issuers and responses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.edition import FacetCount
from palermo.portal.base import number_formats
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.facet_labels import label_facet_value
from palermo.statements import NO_RESPONSE, Document, Nature, Response

MAX_BAR_ROWS = 8
MAX_NEWEST_DOCUMENTS = 6

BarRow = tuple[str, str, int]
"""Name as shown, value in addresses, recommendations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTable:
    """The first rows of a table of names, and how many names there are in all."""

    rows: tuple[BarRow, ...]
    names: int

    @property
    def largest(self) -> int:
        """The largest count."""
        return max((count for _name, _value, count in self.rows), default=0)

    @property
    def has_known_values(self) -> bool:
        """Whether any row has a known value."""
        return any(value != NO_RESPONSE for _name, value, _count in self.rows)


def build_bars(field: str, counts: Sequence[FacetCount]) -> BarTable:
    """Return a table of names, the largest count first."""
    rows = sorted(counts, key=lambda count: -count.statements)[:MAX_BAR_ROWS]
    bar_rows = tuple((label_facet_value(field, row.value, row.name), row.value, row.statements) for row in rows)
    return BarTable(rows=bar_rows, names=len(counts))


def build_response_bars(counts: Sequence[FacetCount], total: int) -> BarTable:
    """Return recommendations by printed response; the last row is those without one."""
    by_value: Mapping[str, int] = {count.value: count.statements for count in counts}
    answered = [(item.value, by_value.get(item.value, 0)) for item in Response]
    missing = total - sum(count for _value, count in answered)
    rows = tuple(
        (label_facet_value("response", value, None), value, count)
        for value, count in [*answered, (NO_RESPONSE, missing)]
    )
    return BarTable(rows=tuple(row for row in rows if row[2]), names=len(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFigures:
    """Counts of the edition's documents."""

    documents: int
    """Works: a text counts once, however many files of it there are."""
    digests: int
    first_year: int | None
    """Year of the oldest document, or None."""
    last_year: int | None
    languages: int
    newest: Document | None
    """The newest dated document."""

    @property
    def note(self) -> str:
        """How many documents there are, and how many of them are digests."""
        documents = number_formats.format_count(self.documents, "documents")
        if self.digests and self.digests == self.documents:
            return number_formats.join_texts([documents, _("all of them digests in our words")])
        if self.digests:
            digests = _("digests in our words: %(documents)s") % {
                "documents": number_formats.format_count(self.digests, "documents")
            }
            return f"{documents} ({digests})"
        return documents


def count_edition(index: DocumentIndex) -> EditionFigures:
    """Count the edition's documents."""
    years = [work.year for work in index.works if work.year]
    return EditionFigures(
        documents=len(index.works),
        digests=sum(work.nature == Nature.DIGEST for work in index.works),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        languages=len({document.language for document in index.documents}),
        newest=next((work for work in index.works if work.date), None),
    )
