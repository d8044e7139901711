"""Tests of the list of file types."""

import pytest

from palermo.reading.file_types import (
    FILE_TYPES,
    TABLE_SUFFIXES,
    TEXT_SUFFIXES,
    UPLOAD_SUFFIXES,
    ZIP_SIGNATURE,
    detect_suffix,
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7", ".pdf"),
        (ZIP_SIGNATURE + b"[Content_Types].xml word/document.xml", ".docx"),
        (ZIP_SIGNATURE + b"[Content_Types].xml xl/workbook.xml", ".xlsx"),
        (ZIP_SIGNATURE + b"something else", ".docx"),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_suffix_is_detected_by_the_first_bytes(head: bytes, expected: str | None) -> None:
    assert detect_suffix(head) == expected


def test_types_have_endings_of_their_own() -> None:
    suffixes = [suffix for file_type in FILE_TYPES for suffix in file_type.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert set(UPLOAD_SUFFIXES) <= set(suffixes)
    assert {*TABLE_SUFFIXES, *TEXT_SUFFIXES} == set(UPLOAD_SUFFIXES)
