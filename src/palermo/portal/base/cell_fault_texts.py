"""Faults of the cells of a table in the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.extraction.rows import CELL_PROBLEM_TEXTS, CellFault
from palermo.portal.base.languages import get_active_language
from palermo.publishing.survey_form import FORM_COLUMNS


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """A fault of a cell as a page shows it."""

    row: str
    column: str
    text: str
    """What is wrong, and how to correct it."""


def describe_faults(faults: Iterable[CellFault]) -> list[FaultText]:
    """Return faults in words."""
    return [FaultText(row=fault.row, column=_name_column(fault), text=_describe_fault(fault)) for fault in faults]


def _name_column(fault: CellFault) -> str:
    """Return the header of a column; of one that is missing, the headers that the form of the survey has for it."""
    labels = {column.role: column.labels for column in FORM_COLUMNS}
    names = [labels[role][get_active_language()] for role in fault.missing_roles if role in labels]
    return " / ".join(names) or fault.column


def _describe_fault(fault: CellFault) -> str:
    reason, fix = (_(text) for text in CELL_PROBLEM_TEXTS[fault.problem])
    return f"{reason.replace('{value}', fault.value)}. {fix}."
