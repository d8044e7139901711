"""Tests of format detection, and of refused files."""

import pytest

from palermo.errors import NoText, UnknownFormat, Unreadable
from palermo.reading import document_reader, read
from palermo.reading.file_types import FILE_TYPES


def test_text_is_read_by_its_bytes_whatever_its_name() -> None:
    result = read("Ein kurzer Text.".encode("utf-16"), "note")
    assert result.media_type == "text/plain"
    assert result.pages is None


def test_a_pdf_with_another_name_is_read_as_pdf(report: bytes) -> None:
    assert read(report, "report.txt").media_type == "application/pdf"


@pytest.mark.parametrize("name", ["report.pdf", "report.docx"])
@pytest.mark.parametrize(("content", "text"), [(b"<html>Not found</html>", "HTML"), (b"Not found", "text")])
def test_a_text_with_another_name_is_refused_with_its_mend(content: bytes, text: str, name: str) -> None:
    with pytest.raises(Unreadable, match=rf"its name is that of (PDF|DOCX), its content is {text}") as caught:
        read(content, name)
    assert caught.value.hint


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="the file is empty"):
        read(b"", "empty.pdf")


def test_a_text_of_blanks_holds_nothing() -> None:
    with pytest.raises(NoText):
        read(b" \n\n\t\n", "blank.txt")


def test_a_picture_has_no_reader() -> None:
    with pytest.raises(UnknownFormat):
        read(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "page.png")


def test_every_file_type_has_a_reader() -> None:
    readers = [item.__name__.rpartition(".")[2] for item in document_reader.FORMATS]
    assert readers == [file_type.name for file_type in FILE_TYPES]


@pytest.mark.parametrize(
    "heading", ["Who we are", f"“{'This plan says what the harbour will do for all its crews, ' * 2}in all its boats”"]
)
def test_heading_of_a_part_or_quotation_is_no_title(heading: str) -> None:
    page = (
        f"<html><body><h1>{heading}</h1><p>The crews of forty boats were asked who pays for the way.</p></body></html>"
    )
    assert read(page.encode(), "harbour.html").title == "harbour"
