"""PDF through PDFium: characters, boxes and fonts in, pieces by our own layout out."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.arabic.glyphs import box_height, righted
from palermo.reading.layout.blocks import Body, blocks
from palermo.reading.layout.columns import in_reading_order
from palermo.reading.layout.facing import Facing
from palermo.reading.layout.furniture import without_furniture
from palermo.reading.layout.headings import pieces as pieces_of
from palermo.reading.layout.lines import Line, Page
from palermo.reading.pieces import Piece

MEDIA_TYPE = "application/pdf"
ENDINGS = (".pdf",)
HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end; it gives the two lines as one."""
MAX_PAGES = 5_000
MAX_PAGE_CHARACTERS = 500_000
"""A dense page of a UN report holds about 6,000; PDFium stalls on pages of millions."""


def matches(head: bytes, name: str) -> bool:
    """Whether the first bytes are those of a PDF (its mark may stand after up to 1,024 bytes)."""
    return b"%PDF-" in head[:1024]


def pieces(content: bytes) -> tuple[list[Piece], int]:
    """Read a PDF into pieces and its number of pages; raises Unreadable, TooLarge or NoText."""
    pages = list(read_pages(content))
    if not any(page.lines for page in pages):
        raise NoText("the PDF", f"none of its {len(pages)} pages holds text", "Give a version with text, not a scan")
    facing = Facing.of(pages)
    cleared = without_furniture(facing.pages)
    lines = list(chain.from_iterable(in_reading_order(page) for page in cleared))
    body = Body.of(lines)
    found = pieces_of(blocks(lines, body), body, [page.height for page in pages])
    return list(facing.pieces(found)), len(pages)


def page_count(content: bytes) -> int:
    """Number of pages of a PDF that opens; raises Unreadable."""
    with closing(_opened(content)) as document:
        return len(document)


def read_pages(content: bytes) -> Iterator[Page]:
    """Read the lines of each page; a page that PDFium cannot load gives no lines."""
    with closing(_opened(content)) as document:
        if len(document) > MAX_PAGES:
            raise TooLarge("the PDF", f"it has {len(document)} pages, over {MAX_PAGES}", "Split it")
        for index in range(len(document)):
            yield _read_page(document, index)


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _refused(content, str(error)) from error


def _refused(content: bytes, error: str) -> Unreadable:
    if b"%PDF-" not in content[:1024]:
        return Unreadable("the file", "its name says PDF, its bytes do not", "Give the file its right ending")
    if "password" in error.lower():
        return Unreadable("the PDF", "it is locked by a password", "Give a copy without one")
    if b"%%EOF" not in content[-2048:]:
        return Unreadable("the PDF", "its end is missing", "Fetch the file again")
    return Unreadable("the PDF", "PDFium cannot open it", "Fetch the file again or print it anew")


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(number=index + 1, width=595.0, height=842.0, lines=())
    with closing(page):
        width, height = page.get_size()
        with closing(page.get_textpage()) as text_page:
            if text_page.count_chars() > MAX_PAGE_CHARACTERS:
                raise TooLarge(f"page {index + 1}", f"it holds over {MAX_PAGE_CHARACTERS:,} characters")
            lines = tuple(_lines(text_page, index + 1, height))
    return Page(number=index + 1, width=width, height=height, lines=lines)


def _lines(text_page: pypdfium2.PdfTextPage, page: int, height: float) -> Iterator[Line]:
    """Split the page's text at its line ends and ask PDFium for the place and look of each line."""
    start = 0
    for raw in re.split(r"(?<=\ufffe)|\r\n", text_page.get_text_range().replace("\x02", HYPHEN)):
        length = len(raw) if raw.isascii() else len(raw.encode("utf-16-le")) // 2  # PDFium counts UTF-16 units
        if raw.strip():
            yield from _placed(text_page, start, raw.replace("\x00", ""), length, (page, height))
        start += length if raw.endswith(HYPHEN) else length + 2


def _placed(
    text_page: pypdfium2.PdfTextPage, start: int, text: str, length: int, where: tuple[int, float]
) -> Iterator[Line]:
    page, height = where
    handle = text_page.raw
    rects = list(_rects(handle, start, length))
    if not rects:
        return
    for piece, begin, group in righted(handle, text, start, rects, _split_at_gaps):
        letter = begin + _middle_letter(piece)
        yield Line(
            page=page,
            text=piece,
            left=min(r[0] for r in group),
            right=max(r[2] for r in group),
            top=height - max(r[1] for r in group),
            bottom=height - min(r[3] for r in group),
            size=box_height(handle, letter, piece) or _size(handle, letter, group),
            bold=_bold(handle, letter),
        )


def _middle_letter(text: str) -> int:
    """Offset of a letter whose look is the line's: numbers, footnote signs and raised `th` stand at the ends."""
    middle = len(text) // 2
    after = next((i for i in range(middle, len(text)) if text[i].isalpha()), None)
    if after is None:
        after = next((i for i in range(middle) if text[i].isalpha()), len(text) - len(text.lstrip()))
    return after


Rect = tuple[float, float, float, float]
"""left, top, right, bottom in points, measured from the page's lower left corner."""


def _rects(handle: object, start: int, length: int) -> Iterator[Rect]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(pdfium.FPDFText_CountRects(handle, start, length)):
        if pdfium.FPDFText_GetRect(handle, index, left, top, right, bottom):
            yield left.value, top.value, right.value, bottom.value


def _size(handle: object, index: int, group: list[Rect]) -> float:
    """Height of the font's box at a character; where the font tells none, of the ink."""
    box = pdfium.FS_RECTF()
    if pdfium.FPDFText_GetLooseCharBox(handle, index, box) and 2 < box.top - box.bottom < 200:
        return float(box.top - box.bottom)
    return max(r[1] - r[3] for r in group)


def _bold(handle: object, index: int) -> bool:
    """By the font's weight, else by its name: fonts that are not embedded tell no weight."""
    if pdfium.FPDFText_GetFontWeight(handle, index) >= 600:
        return True
    name = ctypes.create_string_buffer(96)
    pdfium.FPDFText_GetFontInfo(handle, index, name, len(name), None)
    return bool(re.search(rb"bold|black|heavy", name.value, re.IGNORECASE))


def _split_at_gaps(handle: object, text: str, start: int, rects: list[Rect]) -> Iterator[tuple[str, int, list[Rect]]]:
    """Cut a line where a wide empty strip divides it, as between two columns; most lines have none."""
    spans = sorted(rects)
    groups: list[list[Rect]] = [[spans[0]]]
    for rect in spans[1:]:
        if rect[0] - max(r[2] for r in groups[-1]) > 3 * max(8.0, rect[1] - rect[3]):
            groups.append([rect])
        else:
            groups[-1].append(rect)
    if len(groups) == 1:
        yield text, start, rects
        return
    yield from _cut(handle, text, start, groups)


def _cut(handle: object, text: str, start: int, groups: list[list[Rect]]) -> Iterator[tuple[str, int, list[Rect]]]:
    """Give each character to the group in whose width it stands; blanks go with the character before them."""
    limits = [max(r[2] for r in group) for group in groups]
    parts: list[list[str]] = [[] for _ in groups]
    begins = [start] * len(groups)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    current = 0
    for offset, char in enumerate(text):
        if not char.isspace() and pdfium.FPDFText_GetCharBox(handle, start + offset, left, right, bottom, top):
            current = next((i for i, limit in enumerate(limits) if left.value < limit + 1), len(groups) - 1)
            if not parts[current]:
                begins[current] = start + offset
        parts[current].append(char)
    for part, begin, group in zip(parts, begins, groups, strict=True):
        if "".join(part).strip():
            yield "".join(part), begin, group
