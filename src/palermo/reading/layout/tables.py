"""Tables without rules: rows of words side by side become cells, row by row from the left."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from palermo.reading.layout.blocks import Block
from palermo.reading.layout.columns import Ordered, Part, rows_of
from palermo.reading.layout.lines import Line, Page
from palermo.reading.layout.numbers import printed_number
from palermo.reading.layout.side_heads import side_heads, with_heads
from palermo.statements import PassageKind

Row = Sequence[Line]
"""Lines on one height of the page, from left to right."""

BETWEEN = 5
"""At most so many rows of one line may stand between two rows of a table: labels over several lines."""
LARGER = 1.1
"""A line so many times the size of a table's row is a heading after it."""
APART = 1.22
"""A cell stands off the one above by more than so many times the distance of the lines in it."""
WIDEST = 1.5
"""The same in sizes of the font's box: lines farther apart are never of one cell."""
_HOLDS = re.compile(r"[\w–—-]")
"""What a cell holds at least: a letter, a digit, or the dash that stands for none."""


def with_cells(ordered: Ordered) -> list[Line | Block]:
    """A page's lines in reading order, those of tables as blocks of kind cell, side heads as blocks too."""
    page = ordered.page
    heads = side_heads(page)
    if heads:
        taken = {id(line) for head in heads for line in head}
        ordered = Ordered.of(replace(page, lines=tuple(x for x in page.lines if id(x) not in taken)))
    found = [thing for part in ordered.parts for thing in _with_cells(part, page)]
    return with_heads(found, heads) if heads else found


def _with_cells(part: Part, page: Page) -> list[Line | Block]:
    rows = part.rows
    if part.gutters and not _is_grid(rows, len(part.gutters) + 1):
        return list(part.lines)
    found: list[Line | Block] = []
    start = 0
    for first, end in _regions(rows, page):
        found += [line for row in rows[start:first] for line in row]
        found += _cells(rows[first:end])
        start = end
    return found + [line for row in rows[start:] for line in row]


def _regions(rows: Sequence[Row], page: Page) -> Iterator[tuple[int, int]]:
    """First and end of each run of rows that is a table: at least two rows of several lines that share columns."""
    several = [index for index, row in enumerate(rows) if _is_several(row)]
    while several:
        run = [several.pop(0)]
        while several and _goes_on(rows, run[-1], several[0], page):
            run.append(several.pop(0))
        if len(run) >= 2 and _aligned([rows[index] for index in run]) and not _is_masthead(rows, run, page):
            yield _label(rows, run[0]), _tail(rows, run[-1]) + 1


def _is_several(row: Row) -> bool:
    """Whether a row holds more than one cell; a number or bullet set off by a tab is none."""
    if len(row) < 2:
        return False
    apart = all(b.left - a.right > a.size for a, b in pairwise(row))
    if not apart or not all(_HOLDS.search(line.text) for line in row):
        return False
    return len(row) > 2 or not _is_label(row[0])


def _is_label(line: Line) -> bool:
    text = line.text.strip()
    printed = printed_number(f"{text} x")
    return len(text) < 3 or bool(printed and printed.rest.strip() == "x")


def _goes_on(rows: Sequence[Row], last: int, following: int, page: Page) -> bool:
    """Whether two rows of several lines are of one table: near one another, with no prose between."""
    between = rows[last + 1 : following]
    if len(between) > BETWEEN or any(row[0].right - row[0].left > 0.6 * page.width for row in between):
        return False
    if any(line.size > LARGER * rows[last][0].size for row in between for line in row):
        return False
    steps = [rows[last], *between, rows[following]]
    return all(_top(b) - _bottom(a) < 2.2 * max(line.size for line in a) for a, b in pairwise(steps))


def _aligned(rows: Sequence[Row]) -> bool:
    """Whether two neighbouring rows share the left or the right edge of two columns."""
    return any(
        sum(any(abs(x.left - y.left) < 4 or abs(x.right - y.right) < 4 for y in b) for x in a) >= 2
        for a, b in pairwise(rows)
    )


def _is_masthead(rows: Sequence[Row], run: Sequence[int], page: Page) -> bool:
    """Whether rows stand where the first page prints symbol, date and language beside the organ's name.

    A table that begins there goes on farther down.
    """
    first, last = rows[run[0]], rows[run[-1]]
    return page.number == 1 and _top(first) < 0.3 * page.height and _top(last) < 0.5 * page.height


def _label(rows: Sequence[Row], first: int) -> int:
    """Where a table begins whose first row's label takes several lines, numbers standing beside the last one."""
    begin = first
    while begin > 0 and first - begin < 2:
        above, below = rows[begin - 1], rows[begin]
        near = _bottom(below) - _bottom(above) < 1.25 * above[0].size and abs(above[0].size - below[0].size) < 0.3
        if len(above) > 1 or not near or above[0].bold != below[0].bold:
            break
        begin -= 1
    return begin


def _tail(rows: Sequence[Row], last: int) -> int:
    """Where a table ends whose last row has a cell with more lines than the others."""
    edges = [line.left for line in rows[last]]
    while last + 1 < len(rows) and len(rows[last + 1]) == 1:
        above, below = rows[last][0], rows[last + 1][0]
        near = below.baseline - above.baseline < 1.4 * above.size and abs(below.size - above.size) < 0.3
        if not near or not any(abs(below.left - edge) < 4 for edge in edges[1:]):
            break
        last += 1
    return last


def _is_grid(rows: Sequence[Row], columns: int) -> bool:
    """Whether rows of more lines than columns stand among those side by side, as in tables and not in prose."""
    several = [row for row in rows if _is_several(row)]
    return sum(len(row) > columns for row in several) > 0.15 * len(several)


def _top(row: Row) -> float:
    return min(line.top for line in row)


def _bottom(row: Row) -> float:
    return max(line.bottom for line in row)


@dataclass(frozen=True, slots=True)
class Column:
    """A strip of the page; lengths in points."""

    left: float
    right: float


def _cells(rows: Sequence[Row]) -> Iterator[Block]:
    """Cells row by row: within each column, lines that stand close together are one."""
    columns = _columns(rows)
    strips: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        for line in row:
            strips[_column(line, columns)].append(line)
    cuts = _cuts(rows, strips)
    cells = {id(lines[0]): (lines, place) for place, strip in enumerate(strips) for lines in _stacks(strip, cuts)}
    ordered = rows_of([lines[0] for lines, _ in cells.values()])
    headed = len(ordered) > 1 and _heads(ordered[0], ordered[1])
    headers: dict[int, Block] = {}
    for number, row in enumerate(ordered):
        for first in row:
            lines, place = cells[id(first)]
            block = cell(lines)
            if headed and number == 0:
                headers[place] = block
            block.header = headers.get(place) if number else None
            yield block


def _heads(first: Row, second: Row) -> bool:
    """Whether a table's first row names its columns: words in another look than those below, or words above figures."""
    if _is_figures(first) or not all(any(map(str.isalpha, line.text)) for line in first):
        return False
    looks = [{(line.bold, line.italic, round(2 * line.size)) for line in row} for row in (first, second)]
    return looks[0].isdisjoint(looks[1]) or _is_figures(second[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """Where cells of one column end: at a distance of lines over `step` points, or after a baseline in `after`."""

    step: float
    after: frozenset[float]


def _cuts(rows: Sequence[Row], strips: Sequence[Sequence[Line]]) -> Cuts:
    """Tell the rows of a table by their distance; where all lines stand equally close, by rows of figures."""
    steps = [b.baseline - a.baseline for strip in strips for a, b in pairwise(strip) if b.baseline - a.baseline > 1]
    size = median(line.size for row in rows for line in row)
    tight = min((step for step in steps if step > 0.7 * size), default=0.0)
    step = min(APART * tight, WIDEST * size)
    if max(steps, default=0.0) > step:
        return Cuts(step=step, after=frozenset())
    figures = [row for row in rows if len(row) > 1 and _is_figures(row)]
    return Cuts(step=step, after=frozenset(line.baseline for row in figures for line in row))


def _stacks(strip: Sequence[Line], cuts: Cuts) -> Iterator[list[Line]]:
    """Cut one column's lines into cells; pieces of one baseline belong together."""
    stack: list[Line] = []
    for line in strip:
        if stack and (line.baseline - stack[-1].baseline > cuts.step or stack[-1].baseline in cuts.after):
            yield stack
            stack = []
        stack.append(line)
    if stack:
        yield stack


def cell(lines: Sequence[Line]) -> Block:
    """A table's cell; a number that stands alone in it is its text."""
    printed = printed_number(lines[0].text)
    alone = printed is not None and not printed.rest.strip() and len(lines) == 1
    block = Block.of(lines[0], None if alone else printed)
    block.kind = PassageKind.CELL
    for line in lines[1:]:
        block.add(line)
    return block


def _columns(rows: Sequence[Row]) -> list[Column]:
    """Strips in which lines stand, told by the rows of several; a heading over several columns widens none."""
    several = [row for row in rows if len(row) > 1]
    usual = median(len(row) for row in several)
    columns: list[Column] = []
    for line in sorted((line for row in several if len(row) >= usual for line in row), key=lambda x: x.left):
        if columns and line.left < columns[-1].right:
            columns[-1] = Column(columns[-1].left, max(columns[-1].right, line.right))
        else:
            columns.append(Column(line.left, line.right))
    return columns


def _column(line: Line, columns: Sequence[Column]) -> int:
    """Place of the column with which a line shares most width, else of the nearest one."""

    def shared(place: int) -> float:
        return min(line.right, columns[place].right) - max(line.left, columns[place].left)

    return max(range(len(columns)), key=shared)


def _is_figures(row: Row) -> bool:
    """Whether most of a row's lines hold no letters."""
    return sum(not any(map(str.isalpha, line.text)) for line in row) > len(row) / 2
