"""A joint text as a Word file, with styles, numbering and footnotes, and bookmarks that identify paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject

from palermo.docx_parts import (
    HEADING_NUMBERING,
    PARAGRAPH_NUMBERING,
    FootnoteWriter,
    add_bookmark,
    add_footnote_styles,
    add_table,
    add_text_numbering,
    mark_header_row,
    number_pages,
    number_paragraph,
    set_language,
    set_run_language,
)
from palermo.joint_texts.enums import ParagraphKind
from palermo.joint_texts.state import TITLE_ID
from palermo.publishing.joint_text_files.text_layout import NotePart, TextBlock, TextLayout

BOOKMARK_PREFIX = "palermo_"
IDENTITY_PREFIX = "palermo_text_"
FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the file's properties, so that the same text gives the same bytes."""
_ITEM_STYLES = ("List Number 2", "List Number 3")


def build_identity(layout: TextLayout) -> str:
    """Return the identifier of text, version and language in the file.

    It has only letters, digits and underscores.
    """
    return f"{IDENTITY_PREFIX}{layout.id}_{layout.sequence}_{layout.language}"


class DocxBuilder:
    """Builds the Word file of a text paragraph by paragraph."""

    def __init__(self, layout: TextLayout) -> None:
        self.layout = layout
        self.document: DocumentObject = Document()
        set_language(self.document, layout.language)
        add_text_numbering(self.document)
        add_footnote_styles(self.document)
        number_pages(self.document)
        set_run_language(self.document.sections[0].header.paragraphs[0].add_run(layout.status)._r, layout.language)
        self._notes = FootnoteWriter(layout.language)
        self._bookmarks = 0
        properties = self.document.core_properties
        properties.title, properties.identifier = layout.title, build_identity(layout)
        properties.language, properties.author = layout.language, ""
        properties.created = properties.modified = FIXED_TIME

    def add_title(self) -> None:
        """Add the title with the identifier of the text."""
        paragraph = self._add_paragraph(self.layout.title, "Title", TITLE_ID)
        add_bookmark(paragraph._p, build_identity(self.layout), self._count_bookmark())

    def add_block(self, block: TextBlock) -> None:
        """Add a heading, paragraph, item or table."""
        match block.kind:
            case ParagraphKind.TABLE:
                self._add_table(block)
            case ParagraphKind.HEADING:
                number_paragraph(self._add_paragraph(block.text, "Heading 1", block.id), HEADING_NUMBERING, 0)
            case ParagraphKind.ITEM:
                style = _ITEM_STYLES[min(block.depth, 1)]
                paragraph = self._add_paragraph(block.text, style, block.id)
                number_paragraph(paragraph, PARAGRAPH_NUMBERING, block.depth + 1)
            case _:
                paragraph = self._add_paragraph(block.text, "List Number" if block.number else "Body Text", block.id)
                if block.number:
                    number_paragraph(paragraph, PARAGRAPH_NUMBERING, 0)

    def add_entries(self, entries: Sequence["CompilationEntry"], headings: Sequence[str]) -> None:
        """Add a table of what entities propose and comment, if there is anything."""
        if not entries:
            return
        table = add_table(self.document, 1, len(headings), self.layout.language)
        mark_header_row(table.rows[0]._tr)
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.text = heading
        for entry in entries:
            for cell, words in zip(table.add_row().cells, astuple(entry), strict=True):
                cell.text = words

    def add_roll(self) -> None:
        """Add the roll of those who endorsed the text."""
        if not self.layout.roll:
            return
        self._add_paragraph(self.layout.roll_title, "Heading 1", "")
        table = add_table(self.document, 0, 3, self.layout.language)
        for entry in self.layout.roll:
            cells = table.add_row().cells
            cells[0].text, cells[2].text = entry.entity, entry.date
            cells[1].text = f"{entry.head_name}\n{entry.head_title}"
        if self.layout.issue_hash:
            self._add_paragraph(f"SHA-256 {self.layout.issue_hash}", "Body Text", "")

    def write(self) -> bytes:
        """Return the bytes of the file."""
        self._notes.store(self.document)
        buffer = BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _count_bookmark(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def _add_paragraph(self, text: str, style: str, id: str) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self._fill(paragraph, text)
        if id:
            add_bookmark(paragraph._p, f"{BOOKMARK_PREFIX}{id}", self._count_bookmark())
        return paragraph

    def _fill(self, paragraph: Any, text: str) -> None:
        """Add text and footnotes to an empty paragraph."""
        for part in self.layout.split_notes(text):
            if isinstance(part, NotePart):
                bookmark = (f"{BOOKMARK_PREFIX}{part.id}", self._count_bookmark()) if part.id else None
                self._notes.add(paragraph, part.words, bookmark)
            elif part:
                set_run_language(paragraph.add_run(part)._r, self.layout.language)

    def _add_table(self, block: TextBlock) -> None:
        rows = block.rows
        table = add_table(self.document, len(rows), max(map(len, rows)), self.layout.language)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                self._fill(cell.paragraphs[0], text)
        first = table.cell(0, 0).paragraphs[0]
        add_bookmark(first._p, f"{BOOKMARK_PREFIX}{block.id}", self._count_bookmark())


def write_docx(layout: TextLayout) -> bytes:
    """Return a text as a Word file."""
    builder = DocxBuilder(layout)
    builder.add_title()
    for block in layout.blocks:
        builder.add_block(block)
    builder.add_roll()
    return builder.write()


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationEntry:
    """A proposal or comment of one entity, in printed form."""

    entity: str
    kind: str
    text: str
    answer: str


def write_compilation_docx(
    layout: TextLayout,
    entries: Mapping[str, Sequence[CompilationEntry]],
    headings: Sequence[str],
    removed: Mapping[str, str],
) -> bytes:
    """Return the compilation; `headings` are the titles of four columns: entity, kind, text, answer.

    `removed` has the words of removed paragraphs, which come last.
    """
    builder = DocxBuilder(layout)
    builder.add_title()
    builder.add_entries(entries.get(TITLE_ID, ()), headings)
    for block in layout.blocks:
        builder.add_block(block)
        builder.add_entries(entries.get(block.id, ()), headings)
    for id, words in (*layout.footnotes.items(), *removed.items()):
        if id in entries:
            builder.add_block(TextBlock(id="", kind=ParagraphKind.PARAGRAPH, depth=0, number="", text=words))
            builder.add_entries(entries[id], headings)
    return builder.write()
