"""A page of a PDF as a picture, with boxes drawn around what is quoted; made in the sandbox, for readers to see."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from palermo.errors import TooLarge, Unreadable
from palermo.reading.pdf import opened
from palermo.reading.quoted import quoted
from palermo.reading.readings import Wanted
from palermo.statements import Box, document_id

MEDIA_TYPE = "image/webp"
MOST_BOXES = 400
"""Boxes that are drawn on a page; more are noise, or an attack."""
TALLEST = 3.0
"""Height of a picture, as a multiple of its width; a taller page is made smaller."""
WASH, LINE = (214, 230, 246), (10, 86, 165)
"""Colours of a box: the page's `--mark` and `--accent`. The paper is white in the dark too."""
QUALITY = 62
"""Of WebP: a page of text, 520 pixels wide, is about 20 kB."""


def picture(content: bytes, wanted: Wanted) -> bytes:
    """Draw a page as WebP; raises Unreadable where it is not there, TooLarge where it cannot be drawn."""
    if document_id(content) != wanted.document:
        raise Unreadable("the file", "it has changed since it was read", "Build the library again")
    with closing(opened(content)) as document:
        if not 1 <= wanted.page <= len(document):
            raise Unreadable(f"page {wanted.page}", f"the file has {len(document)} pages", "Ask for one of them")
        try:
            page = document[wanted.page - 1]
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"page {wanted.page}", "PDFium cannot load it", "Open the file itself") from error
        with closing(page):
            return _drawn(page, wanted)


def _drawn(page: pypdfium2.PdfPage, wanted: Wanted) -> bytes:
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise TooLarge(f"page {wanted.page}", f"it measures {width:.0f} by {height:.0f} points", "Open the file itself")
    scale = wanted.width / max(width, height / TALLEST)
    image = page.render(scale=scale).to_pil().convert("RGB")
    boxes = quoted(page, wanted.page, wanted.quote, wanted.boxes) if wanted.quote and not page.get_rotation() else []
    drawn = _marked(image, boxes or [box for box in wanted.boxes if box.page == wanted.page], scale)
    written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY, method=4)
    return written.getvalue()


def _marked(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    """Wash what is quoted, as a marker does, and draw a line around it."""
    room = max(2, round(3 * scale))
    inside = (0, 0, image.width - 1, image.height - 1)
    for box in boxes[:MOST_BOXES]:
        left, top, right, bottom = (
            round(side * scale) + by
            for side, by in ((box.left, -room), (box.top, -room), (box.right, room), (box.bottom, room))
        )
        corners = (max(inside[0], left), max(inside[1], top), min(inside[2], right), min(inside[3], bottom))
        if corners[0] >= corners[2] or corners[1] >= corners[3]:
            continue  # it stands outside of what is shown, as on a page that is cut
        part = image.crop(corners)
        image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, WASH)), corners[:2])
        ImageDraw.Draw(image).rectangle(corners, outline=LINE, width=max(1, round(scale)))
    return image
