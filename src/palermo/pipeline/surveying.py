"""Checking a table before it is added: read as a build reads it, with every fault of its cells told."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from palermo.extraction.rows import Fault, every, lacking
from palermo.pipeline.stages import Stages
from palermo.reading.sandbox import Sandbox
from palermo.statements import Extraction, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a table would bring into a library."""

    rows: int
    """Rows that hold something, those of the header left out."""
    faults: Sequence[Fault]
    statements: Sequence[Statement]
    """Empty where there is a fault: nothing is imported by halves."""
    lacking: Sequence[str]
    """What no filled column is for, in words."""


def check_table(path: Path, stages: Stages, name: str | None = None) -> Checked:
    """Read a table in the sandbox and tell what it states, or what is wrong; raises DocumentFailed for no table."""
    sandbox = Sandbox(stages.recipe.read, stages.recipe.limits)
    try:
        reading = sandbox.read(path, name or path.name)
        faults = list(every(reading.passages))
        extraction = (
            Extraction() if faults else sandbox.extract(stages.recipe.extract, reading, path, name or path.name)
        )
    finally:
        sandbox.end()
    rows = sum(passage.kind == "row" for passage in reading.passages)
    return Checked(
        rows=rows,
        faults=faults,
        statements=[one for one in extraction.statements if one.method.startswith("presence")],
        lacking=lacking(reading.passages),
    )
