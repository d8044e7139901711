"""Tables without rules: rows of words side by side become cells, row by row from the left."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from palermo.reading.layout.blocks import LayoutBlock
from palermo.reading.layout.printed_numbers import PrintedNumber, parse_printed_number
from palermo.reading.layout.reading_order import OrderedPage, PageRegion, group_rows
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.statements import PassageKind

MIN_TEXT_WIDTH_SHARE = 0.35
"""Minimum share of the page's width of a line of the text."""
MIN_TEXT_LINES = 8
"""Minimum number of such lines, nine of ten of them right of the margin."""
MIN_MARGIN_SHARE = 0.12
"""Minimum share of the page's width of the margin."""
MAX_SIDE_HEAD_LINES = 5


def find_side_heads(page: LayoutPage) -> list[list[TextLine]]:
    """Return the lines of each side head of a page from the top; empty if other lines are in the margin."""
    edge = _find_text_edge(page)
    if edge is None:
        return []
    side_lines = [x for x in page.lines if x.right < edge and any(map(str.isalpha, x.text))]
    if not side_lines or not all(x.bold for x in side_lines):
        return []
    if edge - min(x.left for x in side_lines) < MIN_MARGIN_SHARE * page.width:
        return []
    heads = _stack_lines(side_lines)
    text = [x for x in page.lines if x.left >= edge]
    led = all(any(abs(x.baseline - head[0].baseline) < x.size for x in text) for head in heads)
    return heads if led and max(map(len, heads)) <= MAX_SIDE_HEAD_LINES else []


def _find_text_edge(page: LayoutPage) -> int | None:
    """Return where the lines of a page's text begin; None if it is bold, short, or has no common edge."""
    if not any(x.bold for x in page.lines):
        return None
    broad = [x for x in page.lines if x.right - x.left > MIN_TEXT_WIDTH_SHARE * page.width]
    if len(broad) < MIN_TEXT_LINES or 2 * sum(x.bold for x in broad) > len(broad):
        return None
    edge = Counter(round(x.left) for x in broad).most_common(1)[0][0] - 2
    return edge if 10 * sum(x.left < edge for x in broad) <= len(broad) else None


def _stack_lines(text_lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Group lines without vertical space between them."""
    stacks: list[list[TextLine]] = []
    for line in sorted(text_lines, key=lambda x: x.baseline):
        if stacks and line.baseline - stacks[-1][-1].baseline < 1.4 * line.size:
            stacks[-1].append(line)
        else:
            stacks.append([line])
    return stacks


def insert_side_heads(
    layout_items: Sequence[TextLine | LayoutBlock], heads: Sequence[Sequence[TextLine]]
) -> list[TextLine | LayoutBlock]:
    """Return the blocks of a page in reading order, each side head before its text."""
    placed: list[TextLine | LayoutBlock] = []
    waiting = [(head[0].top, head) for head in heads]
    for layout_item in layout_items:
        first = layout_item.first_text_line if isinstance(layout_item, LayoutBlock) else layout_item
        while waiting and first.bottom > waiting[0][0] + 1:
            placed.append(_build_block(waiting.pop(0)[1], None))
        placed.append(layout_item)
    return [*placed, *(_build_block(head, None) for _, head in waiting)]


def _build_block(text_lines: Sequence[TextLine], printed: PrintedNumber | None) -> LayoutBlock:
    block = LayoutBlock.from_line(text_lines[0], printed)
    for line in text_lines[1:]:
        block.add(line)
    return block


LineRow = Sequence[TextLine]
"""Lines at one height of the page, from left to right."""

MAX_ROWS_BETWEEN = 5
"""Maximum rows of one line between two rows of a table: labels over several lines."""
HEADING_SIZE_RATIO = 1.1
"""Minimum size of a heading after a table, as a multiple of its rows."""
MAX_LINE_STEP_RATIO = 1.22
"""Maximum distance of the lines of a cell, as a multiple of the usual one."""
MAX_LINE_STEP_EM = 1.5
"""The same as a multiple of the font's box."""
_CELL_CONTENT = re.compile(r"[\w–—-]")
"""Minimum content of a cell: a letter, a digit, or the dash for none."""


def build_table_cells(ordered: OrderedPage) -> list[TextLine | LayoutBlock]:
    """Return a page's lines in reading order, with cells of tables and side heads as blocks."""
    page = ordered.page
    heads = find_side_heads(page)
    if heads:
        ordered = OrderedPage.from_page(page.drop_lines({id(line) for head in heads for line in head}))
    table_cells = [region_cell for part in ordered.regions for region_cell in _build_region_cells(part, page)]
    return insert_side_heads(table_cells, heads) if heads else table_cells


def _build_region_cells(region: PageRegion, page: LayoutPage) -> list[TextLine | LayoutBlock]:
    rows = region.rows
    if region.gutters and not _is_grid(rows, len(region.gutters) + 1):
        return list(region.ordered_lines)
    region_cells: list[TextLine | LayoutBlock] = []
    start = 0
    for first, end in _find_tables(rows, page):
        region_cells += [line for row in rows[start:first] for line in row]
        region_cells += _build_cells(rows[first:end])
        start = end
    return region_cells + [line for row in rows[start:] for line in row]


def _find_tables(rows: Sequence[LineRow], page: LayoutPage) -> Iterator[tuple[int, int]]:
    """Yield start and end of each table: at least two rows of several lines with common columns."""
    several = [index for index, row in enumerate(rows) if _has_several_cells(row)]
    while several:
        run = [several.pop(0)]
        while several and _is_same_table(rows, run[-1], several[0], page):
            run.append(several.pop(0))
        if len(run) >= 2 and _is_aligned([rows[index] for index in run]) and not _is_masthead(rows, run, page):
            yield _find_table_start(rows, run[0]), _find_table_end(rows, run[-1]) + 1


def _has_several_cells(row: LineRow) -> bool:
    """Return whether a row has more than one cell; a number or bullet before a tab does not count."""
    if len(row) < 2:
        return False
    has_gaps = all(b.left - a.right > a.size for a, b in pairwise(row))
    if not has_gaps or not all(_CELL_CONTENT.search(line.text) for line in row):
        return False
    return len(row) > 2 or not _is_label(row[0])


def _is_label(text_line: TextLine) -> bool:
    text = text_line.text.strip()
    printed = parse_printed_number(f"{text} x")
    return len(text) < 3 or bool(printed and printed.rest.strip() == "x")


def _is_same_table(rows: Sequence[LineRow], last_index: int, next_index: int, page: LayoutPage) -> bool:
    """Return whether two rows with several lines belong to one table: near each other, without prose between them."""
    between = rows[last_index + 1 : next_index]
    if len(between) > MAX_ROWS_BETWEEN or any(row[0].right - row[0].left > 0.6 * page.width for row in between):
        return False
    if any(line.size > HEADING_SIZE_RATIO * rows[last_index][0].size for row in between for line in row):
        return False
    steps = [rows[last_index], *between, rows[next_index]]
    return all(_measure_top(b) - _measure_bottom(a) < 2.2 * max(line.size for line in a) for a, b in pairwise(steps))


def _is_aligned(rows: Sequence[LineRow]) -> bool:
    """Return whether two adjacent rows share the left or the right edge of two columns."""
    return any(
        sum(any(abs(x.left - y.left) < 4 or abs(x.right - y.right) < 4 for y in b) for x in a) >= 2
        for a, b in pairwise(rows)
    )


def _is_masthead(rows: Sequence[LineRow], run: Sequence[int], page: LayoutPage) -> bool:
    """Return whether rows are in the place of symbol, date and language on the first page.

    A table that begins there has more rows below.
    """
    first, last = rows[run[0]], rows[run[-1]]
    return page.number == 1 and _measure_top(first) < 0.3 * page.height and _measure_top(last) < 0.5 * page.height


def _find_table_start(rows: Sequence[LineRow], first_index: int) -> int:
    """Return the start of a table whose first row has a label of several lines.

    The numbers of such a row are beside the last line of the label.
    """
    start = first_index
    while start > 0 and first_index - start < 2:
        above, below = rows[start - 1], rows[start]
        is_close = (
            _measure_bottom(below) - _measure_bottom(above) < 1.25 * above[0].size
            and abs(above[0].size - below[0].size) < 0.3
        )
        if len(above) > 1 or not is_close or above[0].bold != below[0].bold:
            break
        start -= 1
    return start


def _find_table_end(rows: Sequence[LineRow], last_index: int) -> int:
    """Return the end of a table whose last row has a cell with more lines than the others."""
    edges = [line.left for line in rows[last_index]]
    while last_index + 1 < len(rows) and len(rows[last_index + 1]) == 1:
        above, below = rows[last_index][0], rows[last_index + 1][0]
        is_close = below.baseline - above.baseline < 1.4 * above.size and abs(below.size - above.size) < 0.3
        if not is_close or not any(abs(below.left - edge) < 4 for edge in edges[1:]):
            break
        last_index += 1
    return last_index


def _is_grid(rows: Sequence[LineRow], columns: int) -> bool:
    """Return whether adjacent rows have more lines than columns, as in tables but not in prose."""
    several = [row for row in rows if _has_several_cells(row)]
    return sum(len(row) > columns for row in several) > 0.15 * len(several)


def _measure_top(row: LineRow) -> float:
    return min(line.top for line in row)


def _measure_bottom(row: LineRow) -> float:
    return max(line.bottom for line in row)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A strip of the page; lengths in points."""

    left: float
    right: float


def _build_cells(rows: Sequence[LineRow]) -> Iterator[LayoutBlock]:
    """Return cells row by row; within each column, lines close to each other are one cell."""
    columns = _find_columns(rows)
    strips: list[list[TextLine]] = [[] for _ in columns]
    for row in rows:
        for line in row:
            strips[_find_column(line, columns)].append(line)
    cuts = _find_cell_breaks(rows, strips)
    cells = {id(lines[0]): (lines, place) for place, strip in enumerate(strips) for lines in _split_cells(strip, cuts)}
    ordered = group_rows([lines[0] for lines, _ in cells.values()])
    headed = len(ordered) > 1 and _is_header_row(ordered[0], ordered[1])
    headers: dict[int, LayoutBlock] = {}
    for number, row in enumerate(ordered):
        for first in row:
            lines, place = cells[id(first)]
            block = build_cell(lines)
            if headed and number == 0:
                headers[place] = block
            block.header = headers.get(place) if number else None
            yield block


def _is_header_row(first_row: LineRow, second_row: LineRow) -> bool:
    """Return whether the first row names the columns.

    Such a row has another style than the next row, or words above figures.
    """
    if _is_figure_row(first_row) or not all(any(map(str.isalpha, line.text)) for line in first_row):
        return False
    looks = [{(line.bold, line.italic, round(2 * line.size)) for line in row} for row in (first_row, second_row)]
    return looks[0].isdisjoint(looks[1]) or _is_figure_row(second_row[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBreaks:
    """Ends of the cells of one column.

    A cell ends at a distance of more than `max_step` points, or after a baseline in `figure_baselines`.
    """

    max_step: float
    figure_baselines: frozenset[float]


def _find_cell_breaks(rows: Sequence[LineRow], strips: Sequence[Sequence[TextLine]]) -> CellBreaks:
    """Return the rows of a table by the distance of lines or, if all are equal, by rows of figures."""
    steps = [b.baseline - a.baseline for strip in strips for a, b in pairwise(strip) if b.baseline - a.baseline > 1]
    size = median(line.size for row in rows for line in row)
    tight = min((step for step in steps if step > 0.7 * size), default=0.0)
    step = min(MAX_LINE_STEP_RATIO * tight, MAX_LINE_STEP_EM * size)
    if max(steps, default=0.0) > step:
        return CellBreaks(max_step=step, figure_baselines=frozenset())
    figures = [row for row in rows if len(row) > 1 and _is_figure_row(row)]
    return CellBreaks(max_step=step, figure_baselines=frozenset(line.baseline for row in figures for line in row))


def _split_cells(strip: Sequence[TextLine], cell_breaks: CellBreaks) -> Iterator[list[TextLine]]:
    """Split one column's lines into cells; parts of one baseline belong together."""
    stack: list[TextLine] = []
    for line in strip:
        if stack and (
            line.baseline - stack[-1].baseline > cell_breaks.max_step
            or stack[-1].baseline in cell_breaks.figure_baselines
        ):
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def build_cell(text_lines: Sequence[TextLine]) -> LayoutBlock:
    """Return a cell; a number without other text is its text."""
    printed = parse_printed_number(text_lines[0].text)
    alone = printed is not None and not printed.rest.strip() and len(text_lines) == 1
    block = _build_block(text_lines, None if alone else printed)
    block.passage_kind = PassageKind.CELL
    return block


def _find_columns(rows: Sequence[LineRow]) -> list[TableColumn]:
    """Return the columns of rows with several lines; a heading over several columns widens none."""
    several = [row for row in rows if len(row) > 1]
    usual = median(len(row) for row in several)
    columns: list[TableColumn] = []
    for line in sorted((line for row in several if len(row) >= usual for line in row), key=lambda x: x.left):
        if columns and line.left < columns[-1].right:
            columns[-1] = TableColumn(columns[-1].left, max(columns[-1].right, line.right))
        else:
            columns.append(TableColumn(line.left, line.right))
    return columns


def _find_column(text_line: TextLine, columns: Sequence[TableColumn]) -> int:
    """Return the index of the column with which a line shares most width, else of the nearest one."""

    def measure_overlap(column_index: int) -> float:
        return min(text_line.right, columns[column_index].right) - max(text_line.left, columns[column_index].left)

    return max(range(len(columns)), key=measure_overlap)


def _is_figure_row(row: LineRow) -> bool:
    """Return whether most of a row's lines have no letters."""
    return sum(not any(map(str.isalpha, line.text)) for line in row) > len(row) / 2
