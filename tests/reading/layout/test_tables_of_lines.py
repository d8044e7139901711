"""Tests of tables of untagged pages: adjacent words become cells."""

from dataclasses import replace

from palermo.reading.layout.reading_order import OrderedPage
from palermo.reading.layout.table_detection import build_table_cells
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.statements import PassageKind


def make_line(left: float, baseline: float, text: str, *, size: float = 9.0, width: float | None = None) -> TextLine:
    right = left + (width or 4.5 * len(text))
    return TextLine(
        page=2,
        text=text,
        left=left,
        right=right,
        top=baseline - 7,
        bottom=baseline,
        baseline=baseline,
        size=size,
        bold=False,
    )


def format_lines(*lines: TextLine) -> list[str]:
    """Cells in brackets, lines as they are."""
    page = LayoutPage(number=2, width=595, height=842, lines=lines)
    return [
        f"[{x.text}]".replace("\n", " ") if not isinstance(x, TextLine) else x.text
        for x in build_table_cells(OrderedPage.from_page(page))
    ]


def test_cells_come_row_by_row_with_their_header() -> None:
    head = [make_line(60, 100, "Country"), make_line(300, 100, "Cases"), make_line(400, 100, "Victims")]
    row = [make_line(60, 120, "Utopia"), make_line(300, 120, "12"), make_line(400, 120, "30")]
    last = [make_line(60, 140, "Erewhon"), make_line(300, 140, "4"), make_line(400, 140, "–")]
    assert format_lines(*head, *row, *last) == [
        *("[Country]", "[Cases]", "[Victims]"),
        *("[Utopia]", "[12]", "[30]"),
        *("[Erewhon]", "[4]", "[–]"),
    ]


def test_lines_of_one_cell_are_joined() -> None:
    lines = [
        make_line(60, 100, "Training of"),
        make_line(300, 100, "Judges of"),
        make_line(60, 110, "prosecutors"),
        make_line(300, 110, "one court"),
    ]
    more = [make_line(60, 130, "Shelter"), make_line(300, 130, "Two houses")]
    assert format_lines(*lines, *more) == [
        "[Training of prosecutors]",
        "[Judges of one court]",
        "[Shelter]",
        "[Two houses]",
    ]


def test_prose_before_and_after_stays_lines() -> None:
    rows = [
        make_line(60, 130, "Utopia"),
        make_line(300, 130, "12"),
        make_line(60, 150, "Erewhon"),
        make_line(300, 150, "4"),
    ]
    prose = make_line(60, 90, "The table shows the cases that were brought", width=480)
    after = make_line(60, 200, "A paragraph follows the table at its end", width=480)
    assert format_lines(prose, *rows, after) == [prose.text, "[Utopia]", "[12]", "[Erewhon]", "[4]", after.text]


def test_a_number_set_off_by_a_tab_is_no_cell() -> None:
    lines = [
        make_line(60, 100, "1."),
        make_line(120, 100, "Adopt a law"),
        make_line(60, 115, "2."),
        make_line(120, 115, "Train judges"),
    ]
    assert format_lines(*lines) == ["1.", "Adopt a law", "2.", "Train judges"]


def test_a_heading_in_larger_letters_ends_a_table() -> None:
    first = [
        make_line(60, 100, "Utopia"),
        make_line(300, 100, "12"),
        make_line(60, 115, "Erewhon"),
        make_line(300, 115, "4"),
    ]
    second = [
        make_line(60, 160, "Laputa"),
        make_line(300, 160, "3"),
        make_line(60, 175, "Lilliput"),
        make_line(300, 175, "9"),
    ]
    assert "Other islands" in format_lines(*first, make_line(60, 138, "Other islands", size=11), *second)


def test_a_cell_knows_its_kind_and_keeps_a_number_that_stands_alone() -> None:
    page = LayoutPage(
        number=2,
        width=595,
        height=842,
        lines=(
            make_line(60, 100, "Utopia"),
            make_line(300, 100, "1."),
            make_line(60, 120, "Erewhon"),
            make_line(300, 120, "2."),
        ),
    )
    blocks = [x for x in build_table_cells(OrderedPage.from_page(page)) if not isinstance(x, TextLine)]
    assert [block.passage_kind for block in blocks] == [PassageKind.CELL] * 4
    assert [block.text for block in blocks] == ["Utopia", "1.", "Erewhon", "2."]


def of_page_one(*lines: TextLine) -> list[str]:
    """Kinds of what the first page holds: `line` or `cell`."""
    page = LayoutPage(number=1, width=595, height=842, lines=tuple(replace(x, page=1) for x in lines))
    return ["line" if isinstance(x, TextLine) else "cell" for x in build_table_cells(OrderedPage.from_page(page))]


def test_a_table_that_begins_at_the_head_of_the_first_page_goes_on_below_it() -> None:
    rows = [
        (make_line(60, 80 + 20 * n, f"Utopia {n}"), make_line(300, 80 + 20 * n, f"{n + 12} cases")) for n in range(20)
    ]
    assert set(of_page_one(*(item for row in rows for item in row))) == {"cell"}


def test_a_masthead_is_no_table() -> None:
    rows = [(make_line(60, 80 + 20 * n, f"United {n}"), make_line(300, 80 + 20 * n, f"A/MADE/{n}")) for n in range(4)]
    assert set(of_page_one(*(item for row in rows for item in row))) == {"line"}
