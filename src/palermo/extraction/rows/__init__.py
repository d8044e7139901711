"""Rows of tables to statements: who does what where, by the words or the tags of the header."""

from palermo.extraction.rows.columns import compute_columns_version
from palermo.extraction.rows.presence import (
    METHOD,
    SURVEY_FORM_MARK,
    CellFault,
    extract_presence,
    find_all_faults,
    find_missing_roles,
)

__all__ = [
    "METHOD",
    "SURVEY_FORM_MARK",
    "CellFault",
    "compute_columns_version",
    "extract_presence",
    "find_all_faults",
    "find_missing_roles",
]
