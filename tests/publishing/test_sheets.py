"""Tests of sheets: every format states its evidence base."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook
from rich.cells import cell_len

from palermo.publishing.sheets import MapSheet, SheetColumn, SheetGrid
from palermo.publishing.sheets.sheet_formats import build_sheet_values, format_sheet_csv
from palermo.publishing.sheets.text_table import format_sheet, shorten_middle, wrap_text
from palermo.publishing.sheets.xlsx import build_workbook

SHEET = MapSheet(
    title="Ties",
    edition="2026-11-24-abcdef",
    filters={"theme": ("technology",)},
    filter_labels=("theme: Technology",),
    denominators={"statements": 1234, "documents_in_all": 9},
    cite="Palermo, edition 2026-11-24-abcdef: Ties.",
    columns=(
        SheetColumn(key="name", label="Name", tag="#org+name"),
        SheetColumn(key="ties", label="Ties", display="number"),
        SheetColumn(key="share", label="Share", display="share"),
    ),
    rows=(("=CMD()", 12345, 0.5), ("组织", None, 0.25), (("a", "b"), 1, None)),
    notes=("A map of who publishes is not a map of who works.",),
    rows_key="ties",
)


def test_json_has_its_rows_as_objects() -> None:
    built = json.loads(json.dumps(build_sheet_values(SHEET)))
    assert built["edition"] == "2026-11-24-abcdef"
    assert built["filters"] == {"theme": ["technology"]}
    assert built["ties"][2] == {"name": ["a", "b"], "ties": 1, "share": None}
    assert built["denominators"]["statements"] == 1234
    assert built["cite"].startswith("Palermo, edition")


@pytest.mark.parametrize("tagged", [False, True])
def test_each_row_of_the_csv_says_what_it_rests_on(tagged: bool) -> None:
    rows = list(csv.reader(io.StringIO("".join(format_sheet_csv(SHEET, tagged=tagged)))))
    assert rows[0] == ["name", "ties", "share", "about"]
    assert (rows[1] == ["#org+name", "#indicator+ties+num", "#indicator+share+pct", "#meta+about"]) is tagged
    assert rows[-1][:3] == ["a; b", "1", ""]
    assert all("2026-11-24-abcdef" in row[-1] and "1,234 statements" in row[-1] for row in rows[1 + tagged :])
    assert rows[1 + tagged][0] == "'=CMD()"


WIDE = replace(
    SHEET,
    columns=(*SHEET.columns, *(SheetColumn(key=f"more{n}", label="Identification and referral") for n in range(6))),
    rows=[(*row, *(["a reason of several words that runs on and on"] * 6)) for row in SHEET.rows],
)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_within_a_terminal_no_line_is_too_long_and_every_column_is_there(width: int) -> None:
    lines = list(format_sheet(WIDE, width))
    assert max(map(cell_len, lines)) <= width
    words = " ".join(" ".join(lines).split())
    assert words.count("referral") >= 6
    assert "12,345" in words
    assert all(part in words for part in ("Edition", "Counted among", "Cite"))


def test_without_a_terminal_a_row_is_a_line() -> None:
    lines = list(format_sheet(WIDE))
    assert sum("a reason of several words that runs on and on" in line for line in lines) == len(WIDE.rows)


def test_words_are_folded_by_their_places() -> None:
    assert wrap_text("组织组织 and others", 6) == ["组织组", "织 and", "others"]
    assert wrap_text("", 6) == [""]


def test_a_workbook_opens_and_holds_no_formula() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(build_workbook(SHEET)))
    assert book.get_sheet_by_name("Map").to_python()[:2] == [["Name", "Ties", "Share"], ["=CMD()", 12345.0, 0.5]]
    about = {str(row[0]): row[1] for row in book.get_sheet_by_name("About this file").to_python()}
    assert about["Title"] == "Ties"
    assert about["Filters"] == "theme: Technology"
    assert build_workbook(SHEET) == build_workbook(SHEET)


def test_workbook_of_a_map_has_a_grid_of_its_numbers() -> None:
    rows = (("IOM", "Prevention", None), ("IOM", "Training", 2), ("ILO", "Prevention", 5), ("ITU", "Training", 0))
    columns = [SheetColumn(key=key, label=key.title()) for key in ("body", "work", "statements")]
    grid = SheetGrid(rows=["body"], columns="work", values="statements")
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(build_workbook(replace(SHEET, columns=columns, rows=rows, grid=grid)))
    )
    assert book.sheet_names == ["Map", "Grid", "About this file"]
    assert book.get_sheet_by_name("Grid").to_python() == [
        ["Body", "Prevention", "Training"],
        ["IOM", "", 2.0],
        ["ILO", 5.0, ""],
    ]


def test_workbook_of_arabic_names_begins_on_the_right() -> None:
    def read_views(sheet: MapSheet) -> list[bool]:
        with zipfile.ZipFile(io.BytesIO(build_workbook(sheet))) as file:
            return [b'rightToLeft="1"' in file.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]

    assert read_views(replace(SHEET, language="ar")) == [True, True]
    assert read_views(SHEET) == [False, False]


def test_workbook_without_numbers_has_no_grid() -> None:
    grid = SheetGrid(rows=["name"], columns="share", values="ties")
    book = CalamineWorkbook.from_filelike(io.BytesIO(build_workbook(replace(SHEET, rows=(), grid=grid))))
    assert book.sheet_names == ["Map", "About this file"]


def test_a_table_lines_its_columns_up() -> None:
    lines = list(format_sheet(SHEET))
    assert lines[2:6] == [
        "Name      Ties  Share",
        "=CMD()  12,345  50.0%",
        "组织            25.0%",
        "a; b         1",
    ]
    assert lines[-1] == "Cite           Palermo, edition 2026-11-24-abcdef: Ties."


@pytest.mark.parametrize(
    ("words", "most", "cut"),
    [
        ("International Labour Organization", 14, "Interna…zation"),
        ("Short", 14, "Short"),
        ("组织组织组织组织", 9, "组织…组织"),
        ("", 3, ""),
    ],
)
def test_long_names_are_cut_in_the_middle(words: str, most: int, cut: str) -> None:
    assert shorten_middle(words, most) == cut
    assert cell_len(cut) <= most


@pytest.mark.parametrize("width", [None, 30])
def test_names_that_begin_alike_differ_in_a_table(width: int | None) -> None:
    name = "Office of the United Nations High Commissioner for"
    rows = ((f"{name} Refugees", 1, None), (f"{name} Human Rights", 2, None))
    displayed = " ".join(format_sheet(replace(SHEET, rows=rows), width))
    assert "efugees" in displayed
    assert "Rights" in displayed
    assert "…" in displayed


@pytest.fixture
def empty() -> Callable[[], MapSheet]:
    return lambda: MapSheet(
        title="Ties",
        edition="e",
        filters={},
        filter_labels=(),
        denominators={},
        cite="c",
        columns=SHEET.columns,
        rows=(),
    )


def test_an_empty_sheet_is_written_too(empty: Callable[[], MapSheet]) -> None:
    assert "Nothing was found." in list(format_sheet(empty()))
    assert list(format_sheet_csv(empty())) == ["name,ties,share,about\r\n"]
    assert build_sheet_values(empty())["rows"] == []
    assert build_workbook(empty()).startswith(b"PK")
