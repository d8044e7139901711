"""Tests of table headers below titles and notes, over one row or two."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.reading.table_rows import CellValue, build_sheet_blocks, find_header, format_value, number_rows

DATA: list[list[CellValue]] = [["Mali", 2020, 3], ["Chad", 2021, 4], ["Togo", 2022, 5]]


def texts(rows: Sequence[Sequence[CellValue]], sheet: str | None = None) -> list[tuple[str, str | None, str]]:
    return [(p.kind.value, p.number, p.text) for p in build_sheet_blocks(list(number_rows(rows)), sheet)]


def test_each_value_stands_under_its_name() -> None:
    assert texts([["Country", "Year", "Cases"], *DATA[:2]]) == [
        ("row", "2", "Country: Mali; Year: 2020; Cases: 3"),
        ("row", "3", "Country: Chad; Year: 2021; Cases: 4"),
    ]


def test_titles_and_notes_stand_above_the_header() -> None:
    rows: list[list[CellValue]] = [
        ["Table 3: Cases"],
        [None],
        ["Source: our own", "as of 2026"],
        ["Country", "Year", "Cases"],
    ]
    assert texts([*rows, *DATA[:1]], "Sheet1") == [
        ("heading", None, "Sheet1"),
        ("heading", None, "Table 3: Cases"),
        ("paragraph", "Sheet1!3", "Source: our own; as of 2026"),
        ("row", "Sheet1!5", "Country: Mali; Year: 2020; Cases: 3"),
    ]


@pytest.mark.parametrize("upper", [["Place", "Children", ""], ["Place", "Children", "Children"]])
def test_two_rows_of_names_are_joined(upper: list[CellValue]) -> None:
    assert texts([upper, ["Country", "Girls", "Boys"], *DATA[:1]])[-1][2] == (
        "Place, Country: Mali; Children, Girls: 2020; Children, Boys: 3"
    )


def test_tags_are_no_data_but_reported_before_it() -> None:
    assert texts([["Country", "Year", "Cases"], ["#country", "#date", "#value"], *DATA[:1]]) == [
        ("paragraph", "2", "Country: #country; Year: #date; Cases: #value"),
        ("row", "3", "Country: Mali; Year: 2020; Cases: 3"),
    ]


def test_tags_above_all_names_are_the_names() -> None:
    assert texts([["#country", "#date", "#value"], *DATA[:1]]) == [
        ("paragraph", "1", "#country: #country; #date: #date; #value: #value"),
        ("row", "2", "#country: Mali; #date: 2020; #value: 3"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2], [3, 4]],
        [["Only one"], ["column"]],
        [["Same", "Same"], [1, 2]],
        [["Country", "Year"]],
        [["A sentence that goes on and on, far longer than any name of a column would be.", "y" * 90], [1, 2], [3, 4]],
    ],
)
def test_where_nothing_names_the_columns_values_stand_alone(rows: list[list[CellValue]]) -> None:
    assert find_header(list(number_rows(rows))).names == ()
    assert [p.text for p in build_sheet_blocks(list(number_rows(rows)), None)] == [
        "; ".join(map(format_value, row)) for row in rows
    ]


def test_a_longer_row_keeps_what_has_no_name() -> None:
    assert (
        texts([["Country", "Year"], ["Mali", 2020], ["Chad", 2021, "late"]])[-1][2] == "Country: Chad; Year: 2021; late"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 9, 30, 5), "2026-11-24 09:30:05"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (1e300, "1e+300"),
        (-2.0, "-2"),
        (False, "false"),
        ("two\nlines", "two lines"),
    ],
)
def test_values_are_written_on_one_line(value: CellValue, text: str) -> None:
    assert format_value(value) == text


values = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates())


@given(st.lists(st.lists(values, max_size=5), max_size=8))
def test_no_filled_row_is_lost(rows: list[list[CellValue]]) -> None:
    result = list(number_rows(rows))
    columns = find_header(result)
    blocks = build_sheet_blocks(result, None)
    assert len(blocks) == columns.rows_above + len(result) - columns.rows_before_data
    for line, block in zip(result[columns.rows_before_data :], blocks[columns.rows_above :], strict=True):
        assert block.number == str(line.number)
        assert all(cell in block.text for cell in line.cells)


def test_a_column_without_a_name_costs_no_row() -> None:
    rows: list[list[CellValue]] = [["Country", "", "Sector"], ["Mali", "x", "Health"], ["Chad", "y", "Justice"]]
    assert [text for _, _, text in texts(rows)] == [
        "Country: Mali; x; Sector: Health",
        "Country: Chad; y; Sector: Justice",
    ]
