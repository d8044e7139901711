"""Check of a table before it is added: read as in a build, with all faults of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.extraction.rows import CellFault, TableContent, find_all_faults, find_missing_roles, read_presence_tables
from palermo.pipeline.stages import Stages
from palermo.statements import Extraction, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """The content of a table as a build would import it."""

    rows: int
    """Rows with content, without the header."""
    faults: Sequence[CellFault]
    statements: Sequence[Statement]
    """Empty if there is a fault: nothing is imported in part."""
    missing_columns: Sequence[str]
    """Roles without a filled column, in words."""
    tables: Sequence[TableContent] = ()
    """The cells of its tables of who does what."""


def check_table(path: Path, stages: Stages, name: str | None = None) -> TableCheck:
    """Read a table in the sandbox and return its statements or faults.

    Raises DocumentFailed if it is not a table.
    """
    spec, name = stages.spec, name or path.name
    with spec.create_sandbox() as sandbox:
        reading = spec.read(sandbox, path, name)
        faults = list(find_all_faults(reading.passages))
        _, extraction = (
            (reading, Extraction()) if faults else spec.read_and_extract(sandbox, path, name, parsed_document=reading)
        )
    rows = sum(passage.kind == "row" for passage in reading.passages)
    return TableCheck(
        rows=rows,
        faults=faults,
        statements=[statement for statement in extraction.statements if statement.method.startswith("presence")],
        missing_columns=find_missing_roles(reading.passages),
        tables=tuple(read_presence_tables(reading.passages)),
    )
