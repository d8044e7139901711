"""What an evaluation gives: tables of shares with intervals, mistakes beside their passages, and judged statements."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from palermo.statements import Statement

RESAMPLE_COUNT = 1000
"""Drawings of documents for an interval."""
MIN_RESAMPLED_DOCUMENTS = 8
"""Documents from which on an interval comes from drawing documents; with fewer it is Wilson's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """`right` of `of`, with the 95 % Wilson interval."""

    correct: float
    total: float

    @property
    def value(self) -> float:
        """Between 0 and 1; 0 where there is nothing to be right about."""
        return self.correct / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound (Wilson 1927)."""
        if not self.total:
            return 0.0, 1.0
        z, n, p = 1.96, self.total, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One row of a table: what was labelled, what was found, and how much of both is the same."""

    name: str
    gold: int
    predicted: int
    matched: int
    low: float
    high: float
    """95 % interval of F1: documents drawn again and again, or Wilson's where they are few."""

    @property
    def precision(self) -> float:
        """Share of what was found that is labelled."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """Lines under a title."""

    title: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpan:
    """A stretch of a passage that is labelled, or that was found."""

    start_char: int
    end_char: int
    labelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A miss, a false alarm or a wrong field, with its cause in words, and the passage that it is read beside."""

    category: str
    """missed, false alarm, or field."""
    cause: str
    document: str
    location: str = ""
    """Page and printed number, in words."""
    kind: str = ""
    language: str = ""
    passage: str = ""
    marks: tuple[MarkedSpan, ...] = ()
    labelled: str = ""
    predicted: str = ""
    why: tuple[str, ...] = ()
    """Reasons of what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatedStatement:
    """A statement that a label shows to be right or wrong, and the document by which samples are drawn."""

    statement: Statement
    document: str
    is_correct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that a comparison with labels tells."""

    name: str
    """What was labelled: recommendations, mandates, statements or names."""
    tables: tuple[ScoreTable, ...]
    mistakes: tuple[Mistake, ...] = ()
    judged: tuple[EvaluatedStatement, ...] = ()
    notes: tuple[str, ...] = ()

    def get_row(self, name: str) -> ScoreRow:
        """The first line of that name; raises KeyError."""
        for table in self.tables:
            for line in table.rows:
                if line.name == name:
                    return line
        raise KeyError(name)


@dataclass(slots=True)
class EvaluationCounts:
    """What is counted for the lines of tables, document by document."""

    by_row: dict[tuple[str, str], dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, table: str, row_name: str, document: str, *, gold: int = 0, found: int = 0, matched: int = 0) -> None:
        """Add to a line what one document has."""
        self.by_row[table, row_name][document].update(gold=gold, found=found, matched=matched)

    def add_outcome(self, table: str, row_name: str, document: str, is_correct: bool) -> None:
        """Add to a line one thing that is right or wrong."""
        self.add(table, row_name, document, gold=1, found=1, matched=int(is_correct))

    def build_tables(self, titles: Iterable[str]) -> tuple[ScoreTable, ...]:
        """All lines that have something, in the order in which they were first counted."""
        return tuple(
            ScoreTable(
                title=title,
                rows=tuple(_build_row(name, rows) for (of, name), rows in self.by_row.items() if of == title),
            )
            for title in titles
        )


def _build_row(name: str, rows: Mapping[str, Counter[str]]) -> ScoreRow:
    total: Counter[str] = Counter()
    for counted in rows.values():
        total.update(counted)
    if len(rows) >= MIN_RESAMPLED_DOCUMENTS:
        low, high = _bootstrap_interval([(one["gold"] + one["found"], one["matched"]) for one in rows.values()])
    else:
        low, high = Proportion(correct=2 * total["matched"], total=total["gold"] + total["found"]).interval
    return ScoreRow(
        name=name, gold=total["gold"], predicted=total["found"], matched=total["matched"], low=low, high=high
    )


def _bootstrap_interval(rows: list[tuple[int, int]]) -> tuple[float, float]:
    """Bounds of F1 when documents are drawn again and again, the same for the same counts."""
    drawn = np.random.default_rng(0).integers(0, len(rows), (RESAMPLE_COUNT, len(rows)))
    both, matched = (np.array(column)[drawn].sum(axis=1) for column in zip(*rows, strict=True))
    low, high = np.quantile(2 * matched / np.maximum(both, 1), (0.025, 0.975))
    return float(low), float(high)
