"""Tests of records as XLSX: the columns of the CSV, text cells, and a stated limit."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook

from palermo.edition import EditionCounts, Manifest
from palermo.publishing import record_workbook
from palermo.publishing.exports import CSV_COLUMNS
from palermo.publishing.record_workbook import build_record_workbook
from palermo.publishing.workbook_texts import WorkbookTexts

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


def _read(content: bytes, sheet: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(sheet).to_python()]


def test_records_have_labels_and_below_them_the_columns_of_the_csv() -> None:
    rows = [{"id": "a", "names": ["x", "y"], "at": {"page": 3}}, {"id": "b", "names": [], "at": {"page": None}}]
    assert _read(build_record_workbook(rows, "things", MANIFEST)) == [
        ["Id", "Name", "at: Page number"],
        ["id", "names", "at.page"],
        ["a", "x; y", 3],
        ["b", "", ""],
    ]


def test_words_that_begin_like_a_formula_stay_words() -> None:
    assert _read(build_record_workbook([{"id": "=1+1", "text": "+2"}], "things", MANIFEST))[2] == ["=1+1", "+2"]


def test_limit_is_stated_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_workbook, "MAX_ROWS", 2)
    content = build_record_workbook(({"id": str(number)} for number in range(5)), "things", MANIFEST)
    assert len(_read(content)) == 4
    about = {row[0]: row[1] for row in _read(content, 1)}
    assert about["Note"] == "Only the first 2 rows are here. CSV and JSON Lines have all."
    assert (about["Edition"], about["Rows"]) == (MANIFEST.name, "2")
    assert about["Cite"] == f"Palermo, edition {MANIFEST.name} (2026-12-01): Things."


def test_no_records_make_a_workbook_too() -> None:
    assert _read(build_record_workbook([], "things", MANIFEST)) == []
    assert _read(build_record_workbook([], "things", MANIFEST, columns=["title"])) == [["Title"], ["title"]]


def test_headers_and_values_are_in_the_reader_s_language() -> None:
    texts = WorkbookTexts(
        language="ar",
        translate=lambda text: f"<{text}>",
        find_labels=lambda _table, column: (lambda value: f"{value}!") if column == "themes" else None,
    )
    content = build_record_workbook([{"title": "a", "themes": ["note", "note"]}], "things", MANIFEST, texts)
    assert _read(content) == [["<Title>", "الموضوع"], ["title", "themes"], ["a", "note!; note!"]]
    assert ["<Title>", "<Things>"] in _read(content, 1)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert all(b'rightToLeft="1"' in file.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2))


def test_every_exported_column_has_a_label() -> None:
    texts = WorkbookTexts(translate=lambda text: f"<{text}>")
    names = [name for columns in CSV_COLUMNS.values() for name in columns]
    assert [name for name in names if texts.label_column(name) == name] == []
