"""Names of organisations against labelled ones: which names are one organisation, whatever its id."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from palermo.analysis.labelled import Row
from palermo.analysis.measured import Evaluation, Line, Mistake, Share, Table

SHOWN = 500
"""Mistakes that are kept of each sort."""


def named(found: Mapping[str, str], gold: Sequence[Row]) -> Evaluation:
    """Compare clusters: pairs of names that are one organisation, and B-cubed; `found` gives each name its id."""
    truth = {row["name"]: row["canonical_id"] for row in gold}
    label = {name: found[name] for name in truth if name in found}
    meant, got = Counter(truth.values()), Counter(label.values())
    both = Counter((label[name], truth[name]) for name in label)
    pairs = _line("pairs of names", _pairs(meant.values()), _pairs(got.values()), _pairs(both.values()))
    precision = sum(n * n / got[id] for (id, _), n in both.items()) / max(1, len(truth))
    recall = sum(n * n / meant[one] for (_, one), n in both.items()) / max(1, len(truth))
    note = f"B-cubed: precision {precision:.4f}, recall {recall:.4f}, F1 {_harmonic(precision, recall):.4f}"
    return Evaluation(
        name="names",
        tables=(Table(title="names", lines=(pairs,)),),
        mistakes=tuple(_mistakes(truth, label)),
        notes=(f"{len(truth):,} names of {len(meant):,} organisations", note),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _line(name: str, gold: int, found: int, matched: int) -> Line:
    low, high = Share(right=2 * matched, of=gold + found).interval
    return Line(name=name, gold=gold, found=found, matched=matched, low=low, high=high)


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _mistakes(truth: Mapping[str, str], label: Mapping[str, str]) -> Iterable[Mistake]:
    for sort, cause, one, other in (
        ("missed", "one organisation, read as two", truth, label),
        ("false alarm", "two organisations, read as one", label, truth),
    ):
        together: dict[str, list[str]] = defaultdict(list)
        for name in truth:
            if name in one:
                together[one[name]].append(name)
        apart = [
            (first, second)
            for group in together.values()
            for first, second in combinations(group, 2)
            if other.get(first) != other.get(second) or first not in other
        ]
        for first, second in apart[:SHOWN]:
            yield Mistake(
                sort=sort,
                cause=cause,
                document="",
                labelled=f"{first}: {truth[first]}; {second}: {truth[second]}",
                found=f"{first}: {label.get(first)}; {second}: {label.get(second)}",
            )
