"""Checking a table before it is added: read as a build reads it, with every fault of its cells told."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.extraction.rows import CellFault, find_all_faults, find_missing_roles
from palermo.pipeline.stages import Stages
from palermo.sandbox.sandbox import Sandbox
from palermo.statements import Extraction, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """What a table would bring into a library."""

    rows: int
    """Rows that hold something, those of the header left out."""
    faults: Sequence[CellFault]
    statements: Sequence[Statement]
    """Empty where there is a fault: nothing is imported by halves."""
    missing_columns: Sequence[str]
    """What no filled column is for, in words."""


def check_table(path: Path, stages: Stages, name: str | None = None) -> TableCheck:
    """Read a table in the sandbox and tell what it states, or what is wrong; raises DocumentFailed for no table."""
    sandbox = Sandbox(stages.spec.reader, stages.spec.limits)
    try:
        reading = sandbox.read(path, name or path.name)
        faults = list(find_all_faults(reading.passages))
        extraction = (
            Extraction() if faults else sandbox.extract(stages.spec.extractor, reading, path, name or path.name)
        )
    finally:
        sandbox.shut_down()
    rows = sum(passage.kind == "row" for passage in reading.passages)
    return TableCheck(
        rows=rows,
        faults=faults,
        statements=[one for one in extraction.statements if one.method.startswith("presence")],
        missing_columns=find_missing_roles(reading.passages),
    )
