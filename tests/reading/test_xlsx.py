"""Tests of XLSX: sheets, formulas, dates, merged cells, hidden sheets, hostile workbooks."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from palermo.errors import DocumentFailed, NoText, TooLarge, Unreadable
from palermo.reading import read, xlsx
from palermo.statements import PassageKind


def workbook(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def simple(book: Any) -> None:
    sheet = book.add_worksheet("Cases")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(2, 1, ["Country", "Date", "Cases", "Share", "Closed"])
    sheet.write_row(3, 1, ["Mali"])
    sheet.write_datetime(3, 2, datetime(2026, 11, 24), day)
    sheet.write_number(3, 3, 12)
    sheet.write_formula(3, 4, "=D4/48", None, 0.25)
    sheet.write_boolean(3, 5, True)
    sheet.write_row(6, 1, ["Chad"])


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_values_stand_under_their_names_with_sheet_and_row() -> None:
    reading = read(workbook(simple), "in/report 2026.xlsx")
    rows = [(p.paragraph, p.text, p.headings) for p in reading.passages if p.kind is PassageKind.ROW]
    assert rows == [
        ("Cases!4", "Country: Mali; Date: 2026-11-24; Cases: 12; Share: 0.25; Closed: true", ("Cases",)),
        ("Cases!7", "Country: Chad", ("Cases",)),
    ]
    assert (reading.title, reading.media_type, reading.pages) == ("report 2026", xlsx.MEDIA_TYPE, None)


def test_sheets_follow_each_other_and_hidden_ones_are_left_out() -> None:
    def fill(book: Any) -> None:
        for name in ("First", "Empty", "Kept back", "Third"):
            sheet = book.add_worksheet(name)
            if name != "Empty":
                sheet.write_column(0, 0, ["A line", "Another line"])
            if name == "Kept back":
                sheet.hide()
        book.add_chartsheet("Chart")

    passages = read(workbook(fill), "a.xlsx").passages
    assert [p.text for p in passages if p.kind is PassageKind.HEADING] == ["First", "Third"]
    assert [p.paragraph for p in passages if p.kind is PassageKind.ROW] == ["First!1", "First!2", "Third!1", "Third!2"]


def test_merged_cells_hold_their_value_everywhere() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Cases")
        sheet.merge_range(0, 1, 0, 2, "Children")
        sheet.write_row(1, 0, ["Country", "Girls", "Boys"])
        sheet.merge_range(2, 0, 3, 0, "Mali")
        sheet.write_row(2, 1, [1, 2])
        sheet.write_row(3, 1, [3, 4])

    rows = [p.text for p in read(workbook(fill), "a.xlsx").passages if p.kind is PassageKind.ROW]
    assert rows == [
        "Country: Mali; Children, Girls: 1; Children, Boys: 2",
        "Country: Mali; Children, Girls: 3; Children, Boys: 4",
    ]


def test_a_sheet_that_is_formatted_far_out_is_read() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    content = changed(workbook(simple), SHEET, lambda part: part.replace(b"</sheetData>", far))
    assert len(read(content, "a.xlsx").passages) == 3


@pytest.mark.parametrize("place", [b"XFD2", b"A1048576", b"XFD1048576"])
def test_a_cell_far_out_is_refused_before_it_takes_memory(place: bytes) -> None:
    row = re.sub(rb"\D", b"", place)
    far = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, place)
    content = changed(workbook(simple), SHEET, lambda part: part.replace(b"</sheetData>", far))
    if place == b"XFD2":
        assert read(content, "a.xlsx").passages
        return
    with pytest.raises(TooLarge, match="100,000 rows"):
        read(content, "a.xlsx")


def test_a_workbook_of_ten_million_cells_is_refused() -> None:
    row = b"".join(b'<c r="%s1"><v>1</v></c>' % column for column in (b"A", b"CVA"))
    rows = b"".join(b'<row r="%d">%s</row>' % (n, row.replace(b'1"', b'%d"' % n)) for n in range(1, 4001))
    content = changed(
        workbook(simple),
        SHEET,
        lambda part: re.sub(b"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", part, flags=re.S),
    )
    with pytest.raises(TooLarge, match="2,000,000 cells"):
        read(content, "a.xlsx")


def test_a_bomb_is_refused() -> None:
    content = changed(workbook(simple), SHEET, lambda part: part + b" " * 150_000_000)
    with pytest.raises(TooLarge, match="200 times"):
        read(content, "a.xlsx")


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    content = changed(workbook(simple), SHEET, lambda part: part.replace(b"<worksheet", laughs + b"<worksheet", 1))
    with pytest.raises(Unreadable, match="entities"):
        read(content, "a.xlsx")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 no archive", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "password"),
        (b"<html><body>words</body></html>", "content is HTML"),
        (b"words alone", "content is text"),
    ],
)
def test_what_is_no_workbook_is_reported_as_such(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(content, "a.xlsx")


def test_a_truncated_or_spoilt_workbook_is_refused_or_read() -> None:
    full = workbook(simple)
    outcomes = set()
    for at in range(0, len(full), 211):
        for content in (full[:at], full[:at] + b"\xff" + full[at + 1 :]):
            try:
                outcomes.add(bool(read(content, "a.xlsx").passages))
            except DocumentFailed as error:
                outcomes.add(bool(error.reason and error.hint))
    assert outcomes == {True}


def test_an_empty_workbook_holds_no_words() -> None:
    with pytest.raises(NoText, match="all cells"):
        read(workbook(lambda book: book.add_worksheet("Empty")), "a.xlsx")
