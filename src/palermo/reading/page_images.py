"""Images of PDF pages, rendered in the sandbox, with the quoted text located and highlighted."""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from io import BytesIO
from itertools import islice

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageDraw

from palermo.errors import TooLarge, Unreadable
from palermo.reading.parsed_document import PageImageRequest
from palermo.reading.pdf import open_document
from palermo.statements import Box, compute_document_id

MAX_PAGE_CHARS = 60_000
"""Maximum characters of a page that are searched; on a longer page the passage is outlined."""
QUOTE_END_CHARS = 20
"""Letters and digits of a quote's beginning and end that are searched for if the whole is not found."""
MIN_PART_CHARS = 12
"""Minimum letters and digits by which a part of a quote is identified."""
MAX_LENGTH_RATIO = 1.3
"""Maximum length of a quote's location, as a multiple of the quote: it may contain marks of footnotes."""
MAX_TRIED_PLACES = 50
"""Maximum locations that are tried, of a quote and of each of its ends."""
BOX_TOLERANCE_PT = 3.0
"""Points by which a letter may lie outside of its passage's box."""

type FoldedLetters = tuple[str, list[int]]
"""The letters and digits of a text, folded, with the position of each in the text."""


def locate_quote(page: pypdfium2.PdfPage, page_number: int, quote: str, passage_boxes: Sequence[Box]) -> list[Box]:
    """Return the boxes of a quote's lines on the page of this number.

    The result is empty if the words are not found on the page, or are in another order, as in scans. Parts of a
    quote on the page before or after are left out.
    """
    page_boxes = [box for box in passage_boxes if box.page == page_number]
    words, _places = _fold_letters(quote)
    if not words or not page_boxes:
        return []
    text = page.get_textpage()
    try:
        if text.count_chars() > MAX_PAGE_CHARS:
            return []
        page_letters, places = _fold_letters(_read_characters(text))
        height = page.get_height()
        for start, end in islice(_find_spans(page_letters, words), MAX_TRIED_PLACES):
            boxes = _merge_line_boxes(_read_rectangles(text, places[start], places[end - 1] + 1, page_number, height))
            if boxes and all(_is_within(box, page_boxes) for box in boxes):
                return boxes
        return []
    finally:
        text.close()


def _read_characters(text: pypdfium2.PdfTextPage) -> list[str]:
    """Return PDFium's characters one by one, so that positions are those of PDFium."""
    return [chr(pdfium.FPDFText_GetUnicode(text, at) or 32) for at in range(text.count_chars())]


def _fold_letters(text: Sequence[str]) -> FoldedLetters:
    folded, places = [], []
    for at, character in enumerate(text):
        for item in unicodedata.normalize("NFKD", character).casefold():
            if item.isalnum():
                folded.append(item)
                places.append(at)
    return "".join(folded), places


def _find_spans(page_letters: str, quote_letters: str) -> Iterator[tuple[int, int]]:
    """Return the parts of a page's letters that contain a quote, or its part on this page, likeliest first."""
    yield from ((at, at + len(quote_letters)) for at in _find_substrings(page_letters, quote_letters))
    if len(quote_letters) < MIN_PART_CHARS:
        return
    first, last = quote_letters[:QUOTE_END_CHARS], quote_letters[-QUOTE_END_CHARS:]
    for start in islice(_find_substrings(page_letters, first), MAX_TRIED_PLACES):
        for end in islice(_find_substrings(page_letters, last), MAX_TRIED_PLACES):
            if 0 < end + len(last) - start <= MAX_LENGTH_RATIO * len(quote_letters):
                yield start, end + len(last)
    for length in range(len(quote_letters) - 1, MIN_PART_CHARS - 1, -1):
        if page_letters.endswith(quote_letters[:length]):
            yield len(page_letters) - length, len(page_letters)
        if page_letters.startswith(quote_letters[-length:]):
            yield 0, length
    yield from _find_longest_ends(page_letters, quote_letters)


def _find_longest_ends(page_letters: str, quote_letters: str) -> Iterator[tuple[int, int]]:
    """Return the longest beginning and the longest end of a quote on the page, around a running line."""
    for back in (False, True):
        low, high = 0, len(quote_letters)
        while low < high:
            middle = (low + high + 1) // 2
            part = quote_letters[-middle:] if back else quote_letters[:middle]
            low, high = (middle, high) if part in page_letters else (low, middle - 1)
        if low >= MIN_PART_CHARS:
            part = quote_letters[-low:] if back else quote_letters[:low]
            yield from ((at, at + low) for at in _find_substrings(page_letters, part))


def _find_substrings(text: str, substring: str) -> Iterator[int]:
    at = text.find(substring)
    while at >= 0:
        yield at
        at = text.find(substring, at + 1)


def _read_rectangles(text: pypdfium2.PdfTextPage, start: int, stop: int, page: int, height: float) -> Iterator[Box]:
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for number in range(pdfium.FPDFText_CountRects(text, start, stop - start)):
        if pdfium.FPDFText_GetRect(text, number, left, top, right, bottom):
            yield Box(
                page=page, left=left.value, top=height - top.value, right=right.value, bottom=height - bottom.value
            )


def _merge_line_boxes(boxes: Iterator[Box]) -> list[Box]:
    """Return one box for each printed line: adjacent parts in other fonts are merged."""
    lines: list[Box] = []
    for box in boxes:
        before = lines[-1] if lines else None
        if before and min(before.bottom, box.bottom) - max(before.top, box.top) > 0.5 * min(
            _measure_height(before), _measure_height(box)
        ):
            lines[-1] = Box(
                page=box.page, left=min(before.left, box.left), top=min(before.top, box.top),
                right=max(before.right, box.right), bottom=max(before.bottom, box.bottom),
            )  # fmt: skip
        else:
            lines.append(box)
    return lines


def _measure_height(box: Box) -> float:
    return box.bottom - box.top


def _is_within(box: Box, passage_boxes: Sequence[Box]) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return any(
        passage_box.left - BOX_TOLERANCE_PT <= across <= passage_box.right + BOX_TOLERANCE_PT
        and passage_box.top - BOX_TOLERANCE_PT <= down <= passage_box.bottom + BOX_TOLERANCE_PT
        for passage_box in passage_boxes
    )


MEDIA_TYPE = "image/webp"
MAX_BOXES = 400
"""Maximum boxes on a page; more are noise or an attack."""
MAX_HEIGHT_RATIO = 3.0
"""Maximum height of an image as a multiple of its width; a taller page is scaled down."""
HIGHLIGHT_COLOUR, OUTLINE_COLOUR = (214, 230, 246), (10, 86, 165)
"""Colours of a box: the portal's `--mark` and `--accent`. Pages are white in dark mode too."""
WEBP_QUALITY = 62
"""WebP quality: a page of text, 520 pixels wide, is about 20 kB."""


def render_page_image(content: bytes, image_request: PageImageRequest) -> bytes:
    """Render a page as WebP; raises Unreadable if it does not exist, TooLarge if it cannot be rendered."""
    if compute_document_id(content) != image_request.document:
        raise Unreadable("the file", "it has changed since it was read", "Build the library again")
    with closing(open_document(content)) as document:
        if not 1 <= image_request.page <= len(document):
            raise Unreadable(f"page {image_request.page}", f"the file has {len(document)} pages", "Choose one of them")
        try:
            page = document[image_request.page - 1]
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"page {image_request.page}", "PDFium cannot load it", "Open the file itself") from error
        with closing(page):
            return _render_page(page, image_request)


def _render_page(page: pypdfium2.PdfPage, image_request: PageImageRequest) -> bytes:
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise TooLarge(
            f"page {image_request.page}", f"it measures {width:.0f} by {height:.0f} points", "Open the file itself"
        )
    scale = image_request.width / max(width, height / MAX_HEIGHT_RATIO)
    image = page.render(scale=scale).to_pil().convert("RGB")
    boxes = [box for box in image_request.boxes if box.page == image_request.page]
    if image_request.quote and not page.get_rotation():
        boxes = locate_quote(page, image_request.page, image_request.quote, boxes) or boxes
    drawn = _highlight_boxes(image, boxes, scale)
    written = BytesIO()
    drawn.save(written, "WEBP", quality=WEBP_QUALITY, method=4)
    return written.getvalue()


def _highlight_boxes(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    """Highlight the boxes like a marker, with an outline."""
    margin = max(2, round(3 * scale))
    bounds = (0, 0, image.width - 1, image.height - 1)
    for box in boxes[:MAX_BOXES]:
        left, top, right, bottom = (
            round(side * scale) + by
            for side, by in ((box.left, -margin), (box.top, -margin), (box.right, margin), (box.bottom, margin))
        )
        corners = (max(bounds[0], left), max(bounds[1], top), min(bounds[2], right), min(bounds[3], bottom))
        if corners[0] >= corners[2] or corners[1] >= corners[3]:
            continue  # the box is outside of the page, as on a page that is cropped
        part = image.crop(corners)
        image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, HIGHLIGHT_COLOUR)), corners[:2])
        ImageDraw.Draw(image).rectangle(corners, outline=OUTLINE_COLOUR, width=max(1, round(scale)))
    return image
