"""An evaluation as lines of plain text, and as JSON values: tables with intervals, causes, mistakes to read."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from palermo.analysis import Evaluation, Line, Mistake

SHOWN = 240
"""Characters of a side of a mistake."""
_HEAD = f"{'labelled':>9s}{'found':>8s}{'right':>8s}{'precision':>11s}{'recall':>8s}{'F1':>8s}   95 %"


def score_lines(made: Evaluation, mistakes: int = 0) -> Iterator[str]:
    """Write each table, how many mistakes have which cause, and so many mistakes of each cause."""
    for table in made.tables:
        if table.lines:
            yield f"{table.title:28s}{_HEAD}"
            yield from (_row(line) for line in table.lines)
    yield from (f"{note}" for note in made.notes)
    by_cause: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for mistake in made.mistakes:
        by_cause[mistake.sort, mistake.cause].append(mistake)
    for (sort, cause), several in sorted(by_cause.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1])):
        yield f"{sort}: {cause}: {len(several):,}"
        for mistake in several[:mistakes]:
            yield from _mistake_lines(mistake)


def score_values(made: Evaluation) -> dict[str, Any]:
    """Figures as JSON values: of each line its counts, precision, recall, F1 and interval; mistakes by cause."""
    causes = Counter(f"{mistake.sort}: {mistake.cause}" for mistake in made.mistakes)
    return {
        "labels": made.name,
        "tables": {table.title: {line.name: _values(line) for line in table.lines} for table in made.tables},
        "causes": dict(causes.most_common()),
        "notes": list(made.notes),
    }


def _row(line: Line) -> str:
    figures = f"{line.precision:11.4f}{line.recall:8.4f}{line.f1:8.4f}   {line.low:.4f} to {line.high:.4f}"
    return f"  {line.name:26s}{line.gold:9,}{line.found:8,}{line.matched:8,}{figures}"


def _values(line: Line) -> dict[str, Any]:
    counts = {"gold": line.gold, "found": line.found, "matched": line.matched}
    shares = {"precision": line.precision, "recall": line.recall, "f1": line.f1, "low": line.low, "high": line.high}
    return counts | {name: round(value, 4) for name, value in shares.items()}


def _mistake_lines(mistake: Mistake) -> Iterator[str]:
    yield f"    {mistake.document} {mistake.place}".rstrip()
    for name, said in (("labelled", mistake.labelled), ("found", mistake.found)):
        if said:
            yield f"      {name + ':':10s}{said if len(said) <= SHOWN else said[:SHOWN] + '…'}"
