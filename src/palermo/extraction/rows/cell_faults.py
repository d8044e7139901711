"""What can be wrong with a cell of a table of who does what, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_REPORTED_FAULTS = 5


class CellProblem(StrEnum):
    """What is wrong with a cell, or with the header of its column."""

    DUPLICATE_COLUMN = "duplicate-column"
    MISSING_COLUMN = "missing-column"
    NO_ORGANISATION = "no-organisation"
    UNKNOWN_ORGANISATION = "unknown-organisation"
    NO_ACTIVITY = "no-activity"
    UNKNOWN_CHOICE = "unknown-choice"
    UNKNOWN_PLACE = "unknown-place"
    REVERSED_YEARS = "reversed-years"
    NO_START_YEAR = "no-start-year"
    NO_YEAR = "no-year"


CELL_PROBLEM_TEXTS: Mapping[CellProblem, tuple[str, str]] = {
    CellProblem.DUPLICATE_COLUMN: (
        "two columns have this name, or cells of the header are merged",
        "Give each column a name of its own",
    ),
    CellProblem.MISSING_COLUMN: (
        "the table has no column for it",
        "Add it to the header, or tag it (#org, #sector, #adm1)",
    ),
    CellProblem.NO_ORGANISATION: ("it is empty", "Write who does it"),
    CellProblem.UNKNOWN_ORGANISATION: (
        "the registry knows no “{value}”",
        "Write its name as the list of the form has it",
    ),
    CellProblem.NO_ACTIVITY: ("it is empty", "Write what is done"),
    CellProblem.UNKNOWN_CHOICE: (
        "“{value}” is not one of the choices",
        "Choose from the list of the cell, several with ; between",
    ),
    CellProblem.UNKNOWN_PLACE: (
        "“{value}” is neither a country nor an ISO code",
        "Write the country's name, or its code such as KEN",
    ),
    CellProblem.REVERSED_YEARS: ("“{value}” is before the year of the start", "Write the years in their order"),
    CellProblem.NO_START_YEAR: ("it is empty", "Write the year in which it began"),
    CellProblem.NO_YEAR: ("“{value}” contains no year", "Write a year such as 2024"),
}
"""Reason and remedy by problem, in English, with `{value}` where the content of the cell stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """What is wrong with a cell, and how to fix it."""

    row: str
    """As the spreadsheet shows it: `Sheet1!12`."""
    column: str
    problem: CellProblem
    value: str = ""
    """The content of the cell, or the part of it that is wrong."""
    missing_roles: Sequence[str] = ()
    """Roles of columns one of which the table must have; empty if its columns suffice."""

    @property
    def reason(self) -> str:
        """What is wrong, in English."""
        return CELL_PROBLEM_TEXTS[self.problem][0].replace("{value}", self.value)

    @property
    def fix(self) -> str:
        """How to correct it, in English."""
        return CELL_PROBLEM_TEXTS[self.problem][1]

    def __str__(self) -> str:
        return f"row {self.row}, column “{self.column}”: {self.reason}. {self.fix}"


def format_faults(faults: Sequence[CellFault]) -> str:
    """Return the first faults in words, and how many there are."""
    omitted = f"; and {len(faults) - MAX_REPORTED_FAULTS} more" if len(faults) > MAX_REPORTED_FAULTS else ""
    return "; ".join(str(fault).rstrip(".") for fault in faults[:MAX_REPORTED_FAULTS]) + omitted
