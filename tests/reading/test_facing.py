"""Pages from right to left, seen in a mirror: columns in their order, boxes on the paper."""

from palermo.reading.layout.columns import Ordered
from palermo.reading.layout.facing import Facing
from palermo.reading.layout.lines import Line, Page
from palermo.reading.pieces import Piece
from palermo.statements import Box, PassageKind

ARABIC = "تعزز الدول حماية الضحايا في كل مكان"


def line(text: str, left: float, row: int) -> Line:
    top = 80.0 + 14 * row
    return Line(
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


def page(text: str) -> Page:
    """Two columns of eight lines; the left one is first in the file."""
    lines = [line(f"{text} {side} {row}", left, row) for side, left in (("l", 60), ("r", 310)) for row in range(8)]
    return Page(number=1, width=600.0, height=800.0, lines=tuple(lines))


def first_words(pages: list[Page]) -> list[str]:
    (seen,) = Facing.of(pages).pages
    return [found.text.rsplit(" ", 2)[1] for found in Ordered.of(seen).lines]


def test_columns_of_arabic_begin_on_the_right() -> None:
    assert first_words([page(ARABIC)]) == ["r"] * 8 + ["l"] * 8
    assert first_words([page("States protect victims in every place")]) == ["l"] * 8 + ["r"] * 8


def test_boxes_stand_where_they_stand_on_the_paper() -> None:
    facing = Facing.of([page(ARABIC)])
    box = Box(page=1, left=100.0, top=10.0, right=250.0, bottom=20.0)
    piece = Piece(kind=PassageKind.PARAGRAPH, text="x", page=1, boxes=(box,))
    (turned,) = facing.pieces([piece])
    assert (turned.boxes[0].left, turned.boxes[0].right) == (350.0, 500.0)
    (same,) = Facing.of([page("words")]).pieces([piece])
    assert same == piece
