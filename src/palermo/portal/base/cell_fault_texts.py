"""Faults of the cells of a table in the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palermo.extraction.rows import CELL_PROBLEM_TEXTS, CellFault


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """A fault of a cell as a page shows it."""

    row: str
    column: str
    text: str
    """What is wrong, and how to correct it."""


def describe_faults(faults: Iterable[CellFault]) -> list[FaultText]:
    """Return faults in words."""
    return [FaultText(row=fault.row, column=fault.column, text=_describe_fault(fault)) for fault in faults]


def _describe_fault(fault: CellFault) -> str:
    reason, fix = (_(text) for text in CELL_PROBLEM_TEXTS[fault.problem])
    return f"{reason.replace('{value}', fault.value)}. {fix}."
