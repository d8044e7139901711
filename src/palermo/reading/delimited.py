"""CSV and TSV: one row for each record.

The delimiter is the one that splits most records into equally many cells.
"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading import text as plain
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.table_rows import build_sheet_blocks, number_rows

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["delimited"].media_type, FILE_TYPE_BY_NAME["delimited"].suffixes
MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARS = 64_000
"""Characters from which the delimiter is determined."""
_MAX_CELL_CHARS = 100_000
"""Maximum characters of one cell; an unclosed quote makes longer ones."""


def matches(head: bytes, name: str) -> bool:
    """Return whether the bytes look like text and the file has a table's name; a table has no other signature."""
    return name.lower().endswith(ENDINGS) and plain.matches(head, name)


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read a table as one block for each row, without pages; raises TooLarge, Unreadable or NoText."""
    if len(content) > MAX_BYTES:
        raise TooLarge("the table", f"it has {len(content):,} bytes, more than {MAX_BYTES:,}", "Split it")
    sheet_rows = list(number_rows(_parse_records(plain.decode(content))))
    if not sheet_rows:
        raise NoText("the table", "all cells are empty", "Use a file with content")
    return build_sheet_blocks(sheet_rows, None), None


def _parse_records(text: str) -> list[list[str]]:
    """Return rows of cells; unbalanced quotes count as text, so that no row swallows others."""
    text = text.replace("\x00", "")
    delimiter = _detect_delimiter(text)
    try:
        return _split_rows(text, delimiter, quoted=True)
    except csv.Error:
        try:
            rows = _split_rows(text, delimiter, quoted=False)
        except csv.Error as error:
            raise Unreadable("the table", f"it is not CSV ({error})", "Save it again as CSV UTF-8") from error
        return [[cell.strip().strip('"') for cell in row] for row in rows]


def _split_rows(text: str, delimiter: str, *, quoted: bool) -> list[list[str]]:
    """Split a text into rows; raises csv.Error for unbalanced quotes or a long cell, and TooLarge."""
    csv.field_size_limit(_MAX_CELL_CHARS)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    rows: list[list[str]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True):
        rows.append(row)
        cells += len(row)
        if len(rows) > MAX_ROWS or cells > MAX_CELLS:
            reason = f"it has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
            raise TooLarge("the table", reason, "Split it into smaller tables")
    return rows


def _detect_delimiter(text: str) -> str:
    """Return the delimiter that gives most records the same number of cells, else a comma."""
    sample = text[:_SAMPLE_CHARS].splitlines()
    return max(_DELIMITERS, key=lambda delimiter: _measure_agreement(sample, delimiter))


def _measure_agreement(sample: Sequence[str], delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(sample[:200], delimiter=delimiter) if len(row) > 1)
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    return times, width
