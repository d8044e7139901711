"""The columns of a Word table, and the row of their headings."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from palermo.reading.word.styles import read_integer
from palermo.reading.word.xml_names import CELL, PARAGRAPH_PROPERTIES, VAL, WRAPPERS, w

_OFF = frozenset({"0", "false", "off"})
"""Values by which a run is explicitly not bold or italic."""
MAX_HEADER_CHARS = 120
"""Maximum characters of a cell that is the heading of a column."""
_EMPHASIS_PATHS = (
    f".//{w('rPr')}/{w('b')}",
    f".//{w('rPr')}/{w('i')}",
    f".//{PARAGRAPH_PROPERTIES}/{w('rPr')}/{w('b')}",
)


def place_cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row, each with its column; one may span several."""
    column = 0
    for cell in _unwrap_cells(row):
        yield column, cell
        column += read_integer(cell, f"{w('tcPr')}/{w('gridSpan')}") or 1


def _unwrap_cells(blocks: Iterable[Any]) -> Iterator[Any]:
    for block in blocks:
        if block.tag in WRAPPERS:
            yield from _unwrap_cells(block)
        elif block.tag == CELL:
            yield block


def is_repeated_header(row: Any) -> bool:
    """Return whether Word repeats a row at the top of each page."""
    return row.find(f"{w('trPr')}/{w('tblHeader')}") is not None


def has_header_row(rows: Sequence[Any]) -> bool:
    """Return whether the first row has short text, in bold or italics or above figures.

    The second row must differ from it.
    """
    if len(rows) < 2:
        return False
    first, second = ([_get_text(cell) for _, cell in place_cells(row)] for row in rows[:2])
    if (
        len(first) < 2
        or not all(first[1:])
        or max(map(len, first)) > MAX_HEADER_CHARS
        or not any(map(_has_letters, first))
    ):
        return False
    over_figures = len(second) > 1 and not any(map(_has_letters, second[1:]))
    return over_figures or (_is_emphasised(rows[0]) and not _is_emphasised(rows[1]))


def _is_emphasised(row: Any) -> bool:
    marks = (mark for path in _EMPHASIS_PATHS for mark in row.iterfind(path))
    return any(mark.get(VAL) not in _OFF for mark in marks)


def _get_text(cell: Any) -> str:
    return "".join(cell.itertext()).strip()


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
