"""An evaluation as plain text and as JSON values: tables with intervals, causes, mistakes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from palermo.evaluation import Evaluation, Mistake, ScoreRow

MAX_MISTAKE_CHARS = 240
"""Maximum number of characters of each side of a mistake."""
_TABLE_HEADER = f"{'labelled':>9s}{'found':>8s}{'right':>8s}{'precision':>11s}{'recall':>8s}{'F1':>8s}   95 %"


def format_evaluation(evaluation: Evaluation, mistakes: int = 0) -> Iterator[str]:
    """Return the tables, the number of mistakes by cause, and up to `mistakes` examples of each cause."""
    for table in evaluation.tables:
        if table.rows:
            yield f"{table.title:28s}{_TABLE_HEADER}"
            yield from (_format_row(line) for line in table.rows)
    yield from (f"{note}" for note in evaluation.notes)
    for mistake_type, cause, several in group_mistakes(evaluation.mistakes):
        yield f"{mistake_type}: {cause}: {len(several):,}"
        for mistake in several[:mistakes]:
            yield from _format_mistake(mistake)


def group_mistakes(mistakes: Iterable[Mistake]) -> Iterator[tuple[str, str, list[Mistake]]]:
    """Yield the mistakes of each type and cause, the most frequent cause of a type first."""
    by_cause: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_cause[mistake.category, mistake.cause].append(mistake)
    for (mistake_type, cause), several in sorted(
        by_cause.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])
    ):
        yield mistake_type, cause, several


def build_evaluation_values(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as JSON values.

    Each row has counts, precision, recall, F1 and interval; mistakes are listed by cause.
    """
    causes = Counter(f"{mistake.category}: {mistake.cause}" for mistake in evaluation.mistakes)
    return {
        "labels": evaluation.name,
        "tables": {
            table.title: {line.name: _build_score_values(line) for line in table.rows} for table in evaluation.tables
        },
        "causes": dict(causes.most_common()),
        "notes": list(evaluation.notes),
    }


def _format_row(score: ScoreRow) -> str:
    figures = f"{score.precision:11.4f}{score.recall:8.4f}{score.f1:8.4f}   {score.low:.4f} to {score.high:.4f}"
    return f"  {score.name:26s}{score.gold:9,}{score.predicted:8,}{score.matched:8,}{figures}"


def _build_score_values(score: ScoreRow) -> dict[str, Any]:
    counts = {"gold": score.gold, "found": score.predicted, "matched": score.matched}
    shares = {name: getattr(score, name) for name in ("precision", "recall", "f1", "low", "high")}
    return counts | {name: round(value, 4) for name, value in shares.items()}


def _format_mistake(mistake: Mistake) -> Iterator[str]:
    yield f"    {mistake.document} {mistake.location}".rstrip()
    for name, text in (("labelled", mistake.labelled), ("found", mistake.predicted)):
        if text:
            yield f"      {name + ':':10s}{text if len(text) <= MAX_MISTAKE_CHARS else text[:MAX_MISTAKE_CHARS] + '…'}"
