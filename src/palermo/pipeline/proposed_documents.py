"""Documents that people propose in the portal: one is fetched by its address, a table is checked before it is added."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from palermo.edition import Library
from palermo.extraction.rows import CellFault, TableContent, find_all_faults, find_missing_roles, read_presence_tables
from palermo.pipeline.stages import Stages
from palermo.reading.file_types import SIGNATURE_BYTES, detect_suffix
from palermo.sources import Bounds, Downloads, Fetcher, Urllib3Client
from palermo.sources.web import normalise_address
from palermo.statements import Extraction, Statement

FETCH_SECONDS = 40.0
"""Time for the whole response: somebody waits for it in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A fetched file in the store of downloads."""

    path: Path
    suffix: str
    """Ending of its name, from the address, else from its first bytes."""


def fetch_document(library: Library, address: str, *, max_bytes: int, suffixes: tuple[str, ...]) -> FetchedFile:
    """Fetch a document from a public network, as its robots.txt allows; raises NotFetched, and OSError.

    suffixes: endings of names that are believed. Hosts of inner networks are refused, whatever name they have.
    """
    downloads = Downloads(library.downloads)
    bounds = Bounds(
        max_document_bytes=max_bytes,
        max_attempts=1,
        response_timeout_s=FETCH_SECONDS,
        max_retry_wait_s=2.0,
        max_redirects=5,
    )
    record = Fetcher(Urllib3Client(), downloads, bounds).fetch(normalise_address(address), None, max_bytes)
    path = downloads.get_path(record.sha256)
    return FetchedFile(path=path, suffix=_find_suffix(record.final, path, suffixes))


def _find_suffix(address: str, path: Path, suffixes: tuple[str, ...]) -> str:
    named = PurePosixPath(urlsplit(address).path).suffix.lower()
    if named in suffixes:
        return named
    with path.open("rb") as file:
        return detect_suffix(file.read(SIGNATURE_BYTES)) or ".html"


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
