"""Files of reports: tagged PDF with bookmarks, Word with real styles and footnotes, HTML and Markdown."""

import ctypes
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import docx
import pypdfium2
import pytest
from lxml import etree, html
from pypdfium2 import raw

from palermo.errors import ReportFailed
from palermo.languages import LANGUAGES
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import ReportContext
from palermo.reports.model import (
    BulletList,
    Chart,
    Citation,
    Heading,
    ListItem,
    Quote,
    Report,
    ReportParagraph,
    Run,
    RunKind,
    Sentence,
    Table,
)
from palermo.reports.writers import pdf
from palermo.reports.writers.html import render_blocks
from palermo.reports.writers.pdf import quote_text
from palermo.reports.writers.report_formats import ReportFormat, write_report

WORD = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture
def report(build_context: Callable[..., ReportContext]) -> Report:
    return build_report(ReportKind.DOSSIER, "technology", build_context())


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_with_language_title_and_bookmarks(
    language: str, build_context: Callable[..., ReportContext]
) -> None:
    report = build_report(ReportKind.DOSSIER, "technology", build_context(language))
    content = write_report(report, ReportFormat.PDF)
    with pypdfium2.PdfDocument(content) as document:
        assert raw.FPDFCatalog_IsTagged(document.raw)
        assert document.get_metadata_value("Title") == report.title
        titles = [one.get_title() for one in document.get_toc()]
    assert len(titles) >= sum(isinstance(block, Heading) for block in report.blocks)
    assert f"/Lang({language}".encode() in content.replace(b" ", b"")
    assert b"pdfuaid:part" in content


def read_text(function: Callable[..., int], element: Any) -> str:
    size = function(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    function(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def list_elements(element: Any) -> Iterator[dict[str, str]]:
    """Yield the tags of an element of the structure tree and of all below it."""
    yield {
        "type": read_text(raw.FPDF_StructElement_GetType, element),
        "alt": read_text(raw.FPDF_StructElement_GetAltText, element),
        "lang": read_text(raw.FPDF_StructElement_GetLang, element),
    }
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, number):
            yield from list_elements(child)


def test_structure_tree_of_a_pdf_has_what_the_page_shows(report: Report) -> None:
    elements: list[dict[str, str]] = []
    with pypdfium2.PdfDocument(write_report(report, ReportFormat.PDF)) as document:
        for page in document:
            tree = raw.FPDF_StructTree_GetForPage(page.raw)
            for number in range(raw.FPDF_StructTree_CountChildren(tree)):
                elements += list_elements(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
            raw.FPDF_StructTree_Close(tree)
    counts = Counter(one["type"] for one in elements)
    blocks = report.blocks
    charts = [one for one in blocks if isinstance(one, Chart)]
    assert charts
    assert [one["alt"] for one in elements if one["type"] == "Figure"] == [one.description for one in charts]
    assert counts["Table"] >= len(list(report.iterate_tables()))
    assert counts["TH"] >= sum(len(one.header) for one in report.iterate_tables())
    for level in (1, 2):
        assert counts[f"H{level}"] >= sum(isinstance(one, Heading) and one.level == level for one in blocks)
    assert counts["LI"] >= sum(len(one.items) for one in blocks if isinstance(one, BulletList))
    languages = {one.language for one in report.iterate_quotes()} - {report.language}
    assert languages
    assert languages <= {one["lang"] for one in elements}


def test_pdf_says_which_font_is_missing(
    build_context: Callable[..., ReportContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "list_font_families", lambda: frozenset({"Noto Sans"}))
    report = build_report(ReportKind.DOSSIER, "technology", build_context("ar"))
    with pytest.raises(ReportFailed, match=r"no font for Arabic letters is installed\. Install fonts-noto-core"):
        write_report(report, ReportFormat.PDF)


def test_text_of_sources_is_no_markup_of_the_layout_program() -> None:
    assert quote_text('#eval("x") \\ \n $') == '"#eval(\\"x\\") \\\\   $"'


def test_word_file_has_styles_footnotes_captions_contents_and_alternative_texts(report: Report) -> None:
    content = write_report(report, ReportFormat.DOCX)
    document = docx.Document(io.BytesIO(content))
    styles = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Heading 1", "Heading 2", "List Bullet", "Caption", "Title"} <= styles
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: etree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")}
    body, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    references = body.xpath("//w:footnoteReference/@w:id", namespaces=WORD)
    assert references
    assert set(references) <= set(notes.xpath("//w:footnote/@w:id", namespaces=WORD))
    fields = "".join(body.xpath("//w:instrText/text()", namespaces=WORD))
    assert "TOC" in fields
    assert "SEQ Table" in fields
    assert body.xpath("//*[local-name()='docPr']/@descr")
    assert parts["word/settings.xml"].xpath("//w:updateFields", namespaces=WORD)
    numbered = parts["word/styles.xml"].xpath("//w:style[@w:styleId='Heading1']//w:numId", namespaces=WORD)
    assert numbered
    assert body.xpath("//w:tblHeader", namespaces=WORD)


def test_arabic_word_file_is_right_to_left(build_context: Callable[..., ReportContext]) -> None:
    report = build_report(ReportKind.DOSSIER, "technology", build_context("ar"))
    with zipfile.ZipFile(io.BytesIO(write_report(report, ReportFormat.DOCX))) as file:
        styles = etree.fromstring(file.read("word/styles.xml"))
        body = etree.fromstring(file.read("word/document.xml"))
    assert styles.xpath("//w:style[@w:styleId='Normal']//w:bidi", namespaces=WORD)
    assert len(body.xpath("//w:tbl", namespaces=WORD)) == len(body.xpath("//w:bidiVisual", namespaces=WORD)) > 0
    quotes = [text for text in body.xpath("//w:t/text()", namespaces=WORD) if "“" in text]
    assert quotes
    runs = {run.findtext("w:t", namespaces=WORD): run for run in body.iter(f"{{{WORD['w']}}}r")}
    assert runs[report.title].find("w:rPr/w:rtl", WORD) is not None
    latin = [run for text, run in runs.items() if text and re.fullmatch(r"[\u2068 ]*[A-Za-z][ -~]*[\u2069 ]*", text)]
    assert latin
    assert not any(run.findall("w:rPr/w:rtl", WORD) for run in latin)
    assert all(text.startswith("\u2068“") and text.endswith("”\u2069") for text in quotes)


def test_contents_of_a_word_file_have_its_headings_before_word_updates_them(report: Report) -> None:
    document = docx.Document(io.BytesIO(write_report(report, ReportFormat.DOCX)))
    contents = [one.text for one in document.paragraphs if one.style and one.style.name.startswith("toc ")]
    headings = [one.text for one in report.blocks if isinstance(one, Heading)]
    assert [text.split(" ", 1)[1] for text in contents] == headings
    assert contents[:2] == ["1 What it is", "2 What this dossier rests on"]
    assert document.styles["TOC Heading"].element.xpath("w:pPr/w:numPr/w:numId/@w:val") == ["0"]
    assert "PAGE" in document.sections[0].footer._element.xpath("string(//w:instrText)")


def test_footnotes_of_a_word_file_that_follow_each_other_are_told_apart(report: Report) -> None:
    number = report.sources[0].number
    cited = Sentence(runs=(Run(text="Said twice."),), citations=(Citation(number=number), Citation(number=number)))
    twice = replace(report, blocks=(ReportParagraph(sentences=(cited,)), *report.blocks))
    document = docx.Document(io.BytesIO(write_report(twice, ReportFormat.DOCX)))
    assert "Said twice., " in [one.text for one in document.paragraphs]


def test_a_sentence_after_a_quote_begins_after_a_full_stop(report: Report) -> None:
    cited = Citation(number=report.sources[0].number)
    quote = Quote(text="Train them", language="en", citation=cited, attribution=(Run(text="Lake Aid"),))
    said = Sentence(runs=(Run(text="Said twice."),), citations=(cited,))
    short = replace(report, blocks=(BulletList(items=(ListItem(sentence=said, quote=quote),)), *report.blocks))
    chinese = replace(short, language="zh")
    for written in (ReportFormat.HTML, ReportFormat.MD):
        text = html.fromstring(write_report(chinese, written).decode()).text_content()
        assert "Lake Aid [1]。Said twice." in " ".join(text.split())
    word = docx.Document(io.BytesIO(write_report(short, ReportFormat.DOCX)))
    assert any("Lake Aid. Said twice." in one.text for one in word.paragraphs)
    page = " ".join(html.fromstring(write_report(short, ReportFormat.HTML).decode()).text_content().split())
    with pypdfium2.PdfDocument(write_report(short, ReportFormat.PDF)) as document:
        printed = " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())
    for text in (page, printed, write_report(short, ReportFormat.MD).decode()):
        assert "Lake Aid [1]. Said twice." in text


def test_html_page_has_contents_charts_with_tables_and_no_other_file(report: Report) -> None:
    page = html.fromstring(write_report(report, ReportFormat.HTML).decode())
    anchors = page.xpath("//nav//a/@href")
    assert anchors
    assert all(page.xpath(f"//*[@id='{anchor[1:]}']") for anchor in anchors)
    assert page.xpath("//figure[*[name()='svg']/*[name()='desc']]//table/caption")
    assert not page.xpath("//script | //link | //img")
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in page.xpath("//span[@class='cites']//a/@href"))


def test_text_of_sources_is_escaped(report: Report) -> None:
    quote = Quote(text="<script>x</script>", language="en", citation=Citation(number=1), attribution=())
    assert "<script>" not in render_blocks(replace(report, blocks=(quote,)))


def test_markdown_has_numbered_headings_quotes_and_sources(report: Report) -> None:
    text = write_report(report, ReportFormat.MD).decode()
    assert "## 1 What it is" in text
    assert "“Kenya should inspect online platforms.” — Lake Aid" in text
    assert "## 10 Sources" in text or "Sources\n" in text
    assert "; not confirmed" not in text


def test_columns_of_a_printed_table_are_as_wide_as_their_longest_cells() -> None:
    rows = [tuple(Run(text=text, kind=RunKind.NAME) for text in ("Activities", "changed", "word " * 60, "–"))]
    table = Table(caption="Changes", header=("Section", "Change", "Before", "Now"), rows=tuple(rows))
    assert pdf.choose_widths(table) == [1, 1, 4, 1]
