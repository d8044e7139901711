"""A text as a PDF of A4 pages, in one or two columns, tagged or not.

Rendering the same text twice gives the same bytes.
"""

import io
from functools import partial
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table

from digests.digest_texts import DigestBlock, DigestText
from digests.page_labels import get_page_labels
from digests.pdf_tags import PdfStructureElement, TaggedCanvas, TaggedParagraph
from palermo.errors import CatalogueInvalid
from palermo.statements import PassageKind

_MARGIN = 22 * mm
_GUTTER = 8 * mm
_BODY_SIZES = {1: 10.5, 2: 9.5}
"""Font size of the body in points, by number of columns."""
_HEADING_FACTORS = {1: 1.6, 2: 1.25, 3: 1.1}
"""Ratio of a heading's font size to that of the body, by level."""
_NOTE_STYLE = ParagraphStyle("note", fontName="Helvetica", fontSize=7.5, leading=9.5, spaceAfter=2, splitLongWords=1)


def render_pdf(text: DigestText, columns: int = 1) -> bytes:
    """Render a text; raises CatalogueInvalid for characters outside of the standard PDF fonts."""
    out = io.BytesIO()
    _build_template(text, columns, out).build(_build_flowables(text, size=_BODY_SIZES[columns]))
    return out.getvalue()


def render_tagged_pdf(text: DigestText) -> bytes:
    """Render a text in one column, tagging headings, paragraphs, items and cells.

    Raises CatalogueInvalid.
    """
    out, root = io.BytesIO(), PdfStructureElement("Document")
    template = _build_template(text, 1, out)
    template.build(_build_tagged_flowables(text, root, _BODY_SIZES[1]), canvasmaker=partial(TaggedCanvas, root=root))
    return out.getvalue()


def _build_template(text: DigestText, columns: int, out: io.BytesIO) -> BaseDocTemplate:
    _check_characters(text)
    return BaseDocTemplate(
        out,
        pagesize=A4,
        title=text.title,
        author="Palermo",
        subject=text.work_title,
        creator="Palermo",
        lang=text.language,
        invariant=1,
        pageTemplates=[_build_page_template(text, columns)],
    )


def _check_characters(text: DigestText) -> None:
    """Refuse other characters: the 14 standard fonts cover Windows-1252, that is English, French and Spanish."""
    for words in (text.title, get_page_labels(text.language).notice, *(block.text for block in text.blocks)):
        try:
            words.encode("cp1252")
        except UnicodeEncodeError as error:
            odd = words[error.start]
            reason = f"{odd!r} is not in the fonts that we write PDF with"
            raise CatalogueInvalid(text.name, reason, "Render this text as html or docx") from error


def _build_page_template(text: DigestText, columns: int) -> PageTemplate:
    width, height = A4
    inner = width - 2 * _MARGIN
    column = (inner - (columns - 1) * _GUTTER) / columns
    frames = [
        Frame(_MARGIN + i * (column + _GUTTER), _MARGIN, column, height - 2 * _MARGIN, 0, 0, 0, 0)
        for i in range(columns)
    ]
    return PageTemplate(id="page", frames=frames, onPage=lambda canvas, _: _add_page_furniture(canvas, text))


def _add_page_furniture(canvas: Canvas, text: DigestText) -> None:
    """Draw the running header and the page number, which are not part of the text."""
    if isinstance(canvas, TaggedCanvas):
        with canvas.mark_artifact():
            _draw_furniture(canvas, text)
    else:
        _draw_furniture(canvas, text)


def _draw_furniture(canvas: Canvas, text: DigestText) -> None:
    width, height = A4
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.drawString(_MARGIN, height - 14 * mm, "Palermo")
    canvas.drawRightString(width - _MARGIN, height - 14 * mm, get_page_labels(text.language).notice)
    canvas.drawCentredString(width / 2, 12 * mm, str(canvas.getPageNumber()))
    canvas.restoreState()


def _build_flowables(text: DigestText, size: float) -> list[Flowable]:
    heading = DigestBlock(passage_kind=PassageKind.HEADING, text=get_page_labels(text.language).sources, level=2)
    flowables: list[Flowable] = [_build_flowable(block, size) for block in (*text.blocks, heading)]
    flowables.extend(
        Paragraph(escape(f"[{n}] {source}"), _NOTE_STYLE) for n, source in enumerate(text.sources, start=1)
    )
    return flowables


def _build_tagged_flowables(text: DigestText, root: PdfStructureElement, size: float) -> list[Flowable]:
    """Return tagged flowables; consecutive items are one list, and the sources a table."""
    heading = DigestBlock(passage_kind=PassageKind.HEADING, text=get_page_labels(text.language).sources, level=2)
    flowables: list[Flowable] = []
    items: PdfStructureElement | None = None
    for block in (*text.blocks, heading):
        if block.passage_kind is PassageKind.ITEM:
            items = items or root.add_child("L")
            tag = items.add_child("LI").add_child("LBody")
        else:
            items = None
            tag = root.add_child(f"H{block.level}" if block.passage_kind is PassageKind.HEADING else "P")
        flowables.append(_build_flowable(block, size, tag))
    return [*flowables, _build_sources_table(text, root.add_child("Table"))] if text.sources else flowables


def _build_sources_table(text: DigestText, table: PdfStructureElement) -> Table:
    """Return the table of numbered sources with its header."""
    words = get_page_labels(text.language)
    bold = ParagraphStyle("head", parent=_NOTE_STYLE, fontName="Helvetica-Bold")
    rows = [_build_row(table, "TH", (words.number, words.address), bold)]
    rows += [_build_row(table, "TD", (str(n), source), _NOTE_STYLE) for n, source in enumerate(text.sources, start=1)]
    padding = [(f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    return Table(rows, colWidths=[12 * mm, None], style=[*padding, ("VALIGN", (0, 0), (-1, -1), "TOP")])


def _build_row(
    table: PdfStructureElement, tag_name: str, cells: tuple[str, ...], style: ParagraphStyle
) -> list[Flowable]:
    row = table.add_child("TR")
    return [TaggedParagraph.from_tag(row.add_child(tag_name), escape(cell), style) for cell in cells]


def _build_flowable(block: DigestBlock, size: float, tag: PdfStructureElement | None = None) -> Paragraph:
    paragraph_class = partial(TaggedParagraph.from_tag, tag) if tag else Paragraph
    words = escape(block.text)
    if block.passage_kind is PassageKind.HEADING:
        return paragraph_class(words, _build_heading_style(block.level or 1, size))
    if block.passage_kind is PassageKind.ITEM:
        return paragraph_class(words, _build_item_style(size), bulletText=block.number_label)
    return paragraph_class(words, _build_body_style(size))


def _build_body_style(size: float) -> ParagraphStyle:
    return ParagraphStyle("body", fontName="Helvetica", fontSize=size, leading=size * 1.35, spaceAfter=size * 0.6)


def _build_item_style(size: float) -> ParagraphStyle:
    return ParagraphStyle("item", parent=_build_body_style(size), leftIndent=22, bulletIndent=4, bulletFontSize=size)


def _build_heading_style(level: int, size: float) -> ParagraphStyle:
    points = size * _HEADING_FACTORS[level]
    return ParagraphStyle(
        f"heading{level}",
        fontName="Helvetica-Bold",
        fontSize=points,
        leading=points * 1.25,
        spaceBefore=points * 0.6,
        spaceAfter=points * 0.4,
        keepWithNext=1,
    )
