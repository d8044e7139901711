"""Pictures of pages: drawn by one sandboxed process, kept on the disk, bounded in number, size, time and waiting."""

import os
import time
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore, Lock

from django.conf import settings

from palermo.edition import Library
from palermo.edition.files import replacing
from palermo.errors import DocumentFailed, TooLarge
from palermo.reading.readings import Wanted
from palermo.reading.sandbox import Limits, Sandbox
from palermo.statements import Document, digest, values

MEGABYTE = 1024 * 1024
VERSION = "pictures.2"
"""Changes when any picture may change: those from before are then drawn again."""
LIMITS = Limits(seconds=8.0, seconds_a_megabyte=0.1, longest=20.0, memory=1024 * MEGABYTE, documents=200)
"""A page of text is drawn in 0.05 seconds."""
READER = "palermo.reading:read"
WAITING = 6
"""Pictures that may be asked for at the same time; who comes then is told to come again."""
FORGETS = 600
"""Seconds after which a page that could not be drawn is tried again."""


class Busy(Exception):
    """Too many pictures are being drawn."""


class Shelf:
    """Files in a folder, the one that was asked for longest ago going first where they are too many or too large."""

    def __init__(self, folder: Path, most: int = 4000, size: int = 256 * MEGABYTE) -> None:
        self.folder = folder
        self._most, self._size = most, size
        self._lock = Lock()
        self._held: tuple[int, int] | None = None

    def get(self, key: str) -> bytes | None:
        """A file's content, or None."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a file; a disk that is full or may not be written keeps none."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as file:
                file.write(content)
        except OSError:
            return
        with self._lock:
            count, size = self._held or self._counted()
            self._held = (count + 1, size + len(content))
            if self._held[0] > self._most or self._held[1] > self._size:
                self._held = self._cleared()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            try:
                found = path.stat()
            except OSError:
                continue
            yield found.st_mtime, found.st_size, path

    def _counted(self) -> tuple[int, int]:
        sizes = [size for _time, size, _path in self._files()]
        return len(sizes), sum(sizes)

    def _cleared(self) -> tuple[int, int]:
        """Take the oldest away until a tenth of the room is free; gives what is left."""
        count, size = self._counted()
        for _time, bytes_, path in sorted(self._files()):
            if count <= 0.9 * self._most and size <= 0.9 * self._size:
                break
            path.unlink(missing_ok=True)
            count, size = count - 1, size - bytes_
        return count, size


class Drawings:
    """Pictures of a library's pages."""

    def __init__(self, library: Library, shelf: Shelf) -> None:
        self.library = library
        self._shelf = shelf
        self._sandbox = Sandbox(READER, LIMITS)
        # One thread of its own: it keeps the order, and the process, which dies with the thread that started it.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="drawing")
        self._room = BoundedSemaphore(WAITING)
        self._failed: OrderedDict[str, tuple[float, DocumentFailed]] = OrderedDict()

    def original(self, document: Document) -> Path | None:
        """Where a document's file lies on this machine, or None."""
        from palermo.pipeline.originals import original_of  # loads all that builds, which a page seldom needs

        return original_of(self.library, document)

    def picture(self, document: Document, wanted: Wanted) -> bytes | None:
        """A page as WebP; None where its file is not on this machine.

        Raises DocumentFailed where it cannot be drawn, Busy where too many wait.
        """
        key = digest(VERSION, values(wanted))
        held = self._shelf.get(key)
        if held is not None:
            return held
        path = self.original(document)
        if path is None:
            return None
        self._refuse_known(key)
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            drawn = self._thread.submit(self._sandbox.picture, path, wanted, document.source).result()
        except DocumentFailed as error:
            self._remember(key, error)
            raise
        finally:
            self._room.release()
        self._shelf.put(key, drawn)
        return drawn

    def close(self) -> None:
        """End the process that draws."""
        self._sandbox.end()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _refuse_known(self, key: str) -> None:
        """A page that cannot be drawn takes its time once, not at every look."""
        when, error = self._failed.get(key, (0.0, TooLarge("", "")))
        if when and time.monotonic() - when < FORGETS:
            raise error

    def _remember(self, key: str, error: DocumentFailed) -> None:
        self._failed[key] = (time.monotonic(), error)
        while len(self._failed) > 1000:
            self._failed.popitem(last=False)


@lru_cache(maxsize=4)
def of_library(library: Path, state: Path) -> Drawings:
    """The one Drawings of a library in this process."""
    return Drawings(Library(library), Shelf(state / "pages"))


def drawings() -> Drawings:
    """Pictures of the library that is served."""
    return of_library(settings.PALERMO_LIBRARY, settings.STATE)
