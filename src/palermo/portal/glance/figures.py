"""The home page's figures: what the edition holds, who is addressed, who recommends, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from palermo.edition import NO_RESPONSE, Count
from palermo.portal.editions.shelf import Shelf
from palermo.portal.recommendations.facets import label
from palermo.statements import Document, Nature, Response

TOP = 8
"""Rows of a table of names."""
NEWEST = 6
"""Documents in the list of newest ones."""

Row = tuple[str, str, int]
"""Name as shown, value in addresses, recommendations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The first rows of a table of names, and how many names there are in all."""

    rows: tuple[Row, ...]
    names: int

    @property
    def largest(self) -> int:
        """What the longest bar stands for."""
        return max((count for _name, _value, count in self.rows), default=0)

    @property
    def told(self) -> bool:
        """Whether a row tells more than that nothing is known."""
        return any(value != NO_RESPONSE for _name, value, _count in self.rows)


def bars(field: str, counted: Sequence[Count]) -> Bars:
    """A table of names, the most first."""
    rows = sorted(counted, key=lambda one: -one.statements)[:TOP]
    shown = tuple((label(field, one.value, one.name), one.value, one.statements) for one in rows)
    return Bars(rows=shown, names=len(counted))


def answers(counted: Sequence[Count], total: int) -> Bars:
    """Recommendations by the answer that is printed beside them; the last row is those without one."""
    by_value: Mapping[str, int] = {one.value: one.statements for one in counted}
    given = [(one.value, by_value.get(one.value, 0)) for one in Response]
    missing = total - sum(count for _value, count in given)
    rows = tuple((label("answer", value, None), value, count) for value, count in [*given, (NO_RESPONSE, missing)])
    return Bars(rows=tuple(row for row in rows if row[2]), names=len(rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What the edition is built from."""

    documents: int
    """Works: a text counts once, however many files of it there are."""
    digests: int
    first: int | None
    """Year of the oldest document, or None."""
    last: int | None
    languages: int
    newest: Document | None
    """The newest dated document."""


def built(shelf: Shelf) -> Built:
    """Count what the edition is built from."""
    years = [one.year for one in shelf.works if one.year]
    return Built(
        documents=len(shelf.works),
        digests=sum(one.nature == Nature.DIGEST for one in shelf.works),
        first=min(years, default=None),
        last=max(years, default=None),
        languages=len({one.language for one in shelf.documents}),
        newest=next((one for one in shelf.works if one.date), None),
    )
