"""Tests of CSV and TSV: delimiters, encodings, quotes, and hostile tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import DocumentFailed, NoText, TooLarge, UnknownFormat
from palermo.reading import delimited, read
from palermo.statements import Passage, PassageKind


def texts(content: bytes, name: str = "table.csv") -> list[str]:
    return [p.text for p in read(content, name).passages]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_signs_and_encodings_are_reported(sign: str, encoding: str) -> None:
    rows = (f'Côte d’Ivoire{sign}2020{sign}"a{sign} b"', f'Mali{sign}2021{sign}"deux\nlignes"')
    text = "\r\n".join((f"Pays{sign}Année{sign}Note", *rows, ""))
    assert texts(text.encode(encoding)) == [
        f"Pays: Côte d’Ivoire; Année: 2020; Note: {' '.join(f'a{sign} b'.split())}",
        "Pays: Mali; Année: 2021; Note: deux lignes",
    ]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    reading = read(b'Country,Note\nMali,"two\nlines"\n\nChad,x\n', "in/cases.csv")
    assert [p.paragraph for p in reading.passages] == ["2", "4"]
    assert {p.kind for p in reading.passages} == {PassageKind.ROW}
    assert (reading.title, reading.media_type, reading.pages) == ("cases", "text/csv", None)


def test_a_decimal_comma_is_no_sign() -> None:
    assert texts(b"Pays;Part\nMali;1,5\nTchad;2,5\n") == ["Pays: Mali; Part: 1,5", "Pays: Tchad; Part: 2,5"]


def test_a_quote_that_is_never_closed_swallows_no_row() -> None:
    rows = "\n".join(f"State {n},{n}" for n in range(500))
    assert len(texts(f'Name,Number\nBad,"1\n{rows}\n'.encode())) == 501


def test_a_quote_within_a_cell_is_kept() -> None:
    assert texts(b'Name,Words\nMali,"say "no" to it"\n') == ['Name: Mali; Words: say "no" to it']


def test_one_column_is_read_as_it_stands() -> None:
    assert texts(b"Protect the victims\nPunish the crime\n") == ["Protect the victims", "Punish the crime"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnknownFormat):
        read(b"a,b\n\x00\x00,1\n", "table.csv")
    with pytest.raises(NoText):
        read(b",,,\n , \n", "table.csv")


def test_a_table_of_ten_million_cells_is_refused() -> None:
    with pytest.raises(TooLarge, match="2,000,000 cells"):
        read((b"," * 999 + b"\n") * 10_000, "table.csv")
    with pytest.raises(TooLarge, match="100,000 rows"):
        read(b"a,b\n" * 100_001, "table.csv")
    with pytest.raises(TooLarge, match="50,000,000"):
        read(b"a" * 50_000_001, "table.csv")


@pytest.mark.parametrize("content", [b'"' * 300_000, b"a" * 300_000, b'a,"' + b"b" * 300_000, b'"a""' * 60_000])
def test_a_cell_without_end_is_read_or_refused(content: bytes) -> None:
    outcome = ""
    try:
        outcome = read(content, "table.csv").media_type
    except DocumentFailed as error:
        outcome = error.reason
    assert outcome


def test_a_table_is_reported_by_its_name() -> None:
    assert not delimited.matches(b"a,b\n1,2\n", "notes.txt")
    assert delimited.matches(b"a\tb\n", "TABLE.TSV")


@given(st.text(alphabet=st.sampled_from('ab1,;|\t"\n\r\\é '), max_size=120))
def test_any_table_is_read_or_refused(text: str) -> None:
    refused = False
    passages: tuple[Passage, ...] = ()
    try:
        passages = read(text.encode(), "any.csv").passages
    except DocumentFailed:
        refused = True
    assert refused or all(p.text and (p.paragraph or p.kind is PassageKind.HEADING) for p in passages)
