"""Tests of PDF: layout analysis of untagged pages."""

from collections.abc import Callable

import pytest

from palermo.errors import DocumentFailed, NoText, Unreadable
from palermo.reading import ParsedDocument, read
from palermo.statements import Passage, PassageKind

Print = tuple[float, float, str, str, float]
Printer = Callable[[list[list[Print]]], bytes]


def by_number(reading: ParsedDocument, number: str) -> Passage:
    """The one passage with a printed number."""
    (result,) = [passage for passage in reading.passages if passage.paragraph == number]
    return result


def texts(reading: ParsedDocument, kind: PassageKind) -> list[str]:
    return [passage.text for passage in reading.passages if passage.kind is kind]


def test_the_masthead_is_read_as_printed(report: bytes) -> None:
    head = read(report, "report.pdf").masthead
    assert (head.symbol, head.date, head.session) == ("A/HRC/99/7", "2010-01-04", "Thirteenth session")
    assert (head.organ, head.under_review) == ("Human Rights Council", "Kenya")
    assert head.title == "Report of the Working Group on the Universal Periodic Review: Kenya"


def test_a_document_tells_pages_language_and_title(report: bytes) -> None:
    reading = read(report, "report.pdf")
    assert (reading.pages, reading.language, reading.size) == (4, "en", len(report))
    assert reading.title == "Report of the Working Group on the Universal Periodic Review: Kenya"


def test_running_heads_and_page_numbers_are_dropped(report: bytes) -> None:
    words = " ".join(passage.text for passage in read(report, "report.pdf").passages)
    assert "A/SAMPLE/12/7" not in words
    assert "Page 3" not in words


def test_paragraphs_are_whole_with_their_number_apart(report: bytes) -> None:
    first = by_number(read(report, "report.pdf"), "1")
    assert first.text == "The delegation said that the plan against trafficking in persons had been renewed."
    assert (first.kind, first.page) == (PassageKind.PARAGRAPH, 2)


def test_a_word_broken_over_lines_is_joined_as_the_document_writes_it(report: bytes) -> None:
    assert "protection of children, and" in by_number(read(report, "report.pdf"), "2").text


def test_headings_stand_above_their_passages_and_the_cover_above_none(report: bytes) -> None:
    reading = read(report, "report.pdf")
    assert by_number(reading, "1").headings == ("I. Summary of the proceedings",)
    assert by_number(reading, "4.1").headings == ("II. Conclusions and/or recommendations",)


def test_an_item_goes_on_over_the_end_of_a_page(report: bytes) -> None:
    item = by_number(read(report, "report.pdf"), "4.3")
    assert item.text.startswith("Give labour inspectors the means to visit every workplace and publish what they find")
    assert (item.kind, item.page) == (PassageKind.ITEM, 3)
    assert [box.page for box in item.boxes] == [3, 4]


def test_footnotes_stand_apart(report: bytes) -> None:
    notes = texts(read(report, "report.pdf"), PassageKind.FOOTNOTE)
    assert any("circulated as received" in note for note in notes)
    assert any("Protocol was ratified" in note for note in notes)


def test_boxes_lie_on_the_page(report: bytes) -> None:
    boxes = [box for passage in read(report, "report.pdf").passages for box in passage.boxes]
    assert boxes
    assert all(0 <= box.left < box.right <= 596 and 0 <= box.top < box.bottom <= 842 for box in boxes)


def test_two_columns_are_read_one_after_the_other(print_pdf: Printer) -> None:
    left = [f"Left line {i} of the first column runs up to here" for i in range(12)]
    right = [f"Right line {i} of the second column runs up to it" for i in range(12)]
    rows = [(60.0, 90 + 12.0 * i, words, "Helvetica", 9.0) for i, words in enumerate(left)]
    rows += [(310.0, 90 + 12.0 * i, words, "Helvetica", 9.0) for i, words in enumerate(right)]
    interleaved = sorted(rows, key=lambda row: (row[1], row[0]))
    words = " ".join(passage.text for passage in read(print_pdf([interleaved]), "columns.pdf").passages)
    assert words.index("Left line 11") < words.index("Right line 0")
    assert words.index("Left line 0") < words.index("Left line 1 ")


def test_a_title_does_not_run_into_the_heading_of_the_next_page(print_pdf: Printer) -> None:
    bold = "Helvetica-Bold"
    cover = [
        (70.0, 380.0, "Report on the protection of victims in the country of", bold, 11.0),
        (70.0, 394.0, "Ruritania", bold, 11.0),
        (70.0, 740.0, "* The report was issued before under another symbol.", "Helvetica", 8.0),
    ]
    contents = [(230.0, 90.0, "CONTENTS", bold, 11.0)]
    contents += [
        (70.0, 120 + 14.0 * i, f"Ordinary words fill line {i} of the page", "Helvetica", 11.0) for i in range(9)
    ]
    headings = texts(read(print_pdf([cover, contents]), "title.pdf"), PassageKind.HEADING)
    assert headings == ["Report on the protection of victims in the country of Ruritania", "CONTENTS"]


def test_a_year_that_ends_the_last_paragraph_of_a_page_is_no_page_number(print_pdf: Printer) -> None:
    def page(number: int, words: str) -> list[Print]:
        lines = [
            f"{words} {chr(97 + i % 26)} tells of the plan and of its renewal in the month of May" for i in range(52)
        ]
        rows = [(70.0, 90 + 13.0 * i, line, "Helvetica", 11.0) for i, line in enumerate([*lines, f"20{number}0."])]
        return [*rows, (290.0, 815.0, str(number), "Helvetica", 9.0)]

    pages = [page(1, "The first report"), page(2, "Another paper")]
    text = " ".join(passage.text for passage in read(print_pdf(pages), "years.pdf").passages)
    assert "in the month of May 2010." in text
    assert text.endswith("in the month of May 2020.")


def test_the_same_bytes_give_the_same_reading(report: bytes) -> None:
    assert read(report, "a.pdf") == read(report, "a.pdf")


def test_passage_ids_differ_even_where_words_repeat(print_pdf: Printer) -> None:
    rows = [(60.0, 90 + 40.0 * i, "The same words stand here again and again.", "Helvetica", 10.0) for i in range(5)]
    reading = read(print_pdf([rows]), "repeats.pdf")
    assert len(reading.passages) == 5
    assert len({passage.id for passage in reading.passages}) == 5


def test_a_pdf_without_text_says_so(print_pdf: Printer) -> None:
    with pytest.raises(NoText, match="none of its 2 pages contains text"):
        read(print_pdf([[], []]), "scan.pdf")


def test_a_truncated_pdf_says_that_its_end_is_missing(report: bytes) -> None:
    with pytest.raises(Unreadable, match="its end is missing"):
        read(report[: len(report) // 3], "cut.pdf")


@pytest.mark.parametrize("keep", range(5, 100, 12))
def test_a_pdf_cut_anywhere_is_read_or_refused_with_a_reason(report: bytes, keep: int) -> None:
    refusal: DocumentFailed | None = None
    passages: tuple[Passage, ...] = ()
    try:
        passages = read(report[: len(report) * keep // 100], "cut.pdf").passages
    except (Unreadable, NoText) as error:
        refusal = error
    assert passages or (refusal is not None and refusal.reason and refusal.hint)
