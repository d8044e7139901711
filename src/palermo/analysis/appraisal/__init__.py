"""Appraisal: an instrument's provisions, what calls for them, what answers them, and where nothing does."""

from palermo.analysis.appraisal.appraising import (
    ACTS,
    CALLS,
    REGIONS,
    Appraisal,
    Appraised,
    Gap,
    Standing,
    appraise,
    statement_rows,
)
from palermo.analysis.appraisal.kept import FOLDER, Appraisals, appraisals, keep, made, take_over
from palermo.analysis.appraisal.matching import How, Match, matches

__all__ = [
    "ACTS",
    "CALLS",
    "FOLDER",
    "REGIONS",
    "Appraisal",
    "Appraisals",
    "Appraised",
    "Gap",
    "How",
    "Match",
    "Standing",
    "appraisals",
    "appraise",
    "keep",
    "made",
    "matches",
    "statement_rows",
    "take_over",
]
