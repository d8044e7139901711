"""Tests of right-to-left pages that are mirrored: order of columns, positions of boxes."""

from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.layout.line_corrections import MirroredPages
from palermo.reading.layout.reading_order import OrderedPage
from palermo.reading.layout.text_lines import LayoutPage, TextLine
from palermo.statements import Box, PassageKind

ARABIC = "تعزز الدول حماية الضحايا في كل مكان"


def make_line(text: str, left: float, row: int) -> TextLine:
    top = 80.0 + 14 * row
    return TextLine(
        page=1,
        text=text,
        left=left,
        right=left + 230,
        top=top,
        bottom=top + 10,
        baseline=top + 8,
        size=11.0,
        bold=False,
    )


def page(text: str) -> LayoutPage:
    """Two columns of eight lines; the left one is first in the file."""
    lines = [make_line(f"{text} {side} {row}", left, row) for side, left in (("l", 60), ("r", 310)) for row in range(8)]
    return LayoutPage(number=1, width=600.0, height=800.0, lines=tuple(lines))


def list_first_words(pages: list[LayoutPage]) -> list[str]:
    (visited,) = MirroredPages.from_pages(pages).pages
    return [result.text.rsplit(" ", 2)[1] for result in OrderedPage.from_page(visited).text_lines]


def test_columns_of_arabic_begin_on_the_right() -> None:
    assert list_first_words([page(ARABIC)]) == ["r"] * 8 + ["l"] * 8
    assert list_first_words([page("States protect victims in every place")]) == ["l"] * 8 + ["r"] * 8


def test_boxes_stand_where_they_stand_on_the_paper() -> None:
    facing = MirroredPages.from_pages([page(ARABIC)])
    box = Box(page=1, left=100.0, top=10.0, right=250.0, bottom=20.0)
    block = DocumentBlock(kind=PassageKind.PARAGRAPH, text="x", page=1, boxes=(box,))
    (turned,) = facing.restore_blocks([block])
    assert (turned.boxes[0].left, turned.boxes[0].right) == (350.0, 500.0)
    (same,) = MirroredPages.from_pages([page("words")]).restore_blocks([block])
    assert same == block
