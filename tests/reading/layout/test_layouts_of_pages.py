"""Tests of page layouts: columns, rotated pages, indents, hyphenation."""

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from palermo.reading import read
from palermo.reading.dehyphenation import Dehyphenator
from palermo.reading.layout.furniture import remove_furniture
from palermo.reading.layout.text_lines import LayoutPage, TextLine

Print = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font, size."""
Printer = Callable[[Sequence[Sequence[Print]]], bytes]
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


def texts(content: bytes) -> list[str]:
    return [passage.text for passage in read(content, "page.pdf").passages]


def column(x: float, top: float, name: str, lines: int = 9) -> list[Print]:
    """Lines of one paragraph in a column of 120 points."""
    words = [f"{name} line {n} of the words" for n in range(1, lines)] + [f"{name} ends."]
    return [(x, top + 11 * n, line, PLAIN, 9) for n, line in enumerate(words)]


def across(top: float, name: str) -> list[Print]:
    """Twelve lines over the whole width of a page."""
    words = "of what stands over the whole width of the page, as the words of a report do"
    return [(60, top + 12 * n, f"{name} {n} {words}", PLAIN, 10) for n in range(12)]


def test_three_columns_are_read_one_after_another(print_pdf: Printer) -> None:
    page = [
        (60, 60, "A title over all columns of the page, which is long", BOLD, 16),
        *column(60, 110, "First"), *column(210, 110, "Second"), *column(360, 110, "Third"),
    ]  # fmt: skip
    result = texts(print_pdf([page]))
    assert [text.split()[0] for text in result] == ["A", "First", "Second", "Third"]
    assert all(text.endswith("ends.") for text in result[1:])


def test_columns_may_take_a_part_of_the_page(print_pdf: Printer) -> None:
    sides = [*column(60, 260, "Left side of the columns"), *column(320, 260, "Right side of the columns")]
    result = " ".join(texts(print_pdf([[*across(80, "Line"), *sides, *across(420, "Row")]])))
    words = ("Line 11", "Left side of the columns ends", "Right side of the columns line 1", "Row 0")
    places = [result.index(item) for item in words]
    assert places == sorted(places)


def test_cells_in_step_are_no_columns(print_pdf: Printer) -> None:
    page = across(80, "Line")
    for row in range(4):
        for x, side in ((60, "label"), (320, "value")):
            page += [(x, 280 + 40 * row + 11 * n, f"{side} {row} line {n} of a cell", PLAIN, 10) for n in range(2)]
    result = " ".join(texts(print_pdf([page])))
    assert result.index("value 0") < result.index("label 1")


def test_a_page_that_is_turned_is_read_upright() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for turn, matrix in ((90, (0, 1, -1, 0, A4[1], 0)), (180, (-1, 0, 0, -1, *A4)), (270, (0, -1, 1, 0, 0, A4[0]))):
        canvas.setPageRotation(turn)
        canvas.transform(*matrix)
        for n, line in enumerate(("The first line of a paragraph that", "stands upright when it is shown.")):
            canvas.drawString(70, 400 - 12 * n, line)
        canvas.showPage()
    canvas.save()
    passages = read(out.getvalue(), "page.pdf").passages
    assert [passage.text for passage in passages] == [
        "The first line of a paragraph that stands upright when it is shown."
    ] * 3
    for passage in passages:
        (box,) = passage.boxes
        assert abs(box.left - 70) < 2
        assert abs(box.bottom - (A4[1] - 388)) < 5


def test_indents_alone_tell_paragraphs_apart(print_pdf: Printer) -> None:
    lines = [
        (74, "The first paragraph has an indent, and its lines fill the whole of the width"),
        (60, "of the column, but for the last."),
        (74, "A paragraph of one line that nearly fills the width of the column, not all."),
        (74, "The next one has an indent too, and after it come words that fill the lines as"),
        (60, "those of the first do."),
    ]  # fmt: skip
    result = texts(print_pdf([[(x, 100 + 12 * n, line, PLAIN, 10) for n, (x, line) in enumerate(lines)]]))
    assert [text.split()[0] for text in result] == ["The", "A", "The"]


def test_a_last_line_with_room_left_ends_its_paragraph(print_pdf: Printer) -> None:
    lines = [
        "A paragraph whose lines run over the whole width of the page, as those of reports do",
        "and ends.",
        "Another begins without any space above it, and runs over the whole width of the page",
        "too.",
    ]
    result = texts(print_pdf([[(60, 100 + 12 * n, line, PLAIN, 10) for n, line in enumerate(lines)]]))
    assert [text.split()[0] for text in result] == ["A", "Another"]


def test_words_are_joined_where_a_document_breaks_them() -> None:
    known = "protection inspectors recruitment of workers"
    broken = ["the pro-\ntection of all", "labour inspec-\ntors came", "recruit-\nment fees", "an obliga-\ntion of all"]
    assert Dehyphenator([known, *broken]).join_hyphenated(broken[3]) == "an obligation of all"
    assert Dehyphenator(broken[3:]).join_hyphenated(broken[3]) == "an obliga-tion of all"
    both = "States and parties; the State-\nparties of it"
    assert Dehyphenator([known, "State", *broken, both]).join_hyphenated(both).endswith("State-parties of it")


def make_line(page: int, text: str, top: float, size: float = 10.0) -> TextLine:
    bottom = top + size
    return TextLine(
        page=page, text=text, left=72, right=300, top=top, bottom=bottom, baseline=bottom, size=size, bold=False
    )


def pages(heads: list[str], size: float = 10.0, top: float = 40) -> list[list[str]]:
    """What is left of the heads of these pages."""
    built = []
    for number, head in enumerate(heads, 1):
        body = [make_line(number, f"Words {number} {row}", 90 + 12 * row) for row in range(9)]
        built.append(
            LayoutPage(number=number, width=595, height=842, lines=(make_line(number, head, top, size), *body))
        )
    return [[x.text for x in page.lines if not x.text.startswith("Words")] for page in remove_furniture(built)]


def test_heads_of_chapters_go_though_each_has_its_own_words() -> None:
    heads = ["A title", *(f"Chapter of {name}" for name in ("fees", "fees", "law", "law", "data", "data"))]
    assert pages(heads) == [["A title"], [], [], [], [], [], []]


def test_titles_of_slides_stay_though_they_stand_at_one_height() -> None:
    heads = ["What we do", "Whom we ask", "What came of it", "Where we go"]
    assert pages(heads, size=24) == [[head] for head in heads]


def test_small_print_in_the_margin_of_a_single_page_goes() -> None:
    assert pages(["Our own words, no original"], size=7, top=30) == [[]]
    assert pages(["A/HRC/99/7"], size=7, top=30) == [["A/HRC/99/7"]]
    assert pages(["A title in its size"], size=12, top=30) == [["A title in its size"]]


def test_titles_of_slides_that_return_stay() -> None:
    heads = [
        "What came of it",
        "Whom we ask",
        "What came of it",
        "Where we go",
        "What is left",
        "Whom else",
        *("What came of it", "An end", "Thanks"),
    ]
    assert pages(heads, size=24) == [[head] for head in heads]


def test_an_initial_belongs_to_its_word(print_pdf: Printer) -> None:
    lines = ["he plan has been renewed, and more people", "than before take part in it, as they say.", "The forum met."]
    page = [(60, 138, "T", BOLD, 50), *((100, 114 + 12 * n, item, PLAIN, 10) for n, item in enumerate(lines))]
    second = [(60, 338, "A", BOLD, 50), (100, 314, "plan for the forum that met", PLAIN, 10)]
    result = " ".join(texts(print_pdf([[*page, *second]])))
    assert result.startswith("The plan has been renewed")
    assert "A plan for the forum" in result
