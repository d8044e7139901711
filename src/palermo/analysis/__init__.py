"""Pure functions of an edition's statements and the registry: maps, scores against labels, holdings,
profiles."""

from palermo.analysis.dimensions import DIMENSIONS, Dimension, Where, dimension, filters_of, where
from palermo.analysis.evaluation import Scores, evaluate
from palermo.analysis.holdings import held, texts
from palermo.analysis.labelled import labelled_rows
from palermo.analysis.profiles import OLD, Basis, Emptiness, Evidence, basis, document_evidence, priorities, topics
from palermo.analysis.proposed import proposed
from palermo.analysis.values import Values

__all__ = [
    "DIMENSIONS",
    "OLD",
    "Basis",
    "Dimension",
    "Emptiness",
    "Evidence",
    "Scores",
    "Values",
    "Where",
    "basis",
    "dimension",
    "document_evidence",
    "evaluate",
    "filters_of",
    "held",
    "labelled_rows",
    "priorities",
    "proposed",
    "texts",
    "topics",
    "where",
]
