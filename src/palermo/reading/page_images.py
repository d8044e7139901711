"""Images of PDF pages with the quoted text highlighted; rendered in the sandbox."""

from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from palermo.errors import TooLarge, Unreadable
from palermo.reading.parsed_document import PageImageRequest
from palermo.reading.pdf import open_document
from palermo.reading.quote_location import locate_quote
from palermo.statements import Box, compute_document_id

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
    boxes = (
        locate_quote(page, image_request.page, image_request.quote, image_request.boxes)
        if image_request.quote and not page.get_rotation()
        else []
    )
    drawn = _highlight_boxes(
        image, boxes or [box for box in image_request.boxes if box.page == image_request.page], scale
    )
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
