"""Tests of column headings in each cell's heading trail, for every format."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from palermo.reading import html, pdf, read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.docx import read_blocks as docx_pieces
from palermo.statements import PassageKind

Writer = Callable[[Sequence[Any], Sequence[Any]], bytes]
ROWS = [("Country", "Cases"), ("Utopia", "12"), ("Erewhon", "4")]
HEADED = [("Country", None), ("Cases", None), *(("Utopia", "Country"), ("12", "Cases"))]
HEADED += [("Erewhon", "Country"), ("4", "Cases")]


def heads(pieces: Sequence[DocumentBlock]) -> list[tuple[str, str | None]]:
    return [(block.text, block.header) for block in pieces if block.kind is PassageKind.CELL]


def rows_at(top: float, rows: Sequence[tuple[str, str]] = ROWS) -> list[Any]:
    return [(x, top + 16 * i, row[k], "F1", 10) for i, row in enumerate(rows) for k, x in enumerate((70, 300))]


def test_by_tags_of_rows_and_cells(write_tagged: Writer) -> None:
    rows = [("TR", [("TD", [(0, 2 * i)]), ("TD", [(0, 2 * i + 1)])]) for i in range(3)]
    content = write_tagged([rows_at(90)], [("Table", rows)])
    assert heads(pdf.read_blocks(content)[0]) == HEADED


def test_by_place_where_cells_are_tagged_as_paragraphs(write_tagged: Writer) -> None:
    content = write_tagged([rows_at(90)], [("P", [(0, i)]) for i in range(6)])
    assert heads(pdf.read_blocks(content)[0]) == HEADED


def test_a_list_of_symbols_has_no_head(write_tagged: Writer) -> None:
    titles = [("79/217", "Trade"), ("79/223", "Women"), ("79/226", "Policy")]
    content = write_tagged([rows_at(90, titles)], [("P", [(0, i)]) for i in range(6)])
    assert {header for _, header in heads(pdf.read_blocks(content)[0])} == {None}


def test_a_head_that_is_shown_again_on_the_next_page_is_one_cell(write_tagged: Writer) -> None:
    second = [(70, 90, "Country", "F1", 10), (300, 90, "Cases", "F1", 10), *rows_at(106, [("Laputa", "3")])]
    cells = [("TR", [("TD", [(0, 2 * i)]), ("TD", [(0, 2 * i + 1)])]) for i in range(3)]
    cells[0] = ("TR", [("TD", [(0, 0), (1, 0)]), ("TD", [(0, 1), (1, 1)])])
    cells.append(("TR", [("TD", [(1, 2)]), ("TD", [(1, 3)])]))
    result = heads(pdf.read_blocks(write_tagged([rows_at(90), second], [("Table", cells)]))[0])
    assert result[:2] == HEADED[:2]
    assert result[-2:] == [("Laputa", "Country"), ("3", "Cases")]


def test_without_tags_words_over_figures_are_the_head(print_pdf: Callable[..., bytes]) -> None:
    rows = [(x, 200 + 1.4 * (y - 200), words, "Helvetica", 10.0) for x, y, words, _, _ in rows_at(200)]
    cells = heads(pdf.read_blocks(print_pdf([[], rows]))[0])
    assert cells == HEADED


def p(text: str, *, bold: bool = False) -> str:
    return f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t>{text}</w:t></w:r></w:p>"


def build_word_file(body: str) -> bytes:
    out = io.BytesIO()
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{main}" Target="word/document.xml"/></Relationships>',
        )
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


MARKED = "<w:trPr><w:tblHeader/></w:trPr>"


@pytest.mark.parametrize(
    ("first", "header"),
    [
        (row(p("Action"), p("Who"), properties=MARKED), "Who"),
        (row(p("Action", bold=True), p("Who", bold=True)), "Who"),
        (row(p("Action"), p("Who")), None),
    ],
)
def test_word_marks_its_heads(first: str, header: str | None) -> None:
    table = f"<w:tbl>{first}{row(p('Train judges'), p('The ministry'))}</w:tbl>"
    assert heads(docx_pieces(build_word_file(table))[0])[-1] == ("The ministry", header)


def test_word_tables_of_figures_tell_their_head() -> None:
    table = f"<w:tbl>{row(p('Country'), p('2024 (actual)'))}{row(p('Utopia'), p('12'))}</w:tbl>"
    assert heads(docx_pieces(build_word_file(table))[0])[-1] == ("12", "2024 (actual)")


def test_web_tables_by_th_and_spans() -> None:
    table = (
        "<table><tr><th>Action</th><th colspan=2>Who</th></tr><tr><td>Train</td><td>Court</td><td>IOM</td></tr></table>"
    )
    result = heads(html.read_blocks(f"<html><body><p>Words before.</p>{table}</body></html>".encode())[0])
    assert result == [("Action", None), ("Who", None), ("Train", "Action"), ("Court", "Who"), ("IOM", "Who")]


def test_the_head_stands_last_above_the_passage() -> None:
    table = "<table><tr><th>Action</th><th>Who</th></tr><tr><td>Train judges</td><td>The court</td></tr></table>"
    reading = read(f"<html><body><h1>Plan</h1><p>What is done.</p>{table}</body></html>".encode(), "plan.html")
    assert [x.headings for x in reading.passages if x.text == "The court"] == [("Plan", "Who")]
