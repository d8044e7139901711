"""Tables of who does what where in a document: their columns by role, their rows, and the faults of their headers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from palermo.extraction.rows.cell_faults import CellFault, CellProblem
from palermo.extraction.rows.columns import (
    ACTION_ROLES,
    PLACE_ROLES,
    REQUIRED_ROLES,
    assign_roles,
    find_role,
    is_presence_table,
)
from palermo.extraction.rows.tables import SheetTable, TableRow, group_tables
from palermo.statements import Passage

SURVEY_FORM_MARK = "Palermo survey form 1"
"""Stands at the head of the form of the mapping survey."""


def find_presence_tables(passages: Iterable[Passage]) -> Iterator[tuple[SheetTable, Mapping[str, str], bool]]:
    """Yield tables with the column of each role, and whether they are a form of the survey."""
    for table in group_tables(passages):
        is_survey = any(SURVEY_FORM_MARK in passage.text for passage in table.preamble)
        yield table, assign_roles(table.columns, table.tags), is_survey


def find_header_faults(table: SheetTable, columns: Mapping[str, str], is_survey: bool) -> list[CellFault]:
    """Return the faults of the header of a table of who does what."""
    row_number = table.rows[0].number if table.rows else "1"
    headers = [
        (passage.paragraph or "?", [name.strip() for name in passage.text.split("; ")])
        for passage in (*table.preamble, *table.bare[:3])
    ]
    if not is_presence_table(columns):
        headers.append((row_number, [name.split(", ")[0] for name in table.columns]))
    for number, names in headers:
        doubled = next((name for name in names if names.count(name) > 1 and find_role(name)), None)
        if doubled and is_presence_table(assign_roles(names, {})):
            return [CellFault(row=number, column=doubled, problem=CellProblem.DUPLICATE_COLUMN)]
    if not is_survey and not (table.tags and len(columns) >= 2):
        return []
    return [
        CellFault(
            row=row_number, column=" or ".join(roles[:2]), problem=CellProblem.MISSING_COLUMN, missing_roles=roles
        )
        for roles in (REQUIRED_ROLES, ACTION_ROLES, PLACE_ROLES)
        if not any(item in columns for item in roles)
    ]


def list_content_rows(table: SheetTable, columns: Mapping[str, str]) -> list[TableRow]:
    """Return the rows of a table without those that have no cell of content: notes below the table, and sums."""
    content_columns = {columns.get(role) for role in (*REQUIRED_ROLES, *ACTION_ROLES)}
    return [row for row in table.rows if not content_columns.isdisjoint(row.cells)]


def find_missing_roles(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Return the roles without a filled column in the likeliest table of who does what; empty if there are none."""
    needed = {"the organisation": REQUIRED_ROLES, "what it does": ACTION_ROLES, "where": PLACE_ROLES}
    missing_roles = [
        tuple(name for name, accepted in needed.items() if columns.keys().isdisjoint(accepted))
        for _, columns, _ in find_presence_tables(passages)
    ]
    return min(missing_roles, key=len, default=tuple(needed))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableContent:
    """The cells of a table of who does what, as its reader found them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, Mapping[str, str]], ...]
    """Number of each row as the spreadsheet shows it, and its cells by column."""
    is_survey: bool


def read_presence_tables(passages: Iterable[Passage]) -> Iterator[TableContent]:
    """Yield the tables of a document that have a column of who does what, whole or not."""
    for table, columns, is_survey in find_presence_tables(passages):
        if columns or is_survey:
            rows = list_content_rows(table, columns)
            yield TableContent(
                columns=tuple(table.columns),
                rows=tuple(
                    (row.number, {name: cell.text.strip(" ;\n") for name, cell in row.cells.items()}) for row in rows
                ),
                is_survey=is_survey,
            )
