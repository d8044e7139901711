"""Appraisal of an instrument's provisions: statements that ask for them, answers to them, and gaps."""

from palermo.analysis.appraisal.appraisal_artefact import (
    FOLDER,
    AppraisalSet,
    appraise_instruments,
    has_matches,
    reuse_matches,
    save_matches,
)
from palermo.analysis.appraisal.instrument_appraisal import (
    REGIONS,
    InstrumentAppraisal,
    ProvisionAppraisal,
    ProvisionGap,
    ProvisionStatement,
    appraise,
)
from palermo.analysis.appraisal.matching import ProvisionMatch

__all__ = [
    "FOLDER",
    "REGIONS",
    "AppraisalSet",
    "InstrumentAppraisal",
    "ProvisionAppraisal",
    "ProvisionGap",
    "ProvisionMatch",
    "ProvisionStatement",
    "appraise",
    "appraise_instruments",
    "has_matches",
    "reuse_matches",
    "save_matches",
]
