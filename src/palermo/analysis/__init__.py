"""Pure functions of an edition's statements: how they compare with what people labelled."""

from palermo.analysis.evaluation import Scores, evaluate
from palermo.analysis.labelled import labelled_rows

__all__ = ["Scores", "evaluate", "labelled_rows"]
