"""Tests of mastheads of UN Word files in the header of the first page."""

import io

from docx import Document as WordDocument

from palermo.reading import read


def build_word_file(*head: str, headings: tuple[str, ...] = ("Budget of the plan against trafficking",)) -> bytes:
    """A Word document of one paragraph, with these lines in the head of its first page."""
    document = WordDocument()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for line in head:
        section.first_page_header.add_paragraph(line)
    for heading in headings:
        document.add_heading(heading, level=1)
    document.add_paragraph("The plan needs a budget that lasts for more than one year, said the report.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_head_gives_symbol_date_and_organ() -> None:
    content = build_word_file("United Nations\tA /99/604/Add.1*", "General Assembly", "Distr.: General", "7 April 2026")
    head = read(content, "report.docx").masthead
    assert (head.symbol, head.date, head.organ) == ("A/99/604/Add.1", "2026-04-07", "General Assembly")
    assert head.title == "Budget of the plan against trafficking"


def test_a_head_without_distribution_is_a_running_head() -> None:
    reading = read(build_word_file("A/99/604/Add.1"), "report.docx")
    assert reading.masthead.symbol is None
    assert all("A/99/604" not in passage.text for passage in reading.passages)


def test_the_title_of_a_numbered_part_ends_with_its_name() -> None:
    head = ("United Nations\tA/99/6 (Sect. 9)", "General Assembly", "Distr.: General", "7 April 2026")
    headings = ("Proposed budget for 2099", "Part IV Rivers", "Section 9", "Ferries and harbours", "Foreword")
    title = read(build_word_file(*head, headings=headings), "budget.docx").masthead.title
    assert title == "Proposed budget for 2099: Part IV Rivers: Section 9: Ferries and harbours"
