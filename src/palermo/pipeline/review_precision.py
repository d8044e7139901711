"""Precision of the current edition by reviews of a random sample (`palermo evaluate --against decisions`)."""

import json
from collections.abc import Iterator

from palermo.edition import DecisionLog, Library
from palermo.errors import NotFound
from palermo.review import PrecisionRow, compute_precision


def format_review_precision(library: Library, *, as_json: bool = False) -> Iterator[str]:
    """Yield the lines of the report; raises NotFound if no statement of a random sample was judged."""
    rows, date = load_review_precision(library)
    if not rows:
        raise NotFound(
            library.name,
            "no statement of a random sample was judged",
            "Save a queue with a random sample on the review desk, and review it",
        )
    if as_json:
        yield json.dumps({"date": date, "rows": [build_precision_row(row) for row in rows]}, ensure_ascii=False)
        return
    yield f"Precision of statements as extracted, judged by reviewers on a random sample until {date}"
    for row in rows:
        share, low, high = (f"{100 * value:.1f}" for value in (row.precision, row.low, row.high))
        yield f"{row.dimension:<9} {row.value:<32} {share:>5} %  ({low}–{high})  {row.right} of {row.judged}"


def load_review_precision(library: Library) -> tuple[list[PrecisionRow], str]:
    """Return the precision rows of a library's decisions, and the date of the last one on a random sample."""
    decisions = [item.decision for item in DecisionLog(library.decisions).read()]
    dates = [decision.time[:10] for decision in decisions if decision.queue.startswith("audit:")]
    return compute_precision(decisions), max(dates, default="")


def build_precision_row(row: PrecisionRow) -> dict[str, str | int | float]:
    """Return a row as JSON values."""
    return {
        "dimension": row.dimension,
        "value": row.value,
        "right": row.right,
        "judged": row.judged,
        "precision": round(row.precision, 4),
        "low": round(row.low, 4),
        "high": round(row.high, 4),
    }
