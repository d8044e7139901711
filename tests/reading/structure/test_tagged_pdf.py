"""Tests of tagged PDFs: paragraphs, headings, items, cells and notes."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from palermo.reading import pdf, read
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.structure.fragment_joiner import is_tagged_by_line
from palermo.reading.structure.fragments import Fragment
from palermo.statements import PassageKind

Writer = Callable[[Sequence[Any], Sequence[Any]], bytes]
LONG = "This paragraph tells at some length how the States of the region protect the victims of trafficking and"


@pytest.fixture
def plan(write_tagged: Writer) -> bytes:
    """Two pages: heading, a paragraph with a link that runs over the page's end, list, table, note."""
    first = [
        (400, 30, "Sample report", "F1", 9),
        (70, 90, "Plan of the office", "F2", 12),
        (70, 120, "12. See resolution ", "F1", 10),
        (160, 120, "A/RES/64/293", "F1", 10),
        (230, 120, " on the plan, which the", "F1", 10),
        (70, 780, "1 A note of the first page.", "F1", 7),
    ]
    second = [
        (400, 30, "Sample report", "F1", 9),
        (70, 90, "office carries out in every region.", "F1", 10),
        (70, 120, "(a)", "F1", 10),
        (100, 120, "Train judges", "F1", 10),
        (70, 150, "Country", "F1", 10),
        (200, 150, "Cases", "F1", 10),
        (70, 165, "Utopia", "F1", 10),
        (200, 165, "12", "F1", 10),
    ]
    tags = [
        ("H3", [(0, 1)]),
        ("P", [(0, 2), ("Link", [(0, 3)]), (0, 4), ("Note", [("P", [(0, 5)])]), (1, 1)]),
        ("L", [("LI", [("Lbl", [(1, 2)]), ("LBody", [("P", [(1, 3)])])])]),
        (
            "Table",
            [("TR", [("TH", [(1, 4)]), ("TH", [(1, 5)])]), ("TR", [("TD", [(1, 6)]), ("TD", [("P", [(1, 7)])])])],
        ),
    ]
    return write_tagged([first, second], tags)


def list_blocks(content: bytes, kind: PassageKind) -> list[DocumentBlock]:
    return [block for block in pdf.read_blocks(content)[0] if block.kind is kind]


def test_a_paragraph_runs_over_the_page_with_its_link_in_place(plan: bytes) -> None:
    (paragraph,) = [passage for passage in read(plan, "plan.pdf").passages if passage.paragraph == "12"]
    assert paragraph.text == "See resolution A/RES/64/293 on the plan, which the office carries out in every region."
    assert paragraph.headings == ("Plan of the office",)
    assert [box.page for box in paragraph.boxes] == [1, 2]


def test_a_note_inside_a_paragraph_stands_apart(plan: bytes) -> None:
    assert [block.text for block in list_blocks(plan, PassageKind.FOOTNOTE)] == ["1 A note of the first page."]


def test_an_item_holds_its_label_and_its_words(plan: bytes) -> None:
    assert [(block.number, block.text) for block in list_blocks(plan, PassageKind.ITEM)] == [("(a)", "Train judges")]


def test_tables_are_cells_in_reading_order(plan: bytes) -> None:
    assert [block.text for block in list_blocks(plan, PassageKind.CELL)] == ["Country", "Cases", "Utopia", "12"]


def test_artifacts_are_dropped_but_on_the_first_page(plan: bytes) -> None:
    heads = [block.page for block in pdf.read_blocks(plan)[0] if "Sample report" in block.text]
    assert heads in ([], [1])


def test_the_structure_can_be_left_aside(plan: bytes) -> None:
    texts = [block.text for block in pdf.read_blocks(plan, structure=False)[0]]
    assert any("Train judges" in text for text in texts)


def test_tags_that_hold_too_few_words_are_not_trusted(write_tagged: Writer) -> None:
    rows = [(70, 90 + 12 * i, f"Line {i} of a paragraph that no tag holds", "F1", 10) for i in range(6)]
    content = write_tagged([[*rows, (70, 400, "Held", "F1", 10)]], [("P", [(0, 6)])])
    texts = [block.text for block in pdf.read_blocks(content)[0]]
    assert texts[0].startswith("Line 0 of a paragraph that no tag holds\nLine 1")


def test_paragraphs_tagged_side_by_side_are_cells(write_tagged: Writer) -> None:
    rows = [(70, 90, "Utopia", "F1", 10), (300, 90, "12 cases", "F1", 10), (70, 130, "A line below.", "F1", 10)]
    content = write_tagged([rows], [("P", [(0, 0)]), ("P", [(0, 1)]), ("P", [(0, 2)])])
    kinds = [block.kind for block in pdf.read_blocks(content)[0]]
    assert kinds == [PassageKind.CELL, PassageKind.CELL, PassageKind.PARAGRAPH]


def test_parts_of_a_paragraph_that_are_tagged_apart_are_joined(write_tagged: Writer) -> None:
    pages = [[(70, 780, LONG, "F1", 10)], [(70, 90, "of smuggling.", "F1", 10)]]
    content = write_tagged(pages, [("P", [(0, 0)]), ("P", [(1, 0)])])
    (block,) = pdf.read_blocks(content)[0]
    assert block.text == f"{LONG}\nof smuggling."


def test_tags_that_follow_printed_lines_are_reported(write_tagged: Writer) -> None:
    lines = [(70, 90 + 12 * i, LONG if i == 0 else LONG.lower(), "F1", 9) for i in range(8)]
    content = write_tagged([lines], [("P", [(0, i)]) for i in range(8)])
    fragments: list[Fragment] = [fragment for _, each in pdf.read_pages(content) for fragment in each]
    assert is_tagged_by_line(fragments)
    assert len(pdf.read_blocks(content)[0]) == 1


def test_a_numbered_paragraph_that_is_tagged_as_an_item_is_a_paragraph(write_tagged: Writer) -> None:
    rows = [(70, 90, "58. ", "F1", 10), (100, 90, "The State under review agrees to what follows:", "F1", 10)]
    content = write_tagged([rows], [("L", [("LI", [("Lbl", [(0, 0)]), ("LBody", [(0, 1)])])])])
    (block,) = pdf.read_blocks(content)[0]
    assert (block.kind, block.number) == (PassageKind.PARAGRAPH, "58")
