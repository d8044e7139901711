"""Pure functions of an edition's statements and the registry: maps, scores, holdings, profiles."""

from palermo.analysis.about import About, about
from palermo.analysis.dimensions import DIMENSIONS, Dimension, Where, dimension, filters_of, where
from palermo.analysis.evaluating import evaluate
from palermo.analysis.found import Found
from palermo.analysis.holdings import held, texts
from palermo.analysis.kinship import Kinship, Relative, tags_of
from palermo.analysis.labelled import Labels, labels
from palermo.analysis.measured import Evaluation, Judged, Line, Mark, Mistake, Share, Table
from palermo.analysis.named import named
from palermo.analysis.profiles import OLD, Basis, Emptiness, Evidence, basis, document_evidence, priorities, topics
from palermo.analysis.proposed import proposed
from palermo.analysis.values import Values

__all__ = [
    "DIMENSIONS",
    "OLD",
    "About",
    "Basis",
    "Dimension",
    "Emptiness",
    "Evaluation",
    "Evidence",
    "Found",
    "Judged",
    "Kinship",
    "Labels",
    "Line",
    "Mark",
    "Mistake",
    "Relative",
    "Share",
    "Table",
    "Values",
    "Where",
    "about",
    "basis",
    "dimension",
    "document_evidence",
    "evaluate",
    "filters_of",
    "held",
    "labels",
    "named",
    "priorities",
    "proposed",
    "tags_of",
    "texts",
    "topics",
    "where",
]
