"""Tests of digests that are rendered and read: the same blocks in the same order."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from digests import DigestBlock, DigestFormat, DigestText
from digests.page_labels import get_page_labels
from digests.sample_library import build_file_name, read_texts, render_text
from palermo.reading import read
from palermo.reading.pdf import read_pages
from palermo.statements import Passage, PassageKind

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = read_texts(SAMPLE)
SOME_TEXTS = [
    pytest.param(text, id=text.name, marks=[pytest.mark.slow] if number % 4 else [])
    for number, text in enumerate(TEXTS)
]
"""All texts, of which a quarter in every run."""


def of_block(block: DigestBlock) -> tuple[bool, str | None, str]:
    return block.passage_kind is PassageKind.HEADING, block.number, block.text


def of_passage(passage: Passage) -> tuple[bool, str | None, str]:
    return passage.kind is PassageKind.HEADING, passage.paragraph, passage.text


@pytest.mark.slow
@pytest.mark.parametrize("expected", [DigestFormat.DOCX, DigestFormat.HTML])
@pytest.mark.parametrize("text", SOME_TEXTS)
def test_docx_and_html_give_the_blocks_of_the_text(text: DigestText, expected: DigestFormat) -> None:
    reading = read(render_text(replace(text, format=expected)), f"{text.name}.{expected}")
    result = [of_passage(passage) for passage in reading.passages]
    assert result[: len(text.blocks)] == [of_block(block) for block in text.blocks]
    assert len(result) == len(text.blocks) + 1 + len(text.sources)
    assert (reading.title, reading.language) == (text.title, text.language)


@pytest.mark.parametrize("expected", [DigestFormat.DOCX, DigestFormat.HTML])
def test_items_stand_under_the_headings_of_their_text(expected: DigestFormat) -> None:
    (text,) = (text for text in TEXTS if text.name == "compact-objective-10")
    reading = read(render_text(replace(text, format=expected)), f"{text.name}.{expected}")
    items = [passage for passage in reading.passages if passage.paragraph == "(j)"]
    assert [(item.kind, item.headings) for item in items] == [(PassageKind.ITEM, (text.title, "The ten actions"))]


@pytest.mark.parametrize("text", SOME_TEXTS)
def test_every_file_of_the_sample_is_read_in_its_language(text: DigestText) -> None:
    reading = read(render_text(text), build_file_name(text))
    assert reading.language == text.language
    assert any(passage.text == text.blocks[1].text for passage in reading.passages) or reading.pages


@pytest.mark.parametrize("text", [t for t in TEXTS if t.language in {"en", "fr", "es"}][::5], ids=lambda t: str(t.name))
def test_a_tagged_pdf_gives_the_blocks_of_the_text_through_its_tags(text: DigestText) -> None:
    content = render_text(replace(text, format=DigestFormat.PDF_TAGGED))
    pages = list(read_pages(content))
    assert all(fragments for _, fragments in pages)
    assert not any(page.lines for page, _ in pages)
    reading = read(content, f"{text.name}.pdf")
    result = [of_passage(passage) for passage in reading.passages]
    assert result[: len(text.blocks)] == [of_block(block) for block in text.blocks]
    cells = [passage for passage in reading.passages if passage.kind is PassageKind.CELL]
    assert [cell.text.replace(" ", "") for cell in cells[3::2]] == list(text.sources)
    assert cells[-1].headings[-1] == get_page_labels(text.language).address


def test_a_tagged_pdf_says_so_and_names_its_language() -> None:
    (text,) = (text for text in TEXTS if text.name == "compact-objective-10")
    content = render_text(replace(text, format=DigestFormat.PDF_TAGGED))
    with closing(pypdfium2.PdfDocument(content)) as document:
        assert pdfium.FPDFCatalog_IsTagged(document.raw)
    assert b"/Lang (en)" in content
    assert content == render_text(replace(text, format=DigestFormat.PDF_TAGGED))


@pytest.mark.slow
@pytest.mark.parametrize("expected", [DigestFormat.PDF, DigestFormat.PDF_TWO_COLUMNS])
def test_headings_and_items_of_a_pdf_are_found_again(expected: DigestFormat) -> None:
    """Every text that a PDF can show in one column; in two, those that the library sets so: titles chosen to fit."""
    for text in TEXTS:
        if text.language in {"ar", "ru", "zh"} or (
            expected is DigestFormat.PDF_TWO_COLUMNS and text.format is not expected
        ):
            continue
        reading = read(render_text(replace(text, format=expected)), f"{text.name}.pdf")
        headings = [p.text for p in reading.passages if p.kind is PassageKind.HEADING]
        assert headings[:-1] == [b.text for b in text.blocks if b.passage_kind is PassageKind.HEADING], text.name
        items = [p.paragraph for p in reading.passages if p.paragraph and "(" in p.paragraph]
        assert items == [b.number for b in text.blocks if b.number and "(" in b.number], text.name
