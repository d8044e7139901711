"""Previews of document pages: whether an image may be shown, and what is marked in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.portal.services.page_images import get_renderer
from palermo.reading.parsed_document import PageImageRequest
from palermo.statements import Box, Document, Passage, Statement

IMAGE_WIDTHS_PX = {"small": 560, "large": 1240}
"""Width in pixels: beside the text (280 CSS pixels on a high-density screen), and on a page of its own."""


class MissingImageReason(StrEnum):
    """Why no image of a page is shown."""

    NO_PAGES = "no-pages"
    """The document is not a PDF, or has no pages."""
    RIGHTS = "rights"
    """Only quotes of the document may be shown."""
    DAMAGED = "damaged"
    """The file is damaged, and was repaired in reading."""
    PRIVATE = "private"
    """The page names private persons, or contains their testimony."""
    NOT_HERE = "not-here"
    """The file itself is not on the machine that serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePreview:
    """The image of a page beside a text."""

    page: int
    passage_id: str
    """Id of the passage that is framed, or empty."""
    paragraph_number: str | None
    """Printed number of that passage, where it has one."""
    quote: str = ""
    """Id of the statement whose words are marked in the passage, or empty."""

    @property
    def image_alt(self) -> str:
        """Text that replaces the image."""
        values = {"page": self.page, "paragraph": self.paragraph_number}
        if self.quote:
            return _("Picture of page %(page)s with the quoted place marked") % values
        if self.paragraph_number:
            return _("Picture of page %(page)s with paragraph %(paragraph)s framed") % values
        if self.passage_id:
            return _("Picture of page %(page)s with the passage framed") % values
        return _("Picture of page %(page)s") % values

    @property
    def mark_note(self) -> str:
        """What is marked in the image, or an empty string."""
        if self.quote:
            return _("the quoted place marked")
        if self.paragraph_number:
            return _("paragraph %(paragraph)s framed") % {"paragraph": self.paragraph_number}
        return _("the passage framed") if self.passage_id else ""

    @property
    def mark_query(self) -> str:
        """Query string that marks the passage and the quote in the image and on the page."""
        marks = {"mark": self.passage_id, "quote": self.quote if self.passage_id else ""}
        return f"?{urlencode({name: id for name, id in marks.items() if id})}" if self.passage_id else ""


def find_missing_image_reason(
    document: Document, page: int | None = None, private_pages: Collection[int] = ()
) -> MissingImageReason | None:
    """Return why no image of the document or of this page is shown, or None if there is one.

    `private_pages` are the pages of which no image may be shown.
    """
    if document.media_type != "application/pdf" or not document.pages:
        return MissingImageReason.NO_PAGES
    if document.recovered:
        return MissingImageReason.DAMAGED
    if not document.can_show_page_images:
        return MissingImageReason.RIGHTS
    if page in private_pages:
        return MissingImageReason.PRIVATE
    return None if get_renderer().find_original(document) else MissingImageReason.NOT_HERE


def choose_page_preview(
    passages: Sequence[Passage], statements: Sequence[Statement], passage_id: str = ""
) -> PagePreview | None:
    """Return the page to show.

    This is the page of `passage_id`, else of the first passage with a statement, else the first page.
    """
    quoted = {statement.locator.passage for statement in statements}
    requested = [passage for passage in passages if passage.id == passage_id]
    chosen = next((item for item in (*requested, *(p for p in passages if p.id in quoted)) if item.page), None)
    if chosen and chosen.page:
        if not chosen.boxes:
            return PagePreview(page=chosen.page, passage_id="", paragraph_number=None)
        page_statements = [statement for statement in statements if statement.locator.passage == chosen.id]
        if len(page_statements) != 1:
            return PagePreview(page=chosen.page, passage_id=chosen.id, paragraph_number=chosen.paragraph)
        page = locate_page(chosen, page_statements[0]) or chosen.page
        return PagePreview(
            page=page, passage_id=chosen.id, paragraph_number=chosen.paragraph, quote=page_statements[0].id
        )
    first = next((passage for passage in passages if passage.page), None)
    return PagePreview(page=first.page, passage_id="", paragraph_number=None) if first and first.page else None


def locate_page(passage: Passage, statement: Statement) -> int | None:
    """Return the page of a statement in a passage of several pages.

    The text is assumed to fill the boxes of the passage evenly.
    """
    areas = {box.page: (box.right - box.left) * (box.bottom - box.top) for box in passage.boxes}
    middle = (statement.locator.start + statement.locator.end) / 2 / max(1, len(passage.text)) * sum(areas.values())
    for page in sorted(areas):
        middle -= areas[page]
        if middle <= 0:
            return page
    return passage.page


def find_boxes(passages: Sequence[Passage], passage_id: str) -> tuple[Box, ...]:
    """Return the boxes of a passage on all its pages; none if it is not shown."""
    return next((passage.boxes for passage in passages if passage.id == passage_id), ())


def find_quote(statements: Sequence[Statement], passage_id: str, statement_id: str) -> str:
    """Return the quote of a statement in a passage, or an empty string."""
    statement = next((candidate for candidate in statements if candidate.id == statement_id), None)
    return statement.quote if statement and statement.locator.passage == passage_id else ""


def build_image_request(
    document: Document, page: int, size: str, boxes: tuple[Box, ...], quote: str = ""
) -> PageImageRequest:
    """Return the image request; an unknown size means small."""
    on_page = tuple(box for box in boxes if box.page == page)
    return PageImageRequest(
        document=document.id,
        page=page,
        width=IMAGE_WIDTHS_PX.get(size, IMAGE_WIDTHS_PX["small"]),
        boxes=on_page,
        quote=quote,
    )
