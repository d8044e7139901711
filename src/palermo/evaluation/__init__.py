"""Evaluation: scores extracted statements, mandates and names against gold labels.

Gold labels (JSON Lines) and predictions go in; an `Evaluation` with score tables and mistakes comes out, which `palermo
evaluate` prints. Start reading in `scoring.py`; each type of labels has a module of its own.
"""

from palermo.evaluation.evaluation_results import (
    Evaluation,
    MarkedSpan,
    Mistake,
    ScoreRow,
    ScoreTable,
)
from palermo.evaluation.gold_labels import GoldLabels, load_labels
from palermo.evaluation.predictions import StatementPrediction
from palermo.evaluation.scoring import evaluate, evaluate_names

__all__ = [
    "Evaluation",
    "GoldLabels",
    "MarkedSpan",
    "Mistake",
    "ScoreRow",
    "ScoreTable",
    "StatementPrediction",
    "evaluate",
    "evaluate_names",
    "load_labels",
]
