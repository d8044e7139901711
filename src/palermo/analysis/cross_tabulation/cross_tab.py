"""What a map of who does what is asked, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from palermo.analysis.dimensions import get_dimension
from palermo.analysis.profiles import MAX_EVIDENCE_AGE_YEARS, Emptiness
from palermo.edition import Filters
from palermo.errors import QuestionInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabQuery:
    """Which dimensions a map has, and of which statements it is."""

    rows: str
    columns: str
    facet: str | None = None
    """A third dimension, for each value of which there is a map; None for one map."""
    where: Filters
    old: int = MAX_EVIDENCE_AGE_YEARS
    """Years after which evidence is old to this reader."""
    most: int | None = None
    """Most rows, columns and facets, those with the most statements; None for all."""
    others: bool = False
    """Whether names that the registry has no id for, and statements that name nobody, are a row each, the last ones."""

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
    """A question by the names of dimensions; raises QuestionInvalid for one that there is not, or that comes twice."""
    axes = [get_dimension(name).name for name in (rows, columns, *([facet] if facet else []))]
    if doubled := next((axis for axis in axes if axes.count(axis) > 1), None):
        raise QuestionInvalid(f"dimension {doubled!r}", "it stands twice", "Take another for rows, columns or facet")
    return CrossTabQuery(
        rows=axes[0], columns=axes[1], facet=axes[2] if facet else None, where=filters, old=old, most=most
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisValue:
    """One value of an axis: a row, a column or a facet, with what is found in all of it."""

    id: str
    statements: int
    """Each once, however many cells of the line it is in."""
    documents: int
    newest: int | None
    searched: int
    """Works that were searched for it: for an entity those by it or in which it acts, else all of the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabCell:
    """What is found where a row, a column and a facet meet."""

    row: str
    column: str
    facet: str | None = None
    statements: int
    """Each once in its Work."""
    documents: int
    """Works."""
    entities: int
    """That act in them."""
    newest: int | None
    """Year of the newest document; None where there is none, or none has a date."""
    share: float
    """Of the row's statements, in a map with a facet of those of that facet."""
    per_document: float
    """Statements for each Work that was searched for the row; 0 where none was."""
    emptiness: Emptiness | None
    """Why there is nothing here, or nothing new; None where there is."""
    searched: int
    """Works that were searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCoverage:
    """A row whose share of the documents differs widely from the others': a map of who publishes, not of who works."""

    row: str
    documents: int
    """Works that were searched for it."""
    middle: float
    """Works that were searched for the row in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTabulation:
    """A map: its lines by weight, its cells, those without statements too, and what they are counted among."""

    query: CrossTabQuery
    rows: Sequence[AxisValue]
    columns: Sequence[AxisValue]
    facets: Sequence[AxisValue]
    """Empty for a map without facet."""
    cells: Sequence[CrossTabCell]
    absent: Sequence[str]
    """Entities of the registry of which, and about which, no document is in the library; they are no rows."""
    coverage: Sequence[RowCoverage]
    denominators: Mapping[str, int]
    """`statements`, `documents` (Works): those that the filters leave; `documents_in_all`: those of the edition;
    `as_printed`, `unnamed`: of the statements those that name somebody without an id, or nobody, in the rows."""
    left_out: Mapping[str, int]
    """By dimension how many of its values are not shown, where a question asks for the most frequent alone."""
    names: Mapping[str, str]
    """Names of what the registry does not know, by provisional id."""
    margins: Mapping[tuple[str, str, str], AxisValue]
    """By dimension, value and facet what of a row or column is in that facet; what has nothing there is left out."""

    def get_margin(self, dimension: str, axis_value: AxisValue, facet: str | None) -> AxisValue:
        """A row or column as one facet has it; the whole line where there is no facet."""
        if facet is None:
            return axis_value
        found = self.margins.get((dimension, axis_value.id, facet))
        return found or replace(axis_value, statements=0, documents=0, newest=None)
