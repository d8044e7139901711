"""Tests of plain text: paragraphs, numbers, headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import DocumentFailed
from palermo.reading import read
from palermo.statements import Passage, PassageKind

TEXT = """OUR DIGEST OF A CALL
====================

The call was made in 2021. It has
two parts.

I. WHAT IT ASKS

The call asks States to:

(a) write a law;
(b) publish figures
    each year.

12. Nothing else was asked.
"""


def test_only_metadata_between_dashes_is_left_out() -> None:
    paragraphs, metadata = "The call asks for a law.", 'title: "A call"\ntags:\n  - law\n# draft'
    for front, texts in ((paragraphs, 4), (metadata, 1)):
        passages = read(f"---\n\n{front}\n\n---\n\nNothing else was asked of them.\n".encode(), "call.txt").passages
        assert len(passages) == texts, front
        assert passages[-1].text == "Nothing else was asked of them."


def test_paragraphs_items_and_headings() -> None:
    passages = read(TEXT.encode(), "call.txt").passages
    assert [(p.kind, p.paragraph, p.text) for p in passages] == [
        (PassageKind.HEADING, None, "OUR DIGEST OF A CALL"),
        (PassageKind.PARAGRAPH, None, "The call was made in 2021. It has two parts."),
        (PassageKind.HEADING, "I", "WHAT IT ASKS"),
        (PassageKind.PARAGRAPH, None, "The call asks States to:"),
        (PassageKind.ITEM, "(a)", "write a law;"),
        (PassageKind.ITEM, "(b)", "publish figures each year."),
        (PassageKind.PARAGRAPH, "12", "Nothing else was asked."),
    ]


def test_old_exports_are_read_as_windows_1252() -> None:
    assert read("Protégé par la loi".encode("cp1252"), "loi.txt").passages[0].text == "Protégé par la loi"


def test_an_apostrophe_of_mac_os_roman_tells_its_encoding() -> None:
    text = "The mill’s wheel – as old as the river – is in the café."
    assert read(text.encode("mac_roman"), "mill.txt").passages[0].text == text


def test_a_byte_order_mark_is_no_letter() -> None:
    assert read("\ufeffWords".encode(), "words.txt").passages[0].text == "Words"


@given(st.text())
def test_any_text_is_read_or_refused(words: str) -> None:
    refusal: DocumentFailed | None = None
    passages: tuple[Passage, ...] = ()
    try:
        passages = read(words.encode("utf-8", "surrogatepass"), "any.txt").passages
    except DocumentFailed as error:
        refusal = error
    assert passages or (refusal is not None and refusal.reason)
    assert all(passage.text.strip() for passage in passages)
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))


@pytest.mark.parametrize(("sentences", "paragraphs"), [(10, 10), (2, 4)])
def test_a_capital_goes_on_with_a_sentence_where_empty_lines_end_lines(sentences: int, paragraphs: int) -> None:
    lines = (
        "The officers of the harbour who count the boats that",
        "come in each year report to the Board of the",
        "Tarn Harbour Authority once it has asked for them.",
    )
    passages = read("\n\n".join(lines * sentences).encode(), "rules.txt").passages
    assert len(passages) == paragraphs
    assert passages[0].text.startswith("The officers of the harbour who count the boats that come in each year report")


def test_each_line_of_a_text_without_wrapped_lines_is_a_paragraph() -> None:
    long_line = "The harbour trains its crews each year " * 7 + "in Tarn"
    text = f"{long_line}.\nOUR SUPPLY CHAINS\nWe know who sells us nets\n{long_line}\n{long_line}."
    texts = [passage.text for passage in read(text.encode(), "statement.txt").passages]
    assert texts == [f"{long_line}.", "OUR SUPPLY CHAINS", "We know who sells us nets", long_line, f"{long_line}."]


def test_a_date_alone_on_a_line_ends_the_title_above_it() -> None:
    read_text = read(
        b"Boats and crews of Tarn harbour\nKey recommendations\nJULY 2031\n\nCrews need rest.", "boats.txt"
    )
    assert read_text.masthead.title == "Boats and crews of Tarn harbour Key recommendations"
    assert read_text.masthead.date == "2031-07"
