"""Surveys that are corrected in the browser: their cells, their faults, and the resulting activities."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from palermo.extraction.rows import SURVEY_FORM_MARK, CellFault
from palermo.grouping import group_items
from palermo.pipeline.proposed_documents import TableCheck
from palermo.portal.base.reason_texts import FaultText, describe_faults
from palermo.portal.entity_desk.models import SurveyDraft
from palermo.portal.services.table_uploads import check_content
from palermo.statements import Statement

MAX_ROWS = 500
MAX_EDITED_ROWS = 40
"""Rows with faults that are shown at once."""
MAX_CELL_CHARS = 2000
NEW_ROWS = 2
"""Empty rows below a survey in which nothing was found."""
REQUIRED_COLUMNS = ("organisation", "activity", "country")
"""Columns that are offered where the table has none of its own."""
_FIRST_ROW = {False: 2, True: 3}
"""Number of the first row of a written table: one line of names, and one that says that it is a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedCell:
    """A cell of a row that is corrected."""

    name: str
    """Of its form field."""
    column: str
    value: str
    faults: Sequence[FaultText]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedRow:
    """A row that is corrected."""

    number: int
    cells: Sequence[EditedCell]
    faults: Sequence[FaultText]
    """Faults of no one of its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFaults:
    """What is wrong with a survey, by row."""

    rows: Sequence[EditedRow]
    more: int
    """Rows with faults that are shown once these are corrected."""
    general: Sequence[FaultText]


def build_draft(entity: str, check: TableCheck, created_by: int | None) -> SurveyDraft:
    """Store the cells of a checked table as a draft; one that is not whole is checked as the form is."""
    columns: list[str] = []
    rows: list[Mapping[str, str]] = []
    for table in check.tables:
        columns += [column for column in table.columns if column not in columns]
        rows += [cells for _, cells in table.rows]
    columns += [fault.column for fault in check.faults if fault.column and fault.column not in columns]
    columns = list(dict.fromkeys(columns)) or list(REQUIRED_COLUMNS)
    cells = [[row.get(name, "") for name in columns] for row in rows[:MAX_ROWS]]
    return SurveyDraft.objects.create(
        entity=entity,
        columns=columns,
        rows=cells or _build_empty_rows(columns),
        is_survey=any(table.is_survey for table in check.tables) or not (check.faults or check.statements),
        created_by_id=created_by,
    )


def update_rows(draft: SurveyDraft, fields: Mapping[str, Any]) -> None:
    """Store the submitted values of the cells; rows without values are removed."""
    rows = [
        [str(fields.get(_name_cell(number, at), value))[:MAX_CELL_CHARS].strip() for at, value in enumerate(row)]
        for number, row in enumerate(draft.rows)
    ]
    draft.rows = [row for row in rows if any(row)] or _build_empty_rows(draft.columns)
    draft.save()


def list_typed_cells(draft: SurveyDraft, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the column and value of each submitted cell that is not stored so, row by row."""
    stored = {_name_cell(number, at): cell for number, row in enumerate(draft.rows) for at, cell in enumerate(row)}
    names = [(_name_cell(number, at), column) for number in range(MAX_ROWS) for at, column in enumerate(draft.columns)]
    typed = [(name, column, str(fields.get(name, ""))[:MAX_CELL_CHARS].strip()) for name, column in names]
    return [(column, text) for name, column, text in typed if text and text != stored.get(name)]


def _build_empty_rows(columns: Sequence[str]) -> list[list[str]]:
    return [[""] * len(columns) for _ in range(NEW_ROWS)]


def check_draft(draft: SurveyDraft) -> tuple[SurveyFaults, Sequence[Statement]]:
    """Check a draft with the rules of a build.

    Returns its faults, and the statements of a draft that has none.
    """
    if not draft.rows:
        return SurveyFaults(rows=(), more=0, general=()), ()
    check = check_content(_write_table(draft), ".csv")
    _add_columns(draft, [fault.column for fault in check.faults if _read_number(fault.row) is not None])
    offset = _FIRST_ROW[draft.is_survey]
    by_row: defaultdict[int, list[CellFault]] = defaultdict(list)
    general = []
    for fault in check.faults:
        number = _read_number(fault.row)
        if number is None or not 0 <= number - offset < len(draft.rows):
            general.append(fault)
        else:
            by_row[number - offset].append(fault)
    edited = sorted(by_row) if by_row else list(range(len(draft.rows))) if general or not check.statements else []
    rows = [_build_row(draft, number, by_row[number]) for number in edited[:MAX_EDITED_ROWS]]
    faults = SurveyFaults(rows=rows, more=max(0, len(edited) - MAX_EDITED_ROWS), general=describe_faults(general))
    return faults, () if edited else check.statements


def build_activity(statement: Statement) -> dict[str, str]:
    """Return the content of the proposal for a row."""
    return {
        "text": statement.action or statement.quote,
        "places": ", ".join(statement.places),
        "years": ", ".join(map(str, statement.years)),
        "partners": ", ".join(ref.name for ref in statement.partners),
    }


def _write_table(draft: SurveyDraft) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target)
    if draft.is_survey:
        writer.writerow([SURVEY_FORM_MARK, *[""] * (len(draft.columns) - 1)])
    writer.writerow(draft.columns)
    writer.writerows(draft.rows)
    return target.getvalue().encode()


def _add_columns(draft: SurveyDraft, names: Iterable[str]) -> None:
    """Add the missing columns to a draft, so that their cells can be filled in."""
    missing = [item for item in dict.fromkeys(names) if item and item not in draft.columns]
    if missing:
        draft.columns = [*draft.columns, *missing]
        draft.rows = [[*row, *[""] * len(missing)] for row in draft.rows]
        draft.save()


def _build_row(draft: SurveyDraft, number: int, faults: Iterable[CellFault]) -> EditedRow:
    by_column = group_items(faults, lambda fault: fault.column if fault.column in draft.columns else "")
    cells = [
        EditedCell(
            name=_name_cell(number, at), column=column, value=value, faults=describe_faults(by_column.get(column, ()))
        )
        for at, (column, value) in enumerate(zip(draft.columns, draft.rows[number], strict=True))
    ]
    return EditedRow(number=number + 1, cells=cells, faults=describe_faults(by_column.get("", ())))


def _name_cell(row: int, column: int) -> str:
    return f"cell-{row}-{column}"


def _read_number(row: str) -> int | None:
    number = row.rpartition("!")[2]
    return int(number) if number.isascii() and number.isdigit() else None
