"""Column headings of a web page's tables."""

from typing import Any

MAX_SPAN = 100
"""Maximum columns that a cell can span."""


def find_column_headers(table: Any) -> dict[Any, str]:
    """Return the column heading of each cell, for tables with a first row of `th` elements."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    named: dict[int, str] = {}
    column_headers: dict[Any, str] = {}
    for row in rows:
        cells = _place_cells(row)
        if not column_headers and len(cells) > 1 and all(cell.tag == "th" for _, _, cell in cells):
            for first, end, cell in cells:
                words = " ".join("".join(cell.itertext()).split())
                named.update(dict.fromkeys(range(first, end), words))
            continue
        column_headers.update({cell: named[first] for first, _, cell in cells if named.get(first)})
    return column_headers


def _place_cells(row: Any) -> list[tuple[int, int, Any]]:
    """Yield first column, end and element of each cell of a row."""
    cells = []
    column = 0
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan", "1").strip()
        width = min(int(span), MAX_SPAN) if span.isascii() and span.isdigit() and len(span) < 6 else 1
        cells.append((column, column + max(1, width), cell))
        column += max(1, width)
    return cells
