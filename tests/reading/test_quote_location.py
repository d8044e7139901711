"""Tests of the location of quotes on a page, letter by letter."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from palermo.reading import page_images as module
from palermo.reading.page_images import locate_quote, render_page_image
from palermo.reading.parsed_document import PageImageRequest
from palermo.statements import Box, compute_document_id

LINES = (
    "States should train inspectors.",
    "They should also publish what was",
    "done, and fund shelters",
    "in each region of the country. More follows here.",
    "States should train inspectors.",
)
HEIGHT = 400
PASSAGE = Box(page=1, left=40, top=50, right=290, bottom=130)
"""Around all lines but the last."""


def _pdf(lines: Sequence[str] = LINES) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=(300, HEIGHT), invariant=1)
    for number, line in enumerate(lines):
        canvas.drawString(40, HEIGHT - 60 - 20 * number, line)
    canvas.save()
    return written.getvalue()


def _boxes(quote: str, lines: Sequence[str] = LINES, passage: Sequence[Box] = (PASSAGE,)) -> list[Box]:
    with closing(pypdfium2.PdfDocument(_pdf(lines))) as document:
        return locate_quote(document[0], 1, quote, passage)


def _rows(boxes: Sequence[Box]) -> list[int]:
    """The printed lines that boxes stand on."""
    return [round(((box.top + box.bottom) / 2 - 57) / 20) for box in boxes]


def test_a_quote_is_boxed_line_by_line() -> None:
    result = _boxes("They should also publish what was done, and fund shelters in each region of the country.")
    assert _rows(result) == [1, 2, 3]
    assert result[0].left == pytest.approx(40, abs=2)
    assert result[2].right < 230


def test_case_blanks_hyphens_and_marks_between_the_words_do_not_count() -> None:
    assert _rows(_boxes("they SHOULD  also pub-\nlish what was")) == [1]
    lines = (LINES[0], "They should also publish what was12", *LINES[2:])
    assert _rows(_boxes("They should also publish what was done, and fund shelters in each region", lines)) == [1, 2, 3]


def test_the_same_words_outside_of_the_passage_are_not_meant() -> None:
    assert _rows(_boxes("States should train inspectors.")) == [0]
    below = Box(page=1, left=40, top=132, right=290, bottom=150)
    assert _rows(_boxes("States should train inspectors.", passage=(below,))) == [4]


def test_what_goes_on_overleaf_is_boxed_as_far_as_it_stands_here() -> None:
    assert _rows(_boxes("in each region of the country. More follows here and on the next page of it")) == [3]
    assert _rows(_boxes("As the page before began, they should also publish what was done, and fund shelters")) == [
        1,
        2,
    ]


@pytest.mark.parametrize("quote", ["Nothing here says this at all", "", "…", "\x00", "ينبغي للدول أن تدرب المفتشين"])
def test_what_is_not_there_has_no_box(quote: str) -> None:
    assert _boxes(quote) == []


def test_a_passage_of_another_page_and_a_page_of_too_many_letters_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _boxes(LINES[0], passage=()) == []
    assert _boxes(LINES[0], passage=(Box(page=2, left=0, top=0, right=300, bottom=400),)) == []
    monkeypatch.setattr(module, "MAX_PAGE_CHARS", 10)
    assert _boxes(LINES[0]) == []


def test_the_picture_marks_the_quote_alone_and_else_its_passage() -> None:
    content = _pdf()
    id = compute_document_id(content)

    def washed(quote: str, line: int) -> bool:
        request = PageImageRequest(document=id, page=1, width=600, boxes=(PASSAGE,), quote=quote)
        drawn = Image.open(BytesIO(render_page_image(content, request))).convert("RGB")
        result = drawn.getpixel((2 * 38, 2 * (56 + 20 * line)))
        assert isinstance(result, tuple)
        return result[0] < 240

    assert [washed(LINES[1], line) for line in range(4)] == [False, True, False, False]
    assert [washed("Nothing here says this at all", line) for line in range(4)] == [True] * 4
    assert [washed("", line) for line in range(4)] == [True] * 4
