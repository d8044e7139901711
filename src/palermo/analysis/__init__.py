"""Pure functions of an edition's statements and the registry: scores against labels, holdings, profiles."""

from palermo.analysis.evaluation import Scores, evaluate
from palermo.analysis.holdings import held, texts
from palermo.analysis.kinship import Kinship, Relative, tags_of
from palermo.analysis.labelled import labelled_rows
from palermo.analysis.profiles import OLD, Basis, Emptiness, Evidence, basis, document_evidence, priorities, topics
from palermo.analysis.proposed import proposed

__all__ = [
    "OLD",
    "Basis",
    "Emptiness",
    "Evidence",
    "Kinship",
    "Relative",
    "Scores",
    "basis",
    "document_evidence",
    "evaluate",
    "held",
    "labelled_rows",
    "priorities",
    "proposed",
    "tags_of",
    "texts",
    "topics",
]
