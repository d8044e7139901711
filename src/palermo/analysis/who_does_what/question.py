"""What a map of who does what is asked, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.analysis.dimensions import Where, dimension
from palermo.analysis.profiles import Emptiness
from palermo.errors import QuestionInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which dimensions a map has, and of which statements it is."""

    rows: str
    columns: str
    facet: str | None = None
    """A third dimension, for each value of which there is a map; None for one map."""
    where: Where

    @property
    def axes(self) -> tuple[str, ...]:
        """Rows, columns and, if there is one, the facet."""
        return (self.rows, self.columns, *([self.facet] if self.facet else []))


def question(rows: str, columns: str, facet: str | None, where: Where) -> Question:
    """A question by the names of dimensions; raises QuestionInvalid for one that there is not, or that comes twice."""
    axes = [dimension(name).name for name in (rows, columns, *([facet] if facet else []))]
    if doubled := next((axis for axis in axes if axes.count(axis) > 1), None):
        raise QuestionInvalid(f"dimension {doubled!r}", "it stands twice", "Take another for rows, columns or facet")
    return Question(rows=axes[0], columns=axes[1], facet=axes[2] if facet else None, where=where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is found where a row, a column and a facet meet."""

    row: str
    column: str
    facet: str | None = None
    statements: int
    """Each once in its Work."""
    documents: int
    """Works."""
    newest: int | None
    """Year of the newest document; None where none has a date."""
    emptiness: Emptiness | None
    """Why there is nothing here, or nothing new; None where there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoDoesWhat:
    """A map: its cells, those without statements too, and what they are counted among."""

    question: Question
    cells: Sequence[Cell]
    denominators: Mapping[str, int]
    """`statements`, `documents` (Works): those that the filters leave; `documents_in_all`: those of the edition."""
