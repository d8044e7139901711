"""Scores of an evaluation as lines of plain text: shares with their intervals, then mistakes to read."""

from collections.abc import Iterator
from itertools import groupby, islice

from palermo.analysis import Scores
from palermo.analysis.evaluation import Mistake


def score_lines(scores: Scores, mistakes: int = 0) -> Iterator[str]:
    """Write a table of shares (95 % Wilson intervals), and so many mistakes of each sort."""
    yield f"labelled {scores.gold:,}  found {scores.found:,}  matched {scores.matched:,}"
    for name, share in scores.shares().items():
        low, high = share.interval
        yield f"  {name:14s}{share.value:8.4f}   {low:.4f} to {high:.4f}"
    for what, found in groupby(sorted(scores.mistakes, key=lambda mistake: mistake.what), lambda mistake: mistake.what):
        several = list(found)
        yield f"  {what}: {len(several):,}"
        for mistake in islice(several, mistakes):
            yield from _mistake_lines(mistake)


def _mistake_lines(mistake: Mistake) -> Iterator[str]:
    yield f"    {mistake.document} {mistake.number or ''}"
    if mistake.gold:
        yield f"      labelled: {mistake.gold}"
    if mistake.found:
        yield f"      found:    {mistake.found}"
