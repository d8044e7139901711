"""Uploaded tables of who does what, which are checked in the sandbox and not stored."""

import tempfile
from pathlib import Path, PurePosixPath

from palermo.pipeline.proposed_documents import TableCheck, check_table
from palermo.pipeline.wiring import shipped_stages

MAX_TABLE_BYTES = 5_000_000


def find_suffix(name: str | None) -> str:
    """Return the extension of a client's file name; the rest of the name is not used."""
    return PurePosixPath(name or "").suffix.lower()


def check_content(content: bytes, suffix: str) -> TableCheck:
    """Read a table in the sandbox and return its rows or faults; raises DocumentFailed."""
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(content)
        file.flush()
        return check_table(Path(file.name), shipped_stages(use_embeddings=False), f"table{suffix}")
