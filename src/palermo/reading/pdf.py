"""PDF through PDFium: blocks by the file's tags where they contain its text, else by layout analysis."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.layout.blocks import LayoutBlock, group_lines
from palermo.reading.layout.furniture import remove_furniture
from palermo.reading.layout.headings import build_document_blocks
from palermo.reading.layout.line_corrections import MirroredPages, join_drop_caps
from palermo.reading.layout.line_numbers import remove_line_numbers
from palermo.reading.layout.reading_order import OrderedPage
from palermo.reading.layout.table_detection import build_table_cells
from palermo.reading.layout.text_lines import BodyStyle, LayoutPage, TextLine
from palermo.reading.pdfium.bindings import OpenPage
from palermo.reading.pdfium.line_extraction import (
    SpuriousSpaceDetector,
    extract_lines,
    extract_page_lines,
    get_page_text,
    remove_spurious_spaces,
)
from palermo.reading.pdfium.text_metrics import TextMetrics
from palermo.reading.structure.fragment_joiner import FragmentJoiner, has_tagged_headings, is_tagged_by_line
from palermo.reading.structure.fragments import Fragment, build_tagged_page
from palermo.reading.structure.tree import read_elements

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["pdf"].media_type, FILE_TYPE_BY_NAME["pdf"].suffixes
MAX_PAGES = 5_000
MAX_PAGE_CHARACTERS = 500_000
"""Maximum characters of a page: a dense page has about 6,000; PDFium stalls on millions."""
PageContent = tuple[LayoutPage, tuple[Fragment, ...]]
"""A page with its lines, and the fragments of its structure elements if its tags are trusted."""


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes are those of a PDF (its mark may follow up to 1,024 bytes)."""
    return b"%PDF-" in head[:1024]


def read_blocks(content: bytes, *, structure: bool = True) -> tuple[list[DocumentBlock], int]:
    """Read a PDF as blocks, with its number of pages; raises Unreadable, TooLarge or NoText.

    Without `structure` the file's tags are ignored.
    """
    read = list(read_pages(content, structure=structure))
    if is_tagged_by_line([fragment for _, fragments in read for fragment in fragments]):
        read = list(read_pages(content, structure=False))
    if not any(page.lines or fragments for page, fragments in read):
        raise NoText(
            "the PDF", f"none of its {len(read)} pages contains text", "Use a version with text rather than a scan"
        )
    heights = [page.height for page, _ in read]
    facing = MirroredPages.from_pages([page for page, _ in read])
    cleared = remove_furniture(remove_line_numbers(facing.pages))
    read = [
        (page, tuple(f.mirror(facing) for f in fragments)) for page, (_, fragments) in zip(cleared, read, strict=True)
    ]
    ordered = [(OrderedPage.from_page(page), fragments) for page, fragments in read]
    lines = [line for sheet, fragments in ordered for line in (*sheet.text_lines, *(f.line for f in fragments))]
    body = BodyStyle.measure(lines)
    blocks = build_document_blocks(_build_layout_blocks(ordered, body), body, heights)
    return list(facing.restore_blocks(blocks)), len(read)


def count_pages(content: bytes) -> int:
    """Return the number of pages of a PDF; raises Unreadable."""
    with closing(open_document(content)) as document:
        return len(document)


def read_first_pages(content: bytes, count: int) -> list[LayoutPage]:
    """Return the lines of the first pages, including running heads, without tags; raises Unreadable."""
    doubts, looks = SpuriousSpaceDetector(), TextMetrics()
    with closing(open_document(content)) as document:
        return [
            _read_page(document, index, (looks, doubts), structure=False)[0]
            for index in range(min(count, len(document)))
        ]


def _build_layout_blocks(
    page_contents: Sequence[tuple[OrderedPage, Sequence[Fragment]]], body: BodyStyle
) -> Iterator[LayoutBlock]:
    """Return the blocks of adjacent pages: by layout for untagged pages, by their elements for tagged ones."""
    tagging = has_tagged_headings((f for _, fragments in page_contents for f in fragments), len(page_contents))
    joining = FragmentJoiner(body, has_headings=tagging)
    waiting: list[TextLine | LayoutBlock] = []
    for ordered, fragments in page_contents:
        if not fragments:
            waiting += build_table_cells(ordered)
            continue
        middle = ordered.page.height / 2
        yield from group_lines(chain(waiting, [line for line in ordered.text_lines if line.bottom < middle]), body)
        yield from joining.build_blocks(fragments)
        waiting = [*(line for line in ordered.text_lines if line.bottom >= middle)]
    yield from group_lines(waiting, body)


def read_pages(content: bytes, *, structure: bool = True) -> Iterator[PageContent]:
    """Read each page; a page that PDFium cannot load gives no lines."""
    with closing(open_document(content)) as document:
        if len(document) > MAX_PAGES:
            raise TooLarge("the PDF", f"it has {len(document)} pages, more than {MAX_PAGES}", "Split it")
        trusted = structure and bool(pdfium.FPDFCatalog_IsTagged(document.raw))
        doubts, looks = SpuriousSpaceDetector(), TextMetrics()
        for index in range(len(document)):
            yield _read_page(document, index, (looks, doubts), structure=trusted)


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; raises Unreadable."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _explain_refusal(content) from error


def _explain_refusal(content: bytes) -> Unreadable:
    """Return the reason from the bytes alone, because PDFium's error may belong to an earlier document."""
    if b"%PDF-" not in content[:1024]:
        return Unreadable("the file", "its name is that of a PDF, its content is not", "Correct the file's suffix")
    if b"/Encrypt" in content:
        return Unreadable("the PDF", "it has a password", "Use a copy without a password")
    if b"%%EOF" not in content[-2048:]:
        return Unreadable("the PDF", "its end is missing", "Fetch the file again")
    if re.search(rb"/Count\s+0\b", content):
        return Unreadable("the PDF", "it has no pages", "Fetch the file again, or print it to a new PDF")
    return Unreadable("the PDF", "PDFium cannot open it", "Fetch the file again, or print it to a new PDF")


def _read_page(
    document: pypdfium2.PdfDocument,
    index: int,
    page_analysers: tuple[TextMetrics, SpuriousSpaceDetector],
    *,
    structure: bool,
) -> PageContent:
    number = index + 1
    try:
        with OpenPage(document, index) as page:
            if page.count > MAX_PAGE_CHARACTERS:
                raise TooLarge(f"page {number}", f"it has more than {MAX_PAGE_CHARACTERS:,} characters")
            page_text, fragments = _read_open_page(page, number, page_analysers, structure=structure)
            read = LayoutPage(number=number, width=page.width, height=page.height, lines=tuple(page_text))
            return join_drop_caps(read), fragments
    except pypdfium2.PdfiumError:
        return LayoutPage(number=number, width=595.0, height=842.0, lines=()), ()


def _read_open_page(
    page: OpenPage, number: int, page_analysers: tuple[TextMetrics, SpuriousSpaceDetector], *, structure: bool
) -> tuple[Sequence[TextLine], tuple[Fragment, ...]]:
    """Return the lines outside of the trusted tags, and those inside."""
    looks, doubts = page_analysers
    looks.open_page(page.text_page)
    text, location = get_page_text(page, looks), (number, page.height)
    tagged_elements = read_elements(page.page) if structure else []
    if not tagged_elements or len(text) != page.count:
        return extract_page_lines(looks, text, location, doubts), ()
    text = remove_spurious_spaces(text, looks, doubts)
    tagged_page = build_tagged_page(looks, text, location, tagged_elements)
    return (tagged_page.loose, tagged_page.fragments) if tagged_page else (extract_lines(looks, text, location), ())
