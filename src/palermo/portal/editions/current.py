"""The edition that is served: followed by a look at one small file, so that a new one shows at the next request."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

from django.conf import settings

from palermo.analysis import appraisal, follow_up
from palermo.edition import Library, View, check_whole, open_view
from palermo.errors import NoLibrary, PalermoError
from palermo.portal.editions.answers import Answers
from palermo.portal.editions.shelf import Shelf, shelve
from palermo.search import FOLDER, SearchIndex, made, open_index
from palermo.vectors import shipped_encoder

Stamp = tuple[int, int, int]
MADE_LATER = (follow_up.FOLDER, appraisal.FOLDER)
"""Folders of an edition that may come after it, and be made again."""
ABOUT = "about.json"
"""File of such a folder that is written anew whenever it is made."""
LOG = logging.getLogger("palermo.portal")
AGAIN = 5.0
"""Seconds after which an edition that could not be served is tried again, as while it is being copied."""
INDEX_AGAIN = 0.5
"""The same of a search index that is not whole, of which every file must be looked at."""


class Kept:
    """What is made once for an edition, when it is first asked for: figures, charts, comparisons."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[str, Any]] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def get[T](self, name: str, make: Callable[[], T], mark: str = "") -> T:
        """The value of this name; made by one thread while others that ask for it wait.

        It is made again under another mark. None is not kept: what is not there now may come.
        """
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            held = self._made.get(name)
            if held is None or held[0] != mark:
                held = (mark, make())
                if held[1] is not None:
                    self._made[name] = held
            value: T = held[1]
            return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An edition that is open, and when its library named it."""

    stamp: Stamp
    view: View
    shelf: Shelf
    search: SearchIndex | None
    """None where the edition has no search index that can be asked."""
    index: str = "0"
    """When its search index was made, as `made_at` has it; 0 where it is not whole."""
    unsearchable: NoLibrary | None = None
    """Why it has none."""
    kept: Kept = field(default_factory=Kept)
    answers: Answers = field(default_factory=Answers)


class CurrentEdition:
    """The library's current edition, opened once and kept until the library names another.

    The one before is let go, not closed: requests that still read it keep it alive, and it closes with the last.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._open: Open | None = None
        self._lock = Lock()
        self._unfit: Stamp | None = None
        self._again = 0.0
        self._index_unfit, self._index_again = "", 0.0

    def open(self) -> Open:
        """The current edition; raises NoLibrary where none is built yet, or the only one cannot be served.

        While one request opens a new edition, the others are answered from the one before. A new edition that is not
        whole, or that another version made, is not served: the one before stays, and the new is tried again later.
        """
        stamp = self._stamp()
        held = self._open
        if held and held.stamp == stamp and not self._made_anew(held):
            return held
        if not self._lock.acquire(blocking=held is None):
            return cast(Open, held)
        try:
            if self._open is None or self._open.stamp != stamp:
                self._open = self._opened(stamp)
            elif index := self._made_anew(self._open):
                self._open = self._with_index(self._open, index)
            return self._open
        finally:
            self._lock.release()

    def _opened(self, stamp: Stamp) -> Open:
        """The edition that is named now; the one that is held where that cannot be served."""
        held = self._open
        if held and self._unfit == stamp and time.monotonic() < self._again:
            return held
        try:
            view = open_view(self.library)
            check_whole(self.library.edition(view.manifest.id), view.manifest)
            index = self._made_at(view)  # before it is opened: what is made meanwhile is opened again
            search, why = self._searched(view)
            return Open(stamp=stamp, view=view, shelf=shelve(view), search=search, index=index, unsearchable=why)
        except NoLibrary as error:
            if held is None:
                raise
            if self._unfit != stamp:
                LOG.error("The new edition is not served, the one before stays: %s", error)
            self._unfit, self._again = stamp, time.monotonic() + AGAIN
            return held

    def _made_at(self, view: View) -> str:
        folder = self.library.edition(view.manifest.id)
        return made_at(folder, FOLDER) if made(folder) else "0"

    def _made_anew(self, held: Open) -> str | None:
        """When the edition's index was made, if that is not the one that is open; while it is not whole, None."""
        found = made_at(self.library.edition(held.view.manifest.id), FOLDER)
        if found in ("0", held.index) or (found == self._index_unfit and time.monotonic() < self._index_again):
            return None
        if self._made_at(held.view) == "0":
            self._index_unfit, self._index_again = found, time.monotonic() + INDEX_AGAIN
            return None
        return found

    def _with_index(self, held: Open, index: str) -> Open:
        """The same edition with its index opened anew; the one before stays where that cannot be asked."""
        search, why = self._searched(held.view)
        kept = held.search if search is None else search
        return replace(held, index=index, search=kept, unsearchable=why if kept is None else None, answers=Answers())

    def _searched(self, view: View) -> tuple[SearchIndex | None, NoLibrary | None]:
        """The edition's search index, or why it cannot be asked."""
        encoder = shipped_encoder() if settings.PALERMO_MEANING else None
        try:
            return open_index(view, self.library.edition(view.manifest.id), encoder), None
        except NoLibrary as error:
            LOG.error("Search looks in titles and symbols alone: %s", error)
            return None, error

    def _stamp(self) -> Stamp:
        try:
            found = self.library.current_file.stat()
        except OSError:
            raise NoLibrary(
                str(self.library.path), "it holds no edition yet", "Run `palermo build FOLDER --library LIBRARY`"
            ) from None
        return (found.st_mtime_ns, found.st_ino, found.st_size)


@lru_cache(maxsize=8)
def following(library: Path) -> CurrentEdition:
    """The one CurrentEdition of a library in this process."""
    return CurrentEdition(Library(library))


_pinned: ContextVar[Open | None] = ContextVar("_pinned", default=None)


@contextmanager
def pinned() -> Iterator[None]:
    """One request asks one edition from its beginning to its end, whatever the library names meanwhile."""
    try:
        served = following(settings.PALERMO_LIBRARY).open()
    except PalermoError:
        served = None  # whoever asks for it tells why
    token = _pinned.set(served)
    try:
        yield
    finally:
        _pinned.reset(token)


def current_view() -> View:
    """View of the edition that is served now; raises NoLibrary where there is none."""
    return current().view


def current_shelf() -> Shelf:
    """The documents of the edition that is served now, counted."""
    return current().shelf


def current_search() -> SearchIndex | None:
    """The search index of the edition that is served now; None where it has none."""
    return current().search


def current() -> Open:
    """All of the edition that is served now: whoever asks several things of it asks one edition."""
    return _pinned.get() or following(settings.PALERMO_LIBRARY).open()


def current_token() -> str | None:
    """Stands for all that the pages show now: the edition, what was made of it since, and when its search index was.

    None where there is no edition. A search index that was damaged is made again.
    """
    told = told_token()
    return f"{told}-{current().index}" if told else None


def told_token() -> str | None:
    """Stands for all that is told now, found by search or not: the edition, when it was named current, and its chains.

    None where there is no edition. Chains and matched provisions may come minutes after the edition.
    """
    try:
        found = current()
    except PalermoError:
        return None
    edition, made = contents(found)
    return f"{edition}-{found.stamp[0]:x}-{made}"


def contents(found: Open) -> tuple[str, str]:
    """The edition, and when what comes after it was made: the same however often the edition is named current."""
    edition = found.view.manifest.id
    folder = Library(settings.PALERMO_LIBRARY).edition(edition)
    return edition, ".".join(made_at(folder, name) for name in MADE_LATER)


def made_at(edition: Path, name: str) -> str:
    """When a folder that comes after an edition was made, in nanoseconds (hex); 0 where it is not there."""
    try:
        return f"{(edition / name / ABOUT).stat().st_mtime_ns:x}"
    except OSError:
        return "0"
