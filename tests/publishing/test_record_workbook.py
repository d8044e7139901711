"""Tests of records as XLSX: the columns of the CSV, text cells, and a stated limit."""

import io

import pytest
from python_calamine import CalamineWorkbook

from palermo.publishing import record_workbook
from palermo.publishing.record_workbook import build_record_workbook


def _read(content: bytes, sheet: str = "Records") -> list[list[object]]:
    return [
        list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    ]


def test_records_have_the_columns_of_the_csv() -> None:
    rows = [{"id": "a", "names": ["x", "y"], "at": {"page": 3}}, {"id": "b", "names": [], "at": {"page": None}}]
    assert _read(build_record_workbook(rows, "things")) == [
        ["id", "names", "at.page"],
        ["a", "x; y", "3"],
        ["b", "", ""],
    ]


def test_words_that_begin_like_a_formula_stay_words() -> None:
    assert _read(build_record_workbook([{"id": "=1+1", "text": "+2"}], "things"))[1] == ["=1+1", "+2"]


def test_limit_is_stated_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_workbook, "MAX_ROWS", 2)
    content = build_record_workbook(({"id": str(number)} for number in range(5)), "things")
    assert len(_read(content)) == 3
    assert "first 2 rows" in str(_read(content, "About")[1][0])


def test_no_records_make_a_workbook_too() -> None:
    assert _read(build_record_workbook([], "things")) == []
