"""Images of document pages: whether one may be shown, what is marked in it, and its rendering.

One sandboxed process renders them. They are cached on disk, and limited in number, size, time and queue length.
"""

import os
import time
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any
from weakref import finalize

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo.edition import Library, View
from palermo.edition.files import open_atomic
from palermo.errors import DocumentFailed, TooLarge
from palermo.pipeline.origins import find_original
from palermo.reading.messages import build_page_image_step
from palermo.reading.parsed_document import PageImageRequest
from palermo.sandbox.sandbox import Sandbox, SandboxLimits
from palermo.statements import Box, Document, Passage, Statement, hash_json, to_dict

BYTES_PER_MEGABYTE = 1024 * 1024
IMAGE_VERSION = "pictures.2"
"""Version of the rendering; a change invalidates cached images."""
RENDER_LIMITS = SandboxLimits(
    seconds=8.0, seconds_per_megabyte=0.1, max_seconds=20.0, memory=1024 * BYTES_PER_MEGABYTE, max_documents=200
)
"""A page of text takes 0.05 seconds."""
MAX_PENDING_IMAGES = 6
"""Images that may be pending; further requests are refused with Retry-After."""
FAILURE_RETRY_AFTER_S = 600
"""Seconds after which a failed page is tried again."""
IMAGE_WIDTHS_PX = {"small": 560, "large": 1240}
"""Width in pixels: beside the text (280 CSS pixels on a high-density screen), and on a page of its own."""


class RendererBusy(Exception):
    """Too many images are pending."""


class PageImageCache:
    """A folder of files with a limited number and size; the least recently used are removed first."""

    def __init__(self, folder: Path, max_files: int = 4000, max_bytes: int = 256 * BYTES_PER_MEGABYTE) -> None:
        self.folder = folder
        self._max_files, self._max_bytes = max_files, max_bytes
        self._lock = Lock()
        self._usage: tuple[int, int] | None = None

    def get(self, key: str) -> bytes | None:
        """Return a file's content, or None."""
        path = self._get_path(key)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Store a file; errors of the disk are ignored."""
        path = self._get_path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with open_atomic(path) as file:
                file.write(content)
        except OSError:
            return
        with self._lock:
            count, size = self._usage or self._count_files()
            self._usage = (count + 1, size + len(content))
            if self._usage[0] > self._max_files or self._usage[1] > self._max_bytes:
                self._usage = self._evict_oldest()

    def _get_path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _list_files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            try:
                file_stat = path.stat()
            except OSError:
                continue
            yield file_stat.st_mtime, file_stat.st_size, path

    def _count_files(self) -> tuple[int, int]:
        sizes = [size for _time, size, _path in self._list_files()]
        return len(sizes), sum(sizes)

    def _evict_oldest(self) -> tuple[int, int]:
        """Remove the oldest files until a tenth of the space is free; return the remaining count and size."""
        count, size = self._count_files()
        for _time, bytes_, path in sorted(self._list_files()):
            if count <= 0.9 * self._max_files and size <= 0.9 * self._max_bytes:
                break
            path.unlink(missing_ok=True)
            count, size = count - 1, size - bytes_
        return count, size


class PageImageRenderer:
    """Renders the page images of a library."""

    def __init__(self, library: Library, cache: PageImageCache) -> None:
        self.library = library
        self._cache = cache
        self._sandbox = Sandbox(["palermo.reading.sandbox_handlers"], RENDER_LIMITS)
        finalize(self, self._sandbox.close)  # `open_renderer` forgets a renderer without closing it
        # A single thread keeps the order of requests, and the process, which ends with the thread that started it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._slots = BoundedSemaphore(MAX_PENDING_IMAGES)
        self._failed: OrderedDict[str, tuple[float, DocumentFailed]] = OrderedDict()

    def render(self, document: Document, image_request: PageImageRequest) -> bytes | None:
        """Return a page as WebP, or None if its file is not on this machine.

        Raises DocumentFailed if it cannot be rendered, and RendererBusy if too many images are pending.
        """
        key = hash_json(IMAGE_VERSION, to_dict(image_request))
        cached = self._cache.get(key)
        if cached is not None:
            return cached
        path = find_original(self.library, document)
        if path is None:
            return None
        self._raise_if_failed(key)
        if not self._slots.acquire(blocking=False):
            raise RendererBusy
        try:
            step = build_page_image_step(path, document.source, image_request, RENDER_LIMITS)
            image = self._thread.submit(self._sandbox.run, document.source, step).result()
        except DocumentFailed as error:
            self._record_failure(key, error)
            raise
        finally:
            self._slots.release()
        self._cache.put(key, image)
        return image

    def close(self) -> None:
        """Stop the rendering process."""
        self._sandbox.shut_down()
        self._thread.shutdown(cancel_futures=True)
        self._sandbox.close()

    def _raise_if_failed(self, key: str) -> None:
        """Raise the recent error of a page that could not be rendered."""
        failed_at, error = self._failed.get(key, (0.0, TooLarge("", "")))
        if failed_at and time.monotonic() - failed_at < FAILURE_RETRY_AFTER_S:
            raise error

    def _record_failure(self, key: str, error: DocumentFailed) -> None:
        self._failed[key] = (time.monotonic(), error)
        while len(self._failed) > 1000:
            self._failed.popitem(last=False)


@lru_cache(maxsize=4)
def open_renderer(library: Path, state: Path) -> PageImageRenderer:
    """Return the renderer of a library, one for each process."""
    return PageImageRenderer(Library(library), PageImageCache(state / "pages"))


def get_renderer() -> PageImageRenderer:
    """Return the renderer of the served library."""
    return open_renderer(settings.PALERMO_LIBRARY, settings.STATE)


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
    return None if find_original(get_renderer().library, document) else MissingImageReason.NOT_HERE


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


def build_preview_context(
    view: View, document: Document, passages: Sequence[Passage], statements: Sequence[Statement], passage_id: str
) -> dict[str, Any]:
    """Return the page to show beside a text, or why it has none: no image, or private persons on the page."""
    sheet, missing = choose_page_preview(passages, statements, passage_id), find_missing_image_reason(document)
    withheld = sheet is not None and sheet.page in view.find_private_pages(document.id)
    return {"missing": missing, "sheet": None if missing or withheld else sheet, "withheld": withheld}


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
