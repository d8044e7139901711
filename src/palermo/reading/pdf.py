"""PDF through PDFium: pieces by the file's tags where they hold its words, by our own layout elsewhere."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.collecting import uncollected
from palermo.reading.layout.blocks import Block, Body, blocks
from palermo.reading.layout.columns import Ordered
from palermo.reading.layout.drafts import without_line_numbers
from palermo.reading.layout.facing import Facing
from palermo.reading.layout.furniture import without_furniture
from palermo.reading.layout.headings import pieces as pieces_of
from palermo.reading.layout.initials import with_initials
from palermo.reading.layout.lines import Line, Page
from palermo.reading.layout.tables import with_cells
from palermo.reading.pdfium.blanks import Doubts
from palermo.reading.pdfium.lines import lines, page_lines, text_of, without_false_blanks
from palermo.reading.pdfium.looks import Looks
from palermo.reading.pdfium.pages import OpenPage
from palermo.reading.pieces import Piece
from palermo.reading.structure.fragments import Fragment, tagged
from palermo.reading.structure.joining import Joining, cut_by_line, tags_headings
from palermo.reading.structure.tree import elements

MEDIA_TYPE = "application/pdf"
ENDINGS = (".pdf",)
MAX_PAGES = 5_000
MAX_PAGE_CHARACTERS = 500_000
"""A dense page of a UN report holds about 6,000; PDFium stalls on pages of millions."""
Read = tuple[Page, tuple[Fragment, ...]]
"""A page with its lines, and the fragments of its elements where its tags are trusted."""


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are those of a PDF (its mark may stand after up to 1,024 bytes)."""
    return b"%PDF-" in head[:1024]


@uncollected()
def pieces(content: bytes, *, structure: bool = True) -> tuple[list[Piece], int]:
    """Read a PDF into pieces and its number of pages; raises Unreadable, TooLarge or NoText.

    Without `structure` the file's tags are left aside.
    """
    read = list(read_pages(content, structure=structure))
    if cut_by_line([fragment for _, fragments in read for fragment in fragments]):
        read = list(read_pages(content, structure=False))
    if not any(page.lines or fragments for page, fragments in read):
        raise NoText("the PDF", f"none of its {len(read)} pages holds text", "Give a version with text, not a scan")
    heights = [page.height for page, _ in read]
    facing = Facing.of([page for page, _ in read])
    cleared = without_furniture(without_line_numbers(facing.pages))
    read = [
        (page, tuple(f.seen(facing) for f in fragments)) for page, (_, fragments) in zip(cleared, read, strict=True)
    ]
    ordered = [(Ordered.of(page), fragments) for page, fragments in read]
    body = Body.of([line for sheet, fragments in ordered for line in (*sheet.lines, *(f.line for f in fragments))])
    return list(facing.pieces(pieces_of(_blocks(ordered, body), body, heights))), len(read)


def page_count(content: bytes) -> int:
    """Number of pages of a PDF that opens; raises Unreadable."""
    with closing(opened(content)) as document:
        return len(document)


def first_pages(content: bytes, count: int) -> list[Page]:
    """Give the lines of the first pages, running heads included, without looking at tags; raises Unreadable."""
    doubts, looks = Doubts(), Looks()
    with closing(opened(content)) as document:
        return [
            _read_page(document, index, (looks, doubts), structure=False)[0]
            for index in range(min(count, len(document)))
        ]


def _blocks(read: Sequence[tuple[Ordered, Sequence[Fragment]]], body: Body) -> Iterator[Block]:
    """Blocks of neighbouring untagged pages by layout; of a tagged page its elements, loose lines before and after."""
    tagging = tags_headings((f for _, fragments in read for f in fragments), len(read))
    joining = Joining(body, tags_headings=tagging)
    waiting: list[Line | Block] = []
    for ordered, fragments in read:
        if not fragments:
            waiting += with_cells(ordered)
            continue
        middle = ordered.page.height / 2
        yield from blocks(chain(waiting, [line for line in ordered.lines if line.bottom < middle]), body)
        yield from joining.new(fragments)
        waiting = [*(line for line in ordered.lines if line.bottom >= middle)]
    yield from blocks(waiting, body)


def read_pages(content: bytes, *, structure: bool = True) -> Iterator[Read]:
    """Read each page; a page that PDFium cannot load gives no lines."""
    with closing(opened(content)) as document:
        if len(document) > MAX_PAGES:
            raise TooLarge("the PDF", f"it has {len(document)} pages, over {MAX_PAGES}", "Split it")
        trusted = structure and bool(pdfium.FPDFCatalog_IsTagged(document.raw))
        doubts, looks = Doubts(), Looks()
        for index in range(len(document)):
            yield _read_page(document, index, (looks, doubts), structure=trusted)


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; raises Unreadable."""
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refused(content) from error


def _refused(content: bytes) -> Unreadable:
    """Say why by the bytes alone: what PDFium tells may be of the document before."""
    if b"%PDF-" not in content[:1024]:
        return Unreadable("the file", "its name says PDF, its bytes do not", "Give the file its right ending")
    if b"/Encrypt" in content:
        return Unreadable("the PDF", "it is locked by a password", "Give a copy without one")
    if b"%%EOF" not in content[-2048:]:
        return Unreadable("the PDF", "its end is missing", "Fetch the file again")
    if re.search(rb"/Count\s+0\b", content):
        return Unreadable("the PDF", "it has no pages", "Fetch the file again or print it anew")
    return Unreadable("the PDF", "PDFium cannot open it", "Fetch the file again or print it anew")


def _read_page(document: pypdfium2.PdfDocument, index: int, asked: tuple[Looks, Doubts], *, structure: bool) -> Read:
    number = index + 1
    try:
        with OpenPage(document, index) as page:
            if page.count > MAX_PAGE_CHARACTERS:
                raise TooLarge(f"page {number}", f"it holds over {MAX_PAGE_CHARACTERS:,} characters")
            found, fragments = _read_open(page, number, asked, structure=structure)
            read = Page(number=number, width=page.width, height=page.height, lines=tuple(found))
            return with_initials(read), fragments
    except pypdfium2.PdfiumError:
        return Page(number=number, width=595.0, height=842.0, lines=()), ()


def _read_open(
    page: OpenPage, number: int, asked: tuple[Looks, Doubts], *, structure: bool
) -> tuple[Sequence[Line], tuple[Fragment, ...]]:
    """Lines outside the tags that are trusted, and what stands in these."""
    looks, doubts = asked
    looks.open(page.text_page)
    text, where = text_of(page, looks), (number, page.height)
    found = elements(page.page) if structure else []
    if not found or len(text) != page.count:
        return page_lines(looks, text, where, doubts), ()
    text = without_false_blanks(text, looks, doubts)
    held = tagged(looks, text, where, found)
    return (held.loose, held.fragments) if held else (lines(looks, text, where), ())
