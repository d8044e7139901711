"""Tests of records as XLSX: the columns of the CSV, text cells, and a stated limit."""

import io
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from palermo.edition import EditionCounts, Manifest
from palermo.publishing import record_workbook
from palermo.publishing.record_workbook import build_record_workbook

MANIFEST = Manifest(
    id="7f3a91" + "0" * 14,
    date=datetime(2026, 12, 1, tzinfo=UTC),
    palermo="1",
    schema="1",
    versions={},
    counts=EditionCounts(statements={}, languages={}),
    buckets={},
    newest=None,
    oldest=None,
)


def _read(content: bytes, sheet: str = "Records") -> list[list[object]]:
    return [
        list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
    ]


def test_records_have_the_columns_of_the_csv() -> None:
    rows = [{"id": "a", "names": ["x", "y"], "at": {"page": 3}}, {"id": "b", "names": [], "at": {"page": None}}]
    assert _read(build_record_workbook(rows, "things", MANIFEST)) == [
        ["id", "names", "at.page"],
        ["a", "x; y", 3],
        ["b", "", ""],
    ]


def test_words_that_begin_like_a_formula_stay_words() -> None:
    assert _read(build_record_workbook([{"id": "=1+1", "text": "+2"}], "things", MANIFEST))[1] == ["=1+1", "+2"]


def test_limit_is_stated_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_workbook, "MAX_ROWS", 2)
    content = build_record_workbook(({"id": str(number)} for number in range(5)), "things", MANIFEST)
    assert len(_read(content)) == 3
    about = {row[0]: row[1] for row in _read(content, "About")}
    assert about["Note"] == "Only the first 2 rows are here. CSV and JSON Lines have all."
    assert (about["Edition"], about["Rows"]) == (MANIFEST.name, "2")
    assert about["Cite"] == f"Palermo, edition {MANIFEST.name} (2026-12-01): things."


def test_no_records_make_a_workbook_too() -> None:
    assert _read(build_record_workbook([], "things", MANIFEST)) == []
