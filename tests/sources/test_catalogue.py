"""Tests of catalogues: valid values, and errors with file and line."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from palermo.errors import CatalogueInvalid
from palermo.sources import CatalogueRow, gather_files, read_catalogue
from palermo.statements import Nature


def _catalogue(folder: Path, text: str | bytes) -> Path:
    path = folder / "catalogue.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_reads_every_column(tmp_path: Path) -> None:
    path = _catalogue(
        tmp_path,
        "file,title,date,publisher,symbol,language,nature,address,visibility,rights,consent\r\n"
        '"a, b.pdf",Title,2026-11-24,one;two;one,X/1,fr,digest,https://example.org/a,members,quotes,yes\r\n',
    )
    assert read_catalogue(path).rows == {
        "a, b.pdf": CatalogueRow(
            file="a, b.pdf",
            line=2,
            title="Title",
            date="2026-11-24",
            publishers=("one", "two"),
            symbol="X/1",
            language="fr",
            nature=Nature.DIGEST,
            address="https://example.org/a",
            visibility="members",
            full_text=False,
            consent=True,
        )
    }


@pytest.mark.parametrize("text", ["\ufefffile,title\na.txt,T\n", "File;Title\n./a.txt;T\n", "file,title\n\n,\na.txt,T"])
def test_bom_semicolons_blank_rows_and_case_are_fine(tmp_path: Path, text: str) -> None:
    assert [row.title for row in read_catalogue(_catalogue(tmp_path, text)).rows.values()] == ["T"]
    assert list(read_catalogue(_catalogue(tmp_path, text)).rows) == ["a.txt"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "it is empty"),
        ("file,colour\n", 1, "no column 'colour'"),
        ("file,title,title\n", 1, "twice"),
        ("title\nx\n", 1, "'file' is missing"),
        ('file,title\na.txt,"T" x\n', 2, "not CSV"),
        (b"file\na.txt\ncaf\xe9.txt\n", 3, "not UTF-8"),
    ],
)
def test_an_error_names_file_and_line(tmp_path: Path, text: str | bytes, line: int, reason: str) -> None:
    with pytest.raises(CatalogueInvalid) as error:
        read_catalogue(_catalogue(tmp_path, text))
    assert error.value.subject.endswith(f"catalogue.csv, line {line}")
    assert reason in error.value.reason
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("file,date\na.txt,24/11/2026\n", 2, "is not a date"),
        ("file,date\na.txt,2026-02-30\n", 2, "is not a date"),
        ("file,nature\na.txt,rumour\n", 2, "no nature 'rumour'"),
        ("file,visibility\na.txt,all\n", 2, "no visibility 'all'"),
        ("file,rights\na.txt,none\n", 2, "no rights 'none'"),
        ("file,consent\na.txt,perhaps\n", 2, "no consent 'perhaps'"),
        ("file,language\na.txt,French\n", 2, "cannot be used as language"),
        ("file,address\na.txt,javascript:alert(1)\n", 2, "cannot be used as address"),
        ('file,title\na.txt,"two\nlines"\nb.txt,T\na.txt,T\n', 5, "a.txt has a row already, in line 2"),
        ("file,title\na.txt,T,more\n", 2, "3 cells"),
        ("file\n../a.txt\n", 2, "leads out"),
        ("file,title\n,T\n", 2, "names no file"),
    ],
)
def test_a_cell_that_is_wrong_is_reported_with_its_line_and_the_rest_holds(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    result = read_catalogue(_catalogue(tmp_path, text + "good.txt\n"))
    assert len(result.faults) == 1
    assert f"catalogue.csv, line {line}: " in result.faults[0]
    assert reason in result.faults[0]
    assert "good.txt" in result.rows


def test_what_was_to_be_kept_back_is_shown_to_nobody_by_a_slip(tmp_path: Path) -> None:
    path = _catalogue(tmp_path, "file,visibility,rights,consent\na.txt,member,non,maybe\n")
    row = read_catalogue(path).rows["a.txt"]
    assert (row.visibility, row.full_text, row.consent) == ("secretariat", False, False)


def _workbook(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Documents")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, book.add_format({"num_format": "yyyy-mm-dd"}))
                else:
                    sheet.write(number, place, value)
    return path


def test_a_workbook_is_a_catalogue_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["File", "Date", "Title"],
        ["a.txt", date(2026, 11, 24), "T"],
        [],
        ["b.txt", 2025, ""],
        ["c.txt", "soon"],
    ]
    result = read_catalogue(_workbook(tmp_path / "catalogue.xlsx", *rows))
    assert {row.file: (row.date, row.title, row.line) for row in result.rows.values()} == {
        "a.txt": ("2026-11-24", "T", 2),
        "b.txt": ("2025", None, 4),
        "c.txt": (None, None, 5),
    }
    assert [fault.partition("catalogue.xlsx, ")[2] for fault in result.faults] == [
        "line 5: 'soon' is not a date. Write it as 2026-11-24, 2026-11 or 2026."
    ]


def test_what_is_no_workbook_and_two_catalogues_are_errors(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "catalogue.xlsx").write_bytes(b"words")
    with pytest.raises(CatalogueInvalid, match="it is not a workbook"):
        gather_files([tmp_path])
    _catalogue(tmp_path, "file\na.txt\n")
    with pytest.raises(CatalogueInvalid, match=r"it contains both catalogue\.csv and catalogue\.xlsx"):
        gather_files([tmp_path])


def test_a_row_that_names_no_file_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    _catalogue(tmp_path, "file,title\na.txt,T\ngone.txt,U\n")
    gathered = gather_files([tmp_path])
    assert list(gathered.rows) == ["a.txt"]
    assert len(gathered.warnings) == 1
    assert "line 3: there is no file gone.txt" in gathered.warnings[0]
