"""A report as a Word file.

The file has styles, numbered headings, footnotes, captions, a table of contents, and alternative texts.
"""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime

import docx
from docx.enum.text import WD_BREAK
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from palermo import docx_parts
from palermo.reports.labels import ReportLabels
from palermo.reports.model import (
    AuthoredText,
    Block,
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
    SourceList,
    Table,
)
from palermo.reports.translation import get_full_stop
from palermo.reports.writers.pdf import render_chart_png
from palermo.reports.writers.section_numbers import number_headings

CHART_WIDTH = Cm(14)
A4 = (Cm(21), Cm(29.7))


def write_docx(report: Report) -> bytes:
    """Return the report as a .docx file."""
    return _WordWriter(report).write()


class _WordWriter:
    """Writes the blocks of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._labels = ReportLabels(report.language)
        self._document = docx.Document()
        self._footnotes = docx_parts.FootnoteWriter(report.language)
        self._counters = {"Table": 0, "Figure": 0}
        self._sources = {source.number: source for source in report.sources}

    def write(self) -> bytes:
        """Return the bytes of the file."""
        document = self._document
        document.sections[0].page_width, document.sections[0].page_height = A4
        docx_parts.set_language(document, self._report.language)
        docx_parts.add_footnote_styles(document)
        docx_parts.number_headings(document)
        docx_parts.number_pages(document)
        docx_parts.ask_for_field_update(document)
        self._write_properties()
        self._write_cover()
        for block in self._report.blocks:
            self._write_block(block)
        self._footnotes.store(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    def _write_properties(self) -> None:
        properties = self._document.core_properties
        properties.title, properties.author = self._report.title, "Palermo"
        properties.language = self._report.language
        properties.comments = self._report.edition
        properties.created = datetime.combine(date.fromisoformat(self._report.date), datetime.min.time(), tzinfo=UTC)

    def _write_cover(self) -> None:
        self._add_paragraph(self._report.title, "Title")
        self._add_paragraph(self._report.subtitle, "Subtitle")
        for sentence in self._report.cover:
            self._write_sentences([sentence], self._add_paragraph())
        if self._report.is_draft:
            self._add_paragraph(self._labels.draft, "Intense Quote")
        self._add_paragraph(self._labels.contents, "TOC Heading")
        numbers = number_headings(self._report)
        headings = [block for block in self._report.blocks if isinstance(block, Heading)]
        entries = [(block.level, f"{numbers[block.anchor]} {block.text}") for block in headings]
        docx_parts.add_contents(self._document, entries)
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading():
                self._add_paragraph(block.text, f"Heading {block.level}")
            case ReportParagraph():
                self._write_sentences(block.sentences, self._add_paragraph())
            case Quote():
                self._write_quote(block, self._add_paragraph(style="Quote"))
            case BulletList():
                for item in block.items:
                    self._write_item(item, block.is_checklist)
            case Table():
                self._write_table(block)
            case Chart():
                self._write_chart(block)
                self._write_table(block.table)
            case AuthoredText():
                for text in block.paragraphs or (self._labels.describe_prompt(block),):
                    self._add_paragraph(text)
            case SourceList():
                for source in block.sources:
                    self._add_paragraph(f"{source.number}. {self._labels.describe_source(source)}")

    def _add_paragraph(self, text: str = "", style: str = "Normal") -> WordParagraph:
        paragraph = self._document.add_paragraph(style=style)
        if text:
            self._add_run(paragraph, text, self._report.language)
        return paragraph

    def _add_run(self, paragraph: WordParagraph, text: str, language: str, *, is_bold: bool = False) -> None:
        run = paragraph.add_run(text)
        run.bold = True if is_bold else None
        docx_parts.set_run_language(run._r, language)

    def _write_sentences(self, sentences: Iterable[Sentence], paragraph: WordParagraph) -> None:
        for index, sentence in enumerate(sentences):
            if index:
                paragraph.add_run(" ")
            self._write_runs(sentence.runs, paragraph)
            self._write_citations(sentence.citations, paragraph)

    def _write_runs(self, runs: Iterable[Run], paragraph: WordParagraph) -> None:
        for run in runs:
            language = run.language or self._report.language
            text = run.text if run.kind is RunKind.TEXT else self._labels.keep_direction(run.text)
            self._add_run(paragraph, text, language, is_bold=run.kind is RunKind.FIGURE)

    def _write_citations(self, citations: Iterable[Citation], paragraph: WordParagraph) -> None:
        for index, citation in enumerate(citations):
            if index:
                paragraph.add_run(", ").font.superscript = True
            source = self._labels.describe_source(self._sources[citation.number])
            place = f", {citation.place}" if citation.place else ""
            self._footnotes.add(paragraph, f"[{citation.number}{place}] {source}")

    def _write_quote(self, quote: Quote, paragraph: WordParagraph) -> None:
        words = self._labels.keep_direction(quote.words if quote.is_digest else f"“{quote.words}”")
        self._add_run(paragraph, words, quote.language)
        self._add_run(paragraph, " — ", self._report.language)
        self._write_runs(quote.attribution, paragraph)
        self._write_citations([quote.citation], paragraph)

    def _write_item(self, item: ListItem, is_checklist: bool) -> None:
        paragraph = self._add_paragraph(style="List Bullet")
        if is_checklist:
            self._add_run(paragraph, "☐ ", self._report.language)
        if item.quote:
            self._write_quote(item.quote, paragraph)
        if item.sentence:
            paragraph.add_run(get_full_stop(self._report.language) if item.quote else "")
            self._write_sentences([item.sentence], paragraph)

    def _write_table(self, table: Table) -> None:
        self._write_caption("Table", self._labels.table, table.caption)
        grid = docx_parts.add_table(self._document, 1, len(table.header), self._report.language)
        docx_parts.mark_header_row(grid.rows[0]._tr)
        for cell, text in zip(grid.rows[0].cells, table.header, strict=True):
            self._add_run(cell.paragraphs[0], text, self._report.language, is_bold=True)
        for index, row in enumerate(table.rows):
            cells = grid.add_row().cells
            for cell, run in zip(cells, row, strict=True):
                self._write_runs([run], cell.paragraphs[0])
            if table.citations:
                self._write_citations(table.citations[index], cells[-1].paragraphs[0])
        self._document.add_paragraph()

    def _write_chart(self, chart: Chart) -> None:
        picture = io.BytesIO(render_chart_png(chart, self._report))
        shape = self._document.add_picture(picture, width=CHART_WIDTH)
        shape._inline.docPr.set("descr", chart.description)
        shape._inline.docPr.set("title", chart.table.caption)
        self._write_caption("Figure", self._labels.chart, chart.table.caption)

    def _write_caption(self, sequence: str, label: str, text: str) -> None:
        self._counters[sequence] += 1
        paragraph = self._add_paragraph(style="Caption")
        self._add_run(paragraph, f"{label} ", self._report.language)
        docx_parts.add_field(paragraph, f"SEQ {sequence} \\* ARABIC", str(self._counters[sequence]))
        self._add_run(paragraph, f". {text}", self._report.language)
