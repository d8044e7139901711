"""Tests of rendered digests: words, language, and the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pypdfium2
import pytest
from lxml import html

from digests import DigestFormat, DigestText, parse_text
from digests.sample_library import render_text
from palermo.errors import CatalogueInvalid

SOURCE = """---
title: "Digest: words & <marks>"
of: A text
of_symbol: null
publisher: [icat]
date: "2019"
symbol: null
language: en
nature: digest
address: https://example.org/text
sources: [https://example.org/one]
format: pdf
---
# Digest: words & <marks>

This is a digest in our own words – “quoted”, café.

## What it asks

The text asks States to:

(a) ratify the Protocol;

(b) train judges.

1. One.

- A bullet.
"""
TEXT = parse_text(SOURCE, "words.md")
ARABIC = replace(parse_text(SOURCE, "ar.md"), language="ar", title="ملخص")


def pdf_text(content: bytes) -> str:
    """All words of a PDF on one line."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("expected", list(DigestFormat))
def test_the_same_text_gives_the_same_bytes(expected: DigestFormat) -> None:
    text = replace(TEXT, format=expected)
    assert render_text(text) == render_text(text)


@pytest.mark.parametrize("expected", [DigestFormat.PDF, DigestFormat.PDF_TWO_COLUMNS])
def test_pdf_holds_all_words_in_order_with_running_line_and_page(expected: DigestFormat) -> None:
    words = pdf_text(render_text(replace(TEXT, format=expected)))
    places = [words.find(block.text) for block in TEXT.blocks]
    assert -1 not in places
    assert places == sorted(places)
    assert "(a) ratify" in words
    assert "1. One" in words
    assert "Digest in our own words, not the original text" in words
    assert "[1] https://example.org/one" in words


def test_pdf_says_its_title_and_language() -> None:
    content = render_text(TEXT)
    metadata = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert metadata["Title"] == TEXT.title
    assert b"/Lang (en)" in content


def test_a_long_pdf_numbers_its_pages_and_fills_two_columns() -> None:
    long = replace(TEXT, format=DigestFormat.PDF_TWO_COLUMNS, blocks=TEXT.blocks * 40)
    document = pypdfium2.PdfDocument(render_text(long))
    assert len(document) > 1
    last = document[len(document) - 1].get_textpage()
    assert re.search(rf"^{len(document)}\s*$", last.get_text_range(), re.MULTILINE)
    first = document[0].get_textpage()
    lefts = {round(first.get_rect(i)[0]) for i in range(first.count_rects())}
    assert min(lefts) < 100
    assert any(300 < left < 320 for left in lefts)


def test_pdf_refuses_words_that_its_fonts_do_not_have() -> None:
    with pytest.raises(CatalogueInvalid, match="Render this text as html or docx"):
        render_text(ARABIC)


def test_docx_has_real_headings_numbers_as_text_and_fixed_properties() -> None:
    content = render_text(replace(TEXT, format=DigestFormat.DOCX))
    document = docx.Document(io.BytesIO(content))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert ("Heading 1", TEXT.title) in styles
    assert ("Heading 2", "What it asks") in styles
    assert ("List Paragraph", "(a)\tratify the Protocol;") in styles
    assert document.core_properties.title == TEXT.title
    assert document.core_properties.language == "en"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_docx_of_arabic_runs_from_right_to_left() -> None:
    content = render_text(replace(ARABIC, format=DigestFormat.DOCX))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count("<w:bidi/>") == body.count("<w:p>")
    assert "<w:rtl/>" in body


@pytest.mark.parametrize(("text", "direction"), [(TEXT, "ltr"), (ARABIC, "rtl")])
def test_html_says_language_and_direction_and_escapes(text: DigestText, direction: str) -> None:
    page = html.fromstring(render_text(replace(text, format=DigestFormat.HTML)))
    assert page.get("lang") == text.language
    assert page.get("dir") == direction
    assert page.findtext(".//title") == text.title
    (article,) = page.findall(".//main/article")
    assert article.findtext("h1") == "Digest: words & <marks>"
    assert article.xpath(".//ul/li/text()")[:2] == ["(a) ratify the Protocol;", "(b) train judges."]
    assert article.xpath(".//ol/li/@value") == ["1"]
    assert page.xpath("boolean(//nav) and boolean(//footer)")
