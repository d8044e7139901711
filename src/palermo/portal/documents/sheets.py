"""Pages of a document as pictures: whether they may and can be shown, and what is marked on them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from palermo.portal.documents.drawings import drawings
from palermo.reading.readings import Wanted
from palermo.statements import Box, Document, Passage, Statement

WIDTHS = {"small": 560, "large": 1240}
"""Pixels: beside the text (280 pixels wide, for screens with two of theirs for each), and by itself."""


class Missing(StrEnum):
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
class Sheet:
    """The picture of a page beside a text."""

    page: int
    mark: str
    """Id of the passage that is framed, or empty."""
    framed: str | None
    """Printed number of that passage, where it has one."""
    quote: str = ""
    """Id of the statement whose words are marked in the passage, or empty."""


def missing(document: Document, page: int | None = None, private: Collection[int] = ()) -> Missing | None:
    """Why no picture of the document's pages, or of this page, is shown; None where there are pictures.

    private: pages of which the view shows no picture.
    """
    if document.media_type != "application/pdf" or not document.pages:
        return Missing.NO_PAGES
    if document.recovered:
        return Missing.DAMAGED
    if not document.pictured:
        return Missing.RIGHTS
    if page in private:
        return Missing.PRIVATE
    return None if drawings().original(document) else Missing.NOT_HERE


def sheet_of(passages: Sequence[Passage], statements: Sequence[Statement], at: str = "") -> Sheet | None:
    """The page to show beside passages: that of `at`, else of the first with a statement, else the first of all."""
    quoted = {one.locator.passage for one in statements}
    asked = [one for one in passages if one.id == at]
    chosen = next((one for one in (*asked, *(p for p in passages if p.id in quoted)) if one.page), None)
    if chosen and chosen.page:
        if not chosen.boxes:
            return Sheet(page=chosen.page, mark="", framed=None)
        said = [one for one in statements if one.locator.passage == chosen.id]
        if len(said) != 1:
            return Sheet(page=chosen.page, mark=chosen.id, framed=chosen.paragraph)
        page = page_of(chosen, said[0]) or chosen.page
        return Sheet(page=page, mark=chosen.id, framed=chosen.paragraph, quote=said[0].id)
    first = next((one for one in passages if one.page), None)
    return Sheet(page=first.page, mark="", framed=None) if first and first.page else None


def page_of(passage: Passage, statement: Statement) -> int | None:
    """The page on which a statement's words stand, where its passage goes on overleaf: words fill boxes evenly."""
    areas = {box.page: (box.right - box.left) * (box.bottom - box.top) for box in passage.boxes}
    middle = (statement.locator.start + statement.locator.end) / 2 / max(1, len(passage.text)) * sum(areas.values())
    for page in sorted(areas):
        middle -= areas[page]
        if middle <= 0:
            return page
    return passage.page


def boxes(passages: Sequence[Passage], mark: str) -> tuple[Box, ...]:
    """Where a passage stands, on all its pages; nowhere where none of that id is shown."""
    return next((one.boxes for one in passages if one.id == mark), ())


def words(statements: Sequence[Statement], passage: str, quote: str) -> str:
    """The words of a statement that stand in a passage; none where no statement of that id does."""
    said = next((one for one in statements if one.id == quote), None)
    return said.quote if said and said.locator.passage == passage else ""


def wanted(document: Document, page: int, size: str, framed: tuple[Box, ...], quote: str = "") -> Wanted:
    """What to draw; a size that is not known is small."""
    on_page = tuple(box for box in framed if box.page == page)
    return Wanted(document=document.id, page=page, width=WIDTHS.get(size, WIDTHS["small"]), boxes=on_page, quote=quote)
