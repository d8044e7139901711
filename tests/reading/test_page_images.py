"""Tests of page images: size, marked quotes, and content."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from palermo.errors import Unreadable
from palermo.reading.messages import build_page_image_step
from palermo.reading.page_images import OUTLINE_COLOUR, render_page_image
from palermo.reading.parsed_document import PageImageRequest
from palermo.sandbox.sandbox import Sandbox
from palermo.statements import Box, compute_document_id

WIDTH, HEIGHT = 300, 400
BOX = Box(page=1, left=30, top=50, right=270, bottom=90)


def _pdf(pages: int = 2, height: int = HEIGHT) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, height), invariant=1)
    for number in range(pages):
        canvas.drawString(40, height - 70, f"Words of page {number + 1}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _build_request(content: bytes, page: int = 1, **more: object) -> PageImageRequest:
    return PageImageRequest(document=compute_document_id(content), page=page, width=600, **more)  # type: ignore[arg-type]


def _image(drawn: bytes) -> Image.Image:
    return Image.open(BytesIO(drawn)).convert("RGB")


def _is_close_colour(found: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(item - other) < 40 for item, other in zip(found, colour, strict=True))


def test_a_page_is_as_wide_as_was_asked_for() -> None:
    content = _pdf()
    assert _image(render_page_image(content, _build_request(content))).size == (600, 800)


def test_what_is_quoted_is_framed() -> None:
    content = _pdf()
    plain, framed = (_image(render_page_image(content, _build_request(content, boxes=boxes))) for boxes in ((), (BOX,)))
    middle = (300, 2 * 50 - 6)
    assert _is_close_colour(plain.getpixel(middle), (255, 255, 255))
    assert _is_close_colour(framed.getpixel(middle), OUTLINE_COLOUR)
    assert _is_close_colour(framed.getpixel((300, 700)), (255, 255, 255))


def test_boxes_of_other_pages_and_outside_of_the_page_are_left_out() -> None:
    content = _pdf()
    elsewhere = (
        Box(page=2, left=30, top=50, right=270, bottom=90),
        Box(page=1, left=900, top=900, right=950, bottom=950),
        Box(page=1, left=200, top=200, right=100, bottom=100),
    )
    assert render_page_image(content, _build_request(content, boxes=elsewhere)) == render_page_image(
        content, _build_request(content)
    )


def test_a_very_tall_page_is_made_smaller() -> None:
    content = _pdf(height=9000)
    width, height = _image(render_page_image(content, _build_request(content))).size
    assert (width, height) == (60, 1800)


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_refused(page: int) -> None:
    content = _pdf()
    with pytest.raises(Unreadable, match="the file has 2 pages"):
        render_page_image(content, _build_request(content, page))


def test_other_bytes_than_the_documents_are_refused() -> None:
    with pytest.raises(Unreadable, match="it has changed since it was read"):
        render_page_image(_pdf(), PageImageRequest(document="0" * 20, page=1, width=600))


def test_the_sandbox_draws(tmp_path: Path) -> None:
    content = _pdf()
    path = tmp_path / "words.pdf"
    path.write_bytes(content)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(content[:200])
    with Sandbox(["palermo.reading.sandbox_handlers"]) as sandbox:

        def render(file: Path, request: PageImageRequest) -> bytes:
            return sandbox.run(file.name, build_page_image_step(file, file.name, request, sandbox.limits))

        assert render(path, _build_request(content, boxes=(BOX,))) == render_page_image(
            content, _build_request(content, boxes=(BOX,))
        )
        with pytest.raises(Unreadable):
            render(broken, _build_request(content[:200]))
        with pytest.raises(Unreadable):
            render(tmp_path / "none.pdf", _build_request(content))
        assert _image(render(path, _build_request(content, 2))).size == (600, 800)
