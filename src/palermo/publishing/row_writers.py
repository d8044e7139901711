"""Export: statements and passages of a view as plain rows, and rows as JSON lines or CSV.

A format of rows has its writer here, an entry in `exports.py` for commands and the API, and one in
`portal/services/list_files.py` for the lists of pages.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from palermo.edition.files import open_atomic
from palermo.edition.filters import EVERY_COPY, Filters
from palermo.edition.view import View
from palermo.publishing.arrow_tables import PASSAGE_SCHEMA, STATEMENT_SCHEMA
from palermo.statements import Document, Passage, build_record, select_fields

ExportTable = Literal["statements", "passages"]

_FORMULA_PREFIXES = tuple("=+-@＝＋－＠")
_NUMBER_PATTERN = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


def _list_columns(name: str, value_type: pa.DataType) -> Iterator[str]:
    """Yield the column of a field of the Arrow schema, or those of its parts."""
    if pa.types.is_list(value_type):
        value_type = value_type.value_type
    if not pa.types.is_struct(value_type):
        yield name
        return
    for part in value_type:
        if (name, part.name) != ("row", "column"):  # CSV has sheet and row alone
            yield from _list_columns(f"{name}.{part.name}", part.type)


EXPORT_COLUMNS: Mapping[ExportTable, tuple[str, ...]] = {
    "statements": tuple(name for field in STATEMENT_SCHEMA for name in _list_columns(field.name, field.type)),
    "passages": tuple(PASSAGE_SCHEMA.names),
}
_PASSAGE_NAMES = tuple(name for name in PASSAGE_SCHEMA.names if name != "source")


def export_rows(view: View, table: ExportTable, filters: Filters = EVERY_COPY) -> Iterator[dict[str, Any]]:
    """Yield rows of a view by name of source, in reading order; `filters` apply to statements.

    The default filters include all copies. Statements are export records. If only quotes of a document may be
    shown, its passages are left out.
    """
    if table == "statements":
        reviews = view.reviews
        return (
            build_record(statement, document, reviews.get(statement.id))
            for statement, document in view.iterate_statements(filters)
        )
    return (build_passage_row(passage, document) for passage, document in view.iterate_passages() if document.full_text)


def export_statements(view: View, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the export records of statements by id, in the order of the ids."""
    reviews = view.reviews
    for id in ids:
        statement = view.get_statement(id)
        yield build_record(statement, view.get_document(statement.document), reviews.get(id))


def format_jsonl(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one line of JSON for each row."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def format_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield a header and one line for each row, ended by CR LF.

    Formula-like cells begin with an apostrophe. Nested fields are named with dots, and lists are joined with "; ".
    Without `columns`, the first row determines them; if there are no rows either, there is no header.
    """
    iterator = iter(rows)
    if not columns:
        first = next(iterator, None)
        if first is None:
            return
        columns = choose_columns(first)
        iterator = chain([first], iterator)
    yield _format_csv_row(columns)
    for row in iterator:
        flat = dict(flatten_record(row))
        yield _format_csv_row([flat.get(column, "") for column in columns])


def write_jsonl(rows: Iterable[Mapping[str, Any]], file: Path) -> int:
    """Write JSON lines in UTF-8 to a file, atomically; return the number of rows."""
    return _write_lines(format_jsonl(rows), file)


def _write_lines(chunks: Iterable[str], file: Path) -> int:
    number = 0
    with open_atomic(file) as target:
        for line in chunks:
            target.write(line.encode())
            number += 1
    return number


def build_passage_row(passage: Passage, document: Document) -> dict[str, Any]:
    """Return a passage as it is exported."""
    return select_fields(passage, _PASSAGE_NAMES) | {"source": document.source}


def choose_columns(row: Mapping[str, Any]) -> Sequence[str]:
    """Return the columns of the table whose rows have these fields, else the row's own."""
    known = (columns for columns in EXPORT_COLUMNS.values() if {c.split(".")[0] for c in columns} == set(row))
    return next(known, tuple(name for name, _ in flatten_record(row)))


def flatten_record(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a record with their columns: nested fields with dots, lists joined with "; "."""
    yield from ((name, format_cell(value)) for name, value in flatten_values(row))


def flatten_values(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the columns of a record with their values: nested fields with dots, lists of records as text."""
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flatten_values(value, f"{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            flat = [dict(flatten_record(item)) for item in value]
            for column in flat[0]:
                yield f"{name}.{column}", "; ".join(item[column] for item in flat)
        else:
            yield name, value


def format_cell(value: Any) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, list):
        return "; ".join(format_cell(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _format_csv_row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_escape_formula(cell) for cell in cells])
    return line.getvalue()


def _escape_formula(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; plain numbers are unchanged."""
    runs = cell.lstrip()[:1] in _FORMULA_PREFIXES or cell[:1] in ("\t", "\r")
    return f"'{cell}" if cell and runs and not _NUMBER_PATTERN.fullmatch(cell) else cell
