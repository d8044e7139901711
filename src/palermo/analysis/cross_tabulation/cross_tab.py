"""Query and result types of cross-tabulations, and the order of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from palermo.analysis.facet_values import get_map_facet
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS, Emptiness
from palermo.edition import Filters
from palermo.errors import QuestionInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabQuery:
    """The dimensions of a cross-tabulation, and the filters that select its statements."""

    rows: str
    columns: str
    facet: str | None = None
    """A third dimension, with one table for each of its values; None for a single table."""
    where: Filters
    old: int = MAX_EVIDENCE_AGE_YEARS
    """Age in years from which evidence counts as old."""
    most: int | None = None
    """Maximum rows, columns and facets, those with the most statements; None for all."""
    others: bool = False
    """Whether names without a registry id, and statements that name nobody, get one row each, placed last."""

    @property
    def axes(self) -> tuple[str, ...]:
        """Rows, columns and, if there is one, the facet."""
        return (self.rows, self.columns, *([self.facet] if self.facet else []))


def parse_query(
    rows: str,
    columns: str,
    facet: str | None,
    filters: Filters,
    old: int = MAX_EVIDENCE_AGE_YEARS,
    most: int | None = None,
) -> CrossTabQuery:
    """Build a query from names of dimensions; raises QuestionInvalid for an unknown or repeated one."""
    axes = [get_map_facet(name).name for name in (rows, columns, *([facet] if facet else []))]
    if doubled := next((axis for axis in axes if axes.count(axis) > 1), None):
        raise QuestionInvalid(
            f"dimension {doubled!r}", "it is given twice", "Choose different dimensions for rows, columns and facet"
        )
    return CrossTabQuery(
        rows=axes[0], columns=axes[1], facet=axes[2] if facet else None, where=filters, old=old, most=most
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisValue:
    """One row, column or facet of a cross-tabulation, with its totals."""

    id: str
    statements: int
    """Distinct statements, however many cells of the row or column they are in."""
    documents: int
    newest: int | None
    searched: int
    """Works that were searched for it: those that an entity published or acts in, otherwise all Works of the query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabCell:
    """The counts where a row, a column and a facet meet."""

    row: str
    column: str
    facet: str | None = None
    statements: int
    """Statements, counted once per Work."""
    documents: int
    """Number of Works."""
    entities: int
    """Number of entities that act in the statements."""
    newest: int | None
    """Year of the newest document; None if there is none, or none has a date."""
    share: float
    """Share of the row's statements; with a facet, of the row's statements in that facet."""
    per_document: float
    """Statements per Work that was searched for the row; 0 if none was."""
    emptiness: Emptiness | None
    """Why the cell has no evidence, or no recent evidence; None if it has."""
    searched: int
    """Number of Works that were searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCoverage:
    """A row with far more documents than others, so that its counts reflect publishing, not activity."""

    row: str
    documents: int
    """Works that were searched for it."""
    middle: float
    """Works that were searched for the median row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabulation:
    """The values of each axis by number of statements, all cells, empty ones too, and denominators."""

    query: CrossTabQuery
    rows: Sequence[AxisValue]
    columns: Sequence[AxisValue]
    facets: Sequence[AxisValue]
    """Empty without a facet."""
    cells: Sequence[CrossTabCell]
    absent: Sequence[str]
    """Entities of the registry without any document by or about them in the library; they are not rows."""
    coverage: Sequence[RowCoverage]
    denominators: Mapping[str, int]
    """`statements`, `documents` (Works): those that match the filters; `documents_in_all`: Works of the edition;
    `as_printed`, `unnamed`: of the statements, those that name somebody without an id, or nobody, in the rows."""
    left_out: Mapping[str, int]
    """Number of values that are not shown, by dimension, where the query limits them."""
    names: Mapping[str, str]
    """Names of organisations that the registry does not know, by provisional id."""
    margins: Mapping[tuple[str, str, str], AxisValue]
    """Totals of a row or column within a facet, by dimension, value and facet; empty ones are omitted."""

    def get_margin(self, dimension: str, axis_value: AxisValue, facet: str | None) -> AxisValue:
        """Return the totals of a row or column within a facet, or its overall totals without a facet."""
        if facet is None:
            return axis_value
        counted = self.margins.get((dimension, axis_value.id, facet))
        return counted or replace(axis_value, statements=0, documents=0, newest=None)


def order_by_similarity(
    rows: Sequence[str], counts: Mapping[tuple[str, str], int], columns: Sequence[str]
) -> list[str]:
    """Return the rows as a chain from the first: each is followed by the remaining one most like it.

    `counts`: statements by row and column. Profiles are compared by cosine, so that the size of a row does not matter;
    rows without a profile come last, in the given order.
    """
    table = np.array([[counts.get((row, column), 0) for column in columns] for row in rows], dtype=float)
    lengths = np.linalg.norm(table, axis=1) if len(rows) else np.zeros(0)
    profiles = table / np.where(lengths, lengths, 1)[:, None] if len(rows) else table
    remaining = [index for index in range(len(rows)) if lengths[index]]
    chain = remaining[:1]
    remaining = remaining[1:]
    while remaining:
        likeness = profiles[remaining] @ profiles[chain[-1]]
        chain.append(remaining.pop(int(np.argmax(likeness))))
    return [rows[index] for index in [*chain, *(index for index in range(len(rows)) if not lengths[index])]]
