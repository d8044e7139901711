"""Rows of tables to statements: who does what where, and actions of plans, by the words or tags of headers."""

from palermo.extraction.rows.action_plans import extract_plans
from palermo.extraction.rows.cell_faults import CELL_PROBLEM_TEXTS, CellFault
from palermo.extraction.rows.presence import extract_presence, find_all_faults
from palermo.extraction.rows.presence_tables import (
    SURVEY_FORM_MARK,
    TableContent,
    find_missing_roles,
    read_presence_tables,
)

__all__ = [
    "CELL_PROBLEM_TEXTS",
    "SURVEY_FORM_MARK",
    "CellFault",
    "TableContent",
    "extract_plans",
    "extract_presence",
    "find_all_faults",
    "find_missing_roles",
    "read_presence_tables",
]
