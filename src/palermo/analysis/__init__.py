"""Pure functions of an edition's statements and the registry: scores against labels, holdings, profiles."""

from palermo.analysis.evaluating import evaluate
from palermo.analysis.found import Found
from palermo.analysis.holdings import held, texts
from palermo.analysis.labelled import Labels, labels
from palermo.analysis.measured import Evaluation, Judged, Line, Mark, Mistake, Share, Table
from palermo.analysis.named import named
from palermo.analysis.profiles import OLD, Basis, Emptiness, Evidence, basis, document_evidence, priorities, topics
from palermo.analysis.proposed import proposed

__all__ = [
    "OLD",
    "Basis",
    "Emptiness",
    "Evaluation",
    "Evidence",
    "Found",
    "Judged",
    "Labels",
    "Line",
    "Mark",
    "Mistake",
    "Share",
    "Table",
    "basis",
    "document_evidence",
    "evaluate",
    "held",
    "labels",
    "named",
    "priorities",
    "proposed",
    "texts",
    "topics",
]
