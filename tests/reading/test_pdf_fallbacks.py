"""Tests of damaged PDFs: what the fallback recovers, and when it does not."""

import io

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from palermo.errors import Unreadable
from palermo.reading import pdf_fallbacks, read


def report(pages: int = 6) -> bytes:
    """A PDF whose list of pages stands before the pages, as in files that are made in one go."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    courts = ("north", "south", "east", "west", "upper", "lower")
    for page in range(1, pages + 1):
        canvas.drawString(400, 800, f"A/SAMPLE/12/7 page {page}")
        for row, what in enumerate(("judges", "clerks", "jurors", "guards", "drivers")):
            words = f"{5 * page + row}. States should train {what} of the {courts[page - 1]} court."
            canvas.drawString(70, 740 - 40 * row, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_pages_of_a_damaged_file_are_recovered_and_it_says_so() -> None:
    content = report()
    reading = read(content[: content.index(b"stream", len(content) * 3 // 4)], "cut.pdf")
    assert reading.recovered
    assert (reading.pages, {passage.page for passage in reading.passages}) == (6, {1, 2, 3, 4})
    first = reading.passages[0]
    assert (first.text, first.paragraph) == ("States should train judges of the north court.", "5")


def test_a_sound_file_is_not_recovered() -> None:
    reading = read(report(), "whole.pdf")
    assert not reading.recovered
    assert reading.recognised == ()


def test_running_heads_are_dropped_and_numbers_stand_apart() -> None:
    tried = pdf_fallbacks.recover_blocks(report())
    assert tried is not None
    result, pages = tried
    assert pages == 6
    assert not any("A/SAMPLE" in block.text for block in result)
    assert "7" in {block.number for block in result}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7 words and no more", bytes(1000)])
def test_nothing_comes_of_nothing(content: bytes) -> None:
    assert pdf_fallbacks.recover_blocks(content) is None


def test_an_encrypted_file_gives_empty_pages_which_is_no_success() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(report()))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert pdf_fallbacks.recover_blocks(out.getvalue()) is None
    with pytest.raises(Unreadable, match="it has a password"):
        read(out.getvalue(), "locked.pdf")
