"""Tests of format detection, and of refused files."""

import pytest

from palermo import reading
from palermo.errors import NoText, UnknownFormat, Unreadable
from palermo.reading import document_reader, read


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


def test_a_new_format_changes_the_version_under_which_readings_are_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tuple(item.__name__.rpartition(".")[2] for item in document_reader.FORMATS) == reading.FORMAT_NAMES
    before = reading.get_version()
    monkeypatch.setattr(reading, "FORMAT_NAMES", reading.FORMAT_NAMES[1:])
    assert reading.get_version() != before
