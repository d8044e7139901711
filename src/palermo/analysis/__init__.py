"""Pure functions of an edition's statements: how they compare with what people labelled."""

from palermo.analysis.evaluation import Scores, evaluate

__all__ = ["Scores", "evaluate"]
