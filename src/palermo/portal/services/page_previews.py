"""Pages of a document as pictures: whether they may and can be shown, and what is marked on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.portal.services.page_images import get_renderer
from palermo.reading.parsed_document import PageImageRequest
from palermo.statements import Box, Document, Passage, Statement

IMAGE_WIDTHS_PX = {"small": 560, "large": 1240}
"""Pixels: beside the text (280 pixels wide, for screens with two of theirs for each), and by itself."""


class MissingImageReason(StrEnum):
    """Why no picture of a page is shown."""

    NO_PAGES = "no-pages"
    """The format has no pages, or is no PDF."""
    RIGHTS = "rights"
    """Only quotes of the document may be shown."""
    DAMAGED = "damaged"
    """The file is damaged, and was mended in reading."""
    PRIVATE = "private"
    """Private persons are named on the page, or tell their story there."""
    NOT_HERE = "not-here"
    """The file itself is not on the machine that serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePreview:
    """The picture of a page beside a text."""

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
    """Why no picture of the document's pages, or of this page, is shown; None where there are pictures.

    private: pages of which the view shows no picture.
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
    """The page to show beside passages: that of `at`, else of the first with a statement, else the first of all."""
    quoted = {one.locator.passage for one in statements}
    asked = [one for one in passages if one.id == passage_id]
    chosen = next((one for one in (*asked, *(p for p in passages if p.id in quoted)) if one.page), None)
    if chosen and chosen.page:
        if not chosen.boxes:
            return PagePreview(page=chosen.page, passage_id="", paragraph_number=None)
        said = [one for one in statements if one.locator.passage == chosen.id]
        if len(said) != 1:
            return PagePreview(page=chosen.page, passage_id=chosen.id, paragraph_number=chosen.paragraph)
        page = locate_page(chosen, said[0]) or chosen.page
        return PagePreview(page=page, passage_id=chosen.id, paragraph_number=chosen.paragraph, quote=said[0].id)
    first = next((one for one in passages if one.page), None)
    return PagePreview(page=first.page, passage_id="", paragraph_number=None) if first and first.page else None


def locate_page(passage: Passage, statement: Statement) -> int | None:
    """The page on which a statement's words stand, where its passage goes on overleaf: words fill boxes evenly."""
    areas = {box.page: (box.right - box.left) * (box.bottom - box.top) for box in passage.boxes}
    middle = (statement.locator.start + statement.locator.end) / 2 / max(1, len(passage.text)) * sum(areas.values())
    for page in sorted(areas):
        middle -= areas[page]
        if middle <= 0:
            return page
    return passage.page


def find_boxes(passages: Sequence[Passage], passage_id: str) -> tuple[Box, ...]:
    """Where a passage stands, on all its pages; nowhere where none of that id is shown."""
    return next((one.boxes for one in passages if one.id == passage_id), ())


def find_quote(statements: Sequence[Statement], passage_id: str, statement_id: str) -> str:
    """The words of a statement that stand in a passage; none where no statement of that id does."""
    said = next((one for one in statements if one.id == statement_id), None)
    return said.quote if said and said.locator.passage == passage_id else ""


def build_image_request(
    document: Document, page: int, size: str, boxes: tuple[Box, ...], quote: str = ""
) -> PageImageRequest:
    """What to draw; a size that is not known is small."""
    on_page = tuple(box for box in boxes if box.page == page)
    return PageImageRequest(
        document=document.id,
        page=page,
        width=IMAGE_WIDTHS_PX.get(size, IMAGE_WIDTHS_PX["small"]),
        boxes=on_page,
        quote=quote,
    )
