"""Results of an evaluation: score tables with intervals, and mistakes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from palermo.registry import Registry
from palermo.review import compute_wilson_interval

RESAMPLE_COUNT = 1000
"""Bootstrap samples of documents for an interval."""
MIN_RESAMPLED_DOCUMENTS = 8
"""Minimum documents for a bootstrap interval; with fewer, Wilson's interval is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One row of a score table: gold, predicted and matched counts."""

    name: str
    gold: int
    predicted: int
    matched: int
    low: float
    high: float
    """95 % interval of F1: bootstrap over documents, or Wilson's if they are few."""

    @property
    def precision(self) -> float:
        """Share of predictions that match a label."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of labels that match a prediction."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """Score rows under a title."""

    title: str
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpan:
    """A labelled or predicted span of a passage."""

    start_char: int
    end_char: int
    labelled: bool


def mark_text(text: str, part: str, *, labelled: bool = False) -> tuple[MarkedSpan, ...]:
    """Return the span of a part of a text; none if the text does not contain it."""
    start = text.find(part)
    return (MarkedSpan(start_char=start, end_char=start + len(part), labelled=labelled),) if start >= 0 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A miss, a false alarm or a wrong field, with its cause in words and its passage."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Results of a comparison with labels."""

    name: str
    """Type of the labels: recommendations, mandates, statements or names."""
    tables: tuple[ScoreTable, ...]
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()

    def get_row(self, name: str) -> ScoreRow:
        """Return the first row of that name; raises KeyError."""
        for table in self.tables:
            for line in table.rows:
                if line.name == name:
                    return line
        raise KeyError(name)


@dataclass(slots=True)
class EvaluationCounts:
    """Counts for the rows of score tables, by document."""

    by_row: dict[tuple[str, str], dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )

    def add(self, table: str, row_name: str, document: str, *, gold: int = 0, found: int = 0, matched: int = 0) -> None:
        """Add the counts of one document to a row."""
        self.by_row[table, row_name][document].update(gold=gold, found=found, matched=matched)

    def add_outcome(self, table: str, row_name: str, document: str, is_correct: bool) -> None:
        """Add one outcome, right or wrong, to a row."""
        self.add(table, row_name, document, gold=1, found=1, matched=int(is_correct))

    def build_tables(self, titles: Iterable[str]) -> tuple[ScoreTable, ...]:
        """Return the tables, with non-empty rows in the order in which they were first counted."""
        return tuple(
            ScoreTable(
                title=title,
                rows=tuple(
                    _build_row(name, rows) for (row_title, name), rows in self.by_row.items() if row_title == title
                ),
            )
            for title in titles
        )


def _build_row(name: str, rows: Mapping[str, Counter[str]]) -> ScoreRow:
    total: Counter[str] = Counter()
    for counted in rows.values():
        total.update(counted)
    if len(rows) >= MIN_RESAMPLED_DOCUMENTS:
        low, high = _bootstrap_interval([(row["gold"] + row["found"], row["matched"]) for row in rows.values()])
    else:
        low, high = compute_wilson_interval(2 * total["matched"], total["gold"] + total["found"])
    return ScoreRow(
        name=name, gold=total["gold"], predicted=total["found"], matched=total["matched"], low=low, high=high
    )


def _bootstrap_interval(rows: list[tuple[int, int]]) -> tuple[float, float]:
    """Return the bootstrap interval of F1 over documents; the same counts give the same interval."""
    sample = np.random.default_rng(0).integers(0, len(rows), (RESAMPLE_COUNT, len(rows)))
    both, matched = (np.array(column)[sample].sum(axis=1) for column in zip(*rows, strict=True))
    low, high = np.quantile(2 * matched / np.maximum(both, 1), (0.025, 0.975))
    return float(low), float(high)


@dataclass(slots=True)
class EvaluationScores:
    """Counts and mistakes that a comparison collects."""

    registry: Registry
    counts: EvaluationCounts = field(default_factory=EvaluationCounts)
    mistakes: list[Mistake] = field(default_factory=list)

    def build_evaluation(self, name: str, tables: Iterable[str], notes: tuple[str, ...] = ()) -> Evaluation:
        """Return what was collected, with these tables of counts."""
        return Evaluation(
            name=name,
            tables=self.counts.build_tables(tables),
            mistakes=tuple(self.mistakes),
            notes=notes,
        )
