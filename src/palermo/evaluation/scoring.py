"""Scoring of predictions against labels of any type."""

from collections.abc import Sequence

from palermo.evaluation.evaluation_results import Evaluation
from palermo.evaluation.gold_labels import GoldLabels, GoldRow
from palermo.evaluation.mandate_evaluation import evaluate_mandates
from palermo.evaluation.passage_evaluation import evaluate_passages
from palermo.evaluation.predictions import StatementPrediction
from palermo.evaluation.recommendation_evaluation import evaluate_recommendations
from palermo.registry import Registry


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
