"""Labelled recommendations from files: each wrong line is named."""

from pathlib import Path

import pytest

from palermo.analysis import labelled_rows
from palermo.errors import LabelsInvalid, SourceMissing

ROW = '{"document": "kenya.pdf", "text": "Adopt a law", "addressee": "KEN", "recommenders": ["NOR"]}'


def test_rows_are_read(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{ROW}\n\n{ROW}\n", encoding="utf-8")
    assert [row["addressee"] for row in labelled_rows(file)] == ["KEN", "KEN"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{ROW}\n{{", "line 2: it is not JSON"),
        (f"{ROW}\n[1]", "line 2: it has no document"),
        (ROW.replace('["NOR"]', '"NOR"'), "line 1: it has no recommenders that is a list"),
        ("\n", "it holds no labelled recommendation"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsInvalid, match=reason):
        labelled_rows(file)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(b"\xff\xfe{")
    with pytest.raises(LabelsInvalid, match="is not UTF-8"):
        labelled_rows(file)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="cannot be read"):
        labelled_rows(tmp_path / "none.jsonl")
