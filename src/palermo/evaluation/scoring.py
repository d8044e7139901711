"""Scoring of predictions against labels of any type."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from palermo.evaluation.evaluation_results import Evaluation, Mistake, ScoreRow, ScoreTable
from palermo.evaluation.gold_labels import GoldLabels, GoldRow
from palermo.evaluation.mandate_evaluation import evaluate_mandates
from palermo.evaluation.passage_evaluation import evaluate_passages
from palermo.evaluation.predictions import StatementPrediction
from palermo.evaluation.recommendation_evaluation import evaluate_recommendations
from palermo.registry import Registry
from palermo.review import compute_wilson_interval

MAX_MISTAKES = 500


def evaluate_names(predicted_ids: Mapping[str, str], gold: Sequence[GoldRow]) -> Evaluation:
    """Compare clusters by pairs of names and by B-cubed; `predicted_ids` has the id of each name."""
    truth = {row["name"]: row["canonical_id"] for row in gold}
    label = {name: predicted_ids[name] for name in truth if name in predicted_ids}
    expected, got = Counter(truth.values()), Counter(label.values())
    both = Counter((label[name], truth[name]) for name in label)
    pairs = _build_row(
        "pairs of names", _count_pairs(expected.values()), _count_pairs(got.values()), _count_pairs(both.values())
    )
    precision = sum(n * n / got[id] for (id, _), n in both.items()) / max(1, len(truth))
    recall = sum(n * n / expected[item] for (_, item), n in both.items()) / max(1, len(truth))
    note = f"B-cubed: precision {precision:.4f}, recall {recall:.4f}, F1 {_compute_f1(precision, recall):.4f}"
    return Evaluation(
        name="names",
        tables=(ScoreTable(title="names", rows=(pairs,)),),
        mistakes=tuple(_find_mistakes(truth, label)),
        notes=(f"{len(truth):,} names of {len(expected):,} organisations", note),
    )


def _count_pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _build_row(name: str, gold: int, predicted: int, matched: int) -> ScoreRow:
    low, high = compute_wilson_interval(2 * matched, gold + predicted)
    return ScoreRow(name=name, gold=gold, predicted=predicted, matched=matched, low=low, high=high)


def _compute_f1(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _find_mistakes(truth: Mapping[str, str], predicted: Mapping[str, str]) -> Iterable[Mistake]:
    for mistake_type, cause, item, other in (
        ("missed", "one organisation, read as two", truth, predicted),
        ("false alarm", "two organisations, read as one", predicted, truth),
    ):
        names_by_id: dict[str, list[str]] = defaultdict(list)
        for name in truth:
            if name in item:
                names_by_id[item[name]].append(name)
        split_pairs = [
            (first, second)
            for group in names_by_id.values()
            for first, second in combinations(group, 2)
            if other.get(first) != other.get(second) or first not in other
        ]
        for first, second in split_pairs[:MAX_MISTAKES]:
            yield Mistake(
                category=mistake_type,
                cause=cause,
                document="",
                labelled=f"{first}: {truth[first]}; {second}: {truth[second]}",
                predicted=f"{first}: {predicted.get(first)}; {second}: {predicted.get(second)}",
            )


def evaluate(
    predictions: Sequence[StatementPrediction],
    gold: GoldLabels,
    registry: Registry,
    ignored_rows: Sequence[GoldRow] = (),
) -> Evaluation:
    """Score statements against recommendations, mandates or passages; raises ValueError for other labels."""
    if gold.label_type == "recommendations":
        return evaluate_recommendations(predictions, gold.rows, registry, ignored_rows)
    if gold.label_type == "mandates":
        return evaluate_mandates(predictions, gold.rows, registry)
    if gold.label_type == "statements":
        return evaluate_passages(predictions, gold.rows, registry)
    raise ValueError(f"no statements are labelled as {gold.label_type}")
