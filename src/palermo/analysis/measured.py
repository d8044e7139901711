"""What an evaluation gives: tables of shares with intervals, mistakes beside their passages, and judged statements."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from palermo.statements import Statement

RESAMPLES = 1000
"""Drawings of documents for an interval."""
FEWEST = 8
"""Documents from which on an interval comes from drawing documents; with fewer it is Wilson's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`right` of `of`, with the 95 % Wilson interval."""

    right: float
    of: float

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 where there is nothing to be right about."""
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound (Wilson 1927)."""
        if not self.of:
            return 0.0, 1.0
        z, n, p = 1.96, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: what was labelled, what was found, and how much of both is the same."""

    name: str
    gold: int
    found: int
    matched: int
    low: float
    high: float
    """95 % interval of F1: documents drawn again and again, or Wilson's where they are few."""

    @property
    def precision(self) -> float:
        """Share of what was found that is labelled."""
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a passage that is labelled, or that was found."""

    start: int
    end: int
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A miss, a false alarm or a wrong field, with its cause in words, and the passage that it is read beside."""

    sort: str
    """missed, false alarm, or field."""
    cause: str
    document: str
    place: str = ""
    """Page and printed number, in words."""
    kind: str = ""
    language: str = ""
    passage: str = ""
    marks: tuple[Mark, ...] = ()
    labelled: str = ""
    found: str = ""
    why: tuple[str, ...] = ()
    """Reasons of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A statement that a label shows to be right or wrong, and the document by which samples are drawn."""

    statement: Statement
    document: str
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that a comparison with labels tells."""

    name: str
    """What was labelled: recommendations, mandates, statements or names."""
    tables: tuple[Table, ...]
    mistakes: tuple[Mistake, ...] = ()
    judged: tuple[Judged, ...] = ()
    notes: tuple[str, ...] = ()

    def line(self, name: str) -> Line:
        """The first line of that name; raises KeyError."""
        for table in self.tables:
            for line in table.lines:
                if line.name == name:
                    return line
        raise KeyError(name)


@dataclass(slots=True)
class Counts:
    """What is counted for the lines of tables, document by document."""

    by: dict[tuple[str, str], dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, table: str, line: str, document: str, *, gold: int = 0, found: int = 0, matched: int = 0) -> None:
        """Add to a line what one document has."""
        self.by[table, line][document].update(gold=gold, found=found, matched=matched)

    def share(self, table: str, line: str, document: str, right: bool) -> None:
        """Add to a line one thing that is right or wrong."""
        self.add(table, line, document, gold=1, found=1, matched=int(right))

    def tables(self, titles: Iterable[str]) -> tuple[Table, ...]:
        """All lines that have something, in the order in which they were first counted."""
        return tuple(
            Table(title=title, lines=tuple(_line(name, rows) for (of, name), rows in self.by.items() if of == title))
            for title in titles
        )


def _line(name: str, rows: Mapping[str, Counter[str]]) -> Line:
    total: Counter[str] = Counter()
    for counted in rows.values():
        total.update(counted)
    if len(rows) >= FEWEST:
        low, high = _drawn([(one["gold"] + one["found"], one["matched"]) for one in rows.values()])
    else:
        low, high = Share(right=2 * total["matched"], of=total["gold"] + total["found"]).interval
    return Line(name=name, gold=total["gold"], found=total["found"], matched=total["matched"], low=low, high=high)


def _drawn(rows: list[tuple[int, int]]) -> tuple[float, float]:
    """Bounds of F1 when documents are drawn again and again, the same for the same counts."""
    drawn = np.random.default_rng(0).integers(0, len(rows), (RESAMPLES, len(rows)))
    both, matched = (np.array(column)[drawn].sum(axis=1) for column in zip(*rows, strict=True))
    low, high = np.quantile(2 * matched / np.maximum(both, 1), (0.025, 0.975))
    return float(low), float(high)
