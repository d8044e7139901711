"""A sheet for a terminal: columns fitted to its width, then edition, filters and citation."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn

MAX_CELL_WIDTH = 48
"""Maximum width of a cell, in terminal columns."""
MIN_COLUMN_WIDTH = 12
"""Minimum width of a text column when space is short, in terminal columns."""
MAX_CELL_LINES = 3
"""Maximum number of lines of a cell when space is short; other formats have the full text."""
COLUMN_GAP = "  "
_CONSOLE = Console()
"""Only for the wrapping of texts, which it does not print."""


def format_sheet(sheet: MapSheet, width: int | None = None) -> Iterator[str]:
    """Return the sheet as text: title, columns, rows, and its edition, filters and citation.

    Within `width` terminal columns, cells are wrapped, and columns without space follow below the others, with the
    first column repeated. Without `width`, each row is one line of any length.
    """
    yield from wrap_text(sheet.title, width)
    yield ""
    cells = [
        [" ".join(format_cell(column, cell).split()) for column, cell in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]
    widths = [_measure_column(column, [row[at] for row in cells], width) for at, column in enumerate(sheet.columns)]
    for number, places in enumerate(_split_panels(widths, width)):
        if number:
            yield ""
        column_widths = _fit_widths([widths[at] for at in places], [sheet.columns[at] for at in places], width)
        columns = [sheet.columns[at] for at in places]
        for row in ([column.label for column in sheet.columns], *cells):
            yield from _format_row(
                [row[at] for at in places], column_widths, columns, 1 if width is None else MAX_CELL_LINES
            )
    if not sheet.rows:
        yield "Nothing was found."
    yield ""
    label_width = max(len(label) for label, _ in sheet.about)
    for label, words in sheet.about:
        first, *others = wrap_text(words, None if width is None else max(MIN_COLUMN_WIDTH, width - label_width - 2))
        yield f"{label.ljust(label_width)}  {first}"
        yield from (f"{' ' * label_width}  {line}" for line in others)


def format_cell(column: SheetColumn, cell: SheetCell) -> str:
    """Return a cell as text, with separators in numbers."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Sequence):
        return "; ".join(cell)
    if column.display == "share":
        return f"{cell:.1%}"
    return f"{cell:,}" if column.display == "number" else str(cell)


def wrap_text(text: str, width: int | None) -> list[str]:
    """Return a text as one or more lines of at most `width` terminal columns.

    Without `width`, the result is one line.
    """
    text = " ".join(text.split())
    if width is None or cell_len(text) <= width:
        return [text]
    return [line.plain.rstrip() for line in Text(text).wrap(_CONSOLE, width)]


def shorten_middle(text: str, max_width: int) -> str:
    """Return a text of at most `max_width`, cut in the middle.

    The middle is cut because similar names often differ at the end.

    >>> shorten_middle("Office of the High Commissioner for Refugees", 20)
    'Office of…Refugees'
    """
    if cell_len(text) <= max_width:
        return text
    head = tail = ""
    left, right = 0, len(text)
    while left < right:
        ahead = cell_len(head) <= cell_len(tail)
        letter = text[left] if ahead else text[right - 1]
        if cell_len(head) + cell_len(tail) + cell_len(letter) + 1 > max_width:
            break
        if ahead:
            head, left = head + letter, left + 1
        else:
            tail, right = letter + tail, right - 1
    return f"{head.rstrip()}…{tail.lstrip()}"


def _measure_column(column: SheetColumn, cells: Sequence[str], width: int | None) -> int:
    """Return the preferred width of a column; its title may be wrapped if `width` is given."""
    content_width = min(MAX_CELL_WIDTH, max(map(cell_len, cells), default=1))
    head = [column.label] if width is None else column.label.split() or [""]
    return max(content_width, min(MAX_CELL_WIDTH, max(map(cell_len, head))))


def _get_min_width(column: SheetColumn, width: int) -> int:
    """Return the minimum width of a column; numbers are never cut."""
    return min(width, MIN_COLUMN_WIDTH) if column.display == "words" else width


def _split_panels(widths: Sequence[int], width: int | None) -> Iterator[list[int]]:
    """Yield the columns that fit side by side, by index; the first column begins each panel."""
    if width is None or not widths:
        yield list(range(len(widths)))
        return
    panel = [0]
    used_width = first = min(widths[0], 2 * MIN_COLUMN_WIDTH)
    for at, wish in enumerate(widths[1:], 1):
        needed = min(wish, MIN_COLUMN_WIDTH) + len(COLUMN_GAP)
        if used_width + needed > width and len(panel) > 1:
            yield panel
            panel, used_width = [0], first
        panel.append(at)
        used_width += needed
    yield panel


def _fit_widths(natural_widths: Sequence[int], columns: Sequence[SheetColumn], width: int | None) -> list[int]:
    """Return widths that fit, narrowing the widest text columns."""
    column_widths = list(natural_widths)
    if width is None:
        return column_widths
    min_widths = [_get_min_width(column, wish) for column, wish in zip(columns, natural_widths, strict=True)]
    while sum(column_widths) + len(COLUMN_GAP) * (len(column_widths) - 1) > width:
        widest = max(range(len(column_widths)), key=lambda at: column_widths[at] - min_widths[at])
        if column_widths[widest] <= min_widths[widest]:
            break
        column_widths[widest] -= 1
    return column_widths


def _format_row(
    cells: Sequence[str], widths: Sequence[int], columns: Sequence[SheetColumn], max_lines: int
) -> Iterator[str]:
    """Return one row as lines, with each cell wrapped to its column and cut after `max_lines`."""
    stacks = [_wrap_cell(cell, width, max_lines) for cell, width in zip(cells, widths, strict=True)]
    for line in range(max(map(len, stacks))):
        parts = [stack[line] if line < len(stack) else "" for stack in stacks]
        yield COLUMN_GAP.join(map(_pad_cell, parts, widths, columns)).rstrip()


def _wrap_cell(cell: str, width: int, max_lines: int) -> list[str]:
    """Return a cell as at most `max_lines` lines, cut in the middle."""
    max_chars = max_lines * width
    lines = wrap_text(cell, width)
    while len(lines) > max_lines:
        lines = wrap_text(shorten_middle(cell, max_chars), width)
        max_chars -= 1
    return lines


def _pad_cell(cell: str, width: int, column: SheetColumn) -> str:
    blanks = " " * (width - cell_len(cell))
    return cell + blanks if column.display == "words" else blanks + cell
