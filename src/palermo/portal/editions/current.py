"""The edition that is served: followed by a look at one small file, so that a new one shows at the next request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from palermo.edition import Library, View, open_view
from palermo.errors import NoLibrary, PalermoError
from palermo.portal.editions.shelf import Shelf, shelve
from palermo.search import SearchIndex, open_index
from palermo.vectors import shipped_encoder

Stamp = tuple[int, int, int]


class Kept:
    """What is made once for an edition, when it is first asked for: figures, charts, comparisons."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}
        self._locks: dict[str, Lock] = {}
        self._lock = Lock()

    def get[T](self, name: str, make: Callable[[], T]) -> T:
        """The value of this name; made by one thread while others that ask for it wait."""
        with self._lock:
            lock = self._locks.setdefault(name, Lock())
        with lock:
            if name not in self._made:
                self._made[name] = make()
            value: T = self._made[name]
            return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An edition that is open, and when its library named it."""

    stamp: Stamp
    view: View
    shelf: Shelf
    search: SearchIndex | None
    """None where the edition has no search index that can be asked."""
    kept: Kept = field(default_factory=Kept)


class CurrentEdition:
    """The library's current edition, opened once and kept until the library names another.

    The one before is let go, not closed: requests that still read it keep it alive, and it closes with the last.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._open: Open | None = None
        self._lock = Lock()

    def open(self) -> Open:
        """The current edition; raises NoLibrary where none is built yet."""
        stamp = self._stamp()
        held = self._open
        if held and held.stamp == stamp:
            return held
        with self._lock:
            if self._open is None or self._open.stamp != stamp:
                view = open_view(self.library)
                self._open = Open(stamp=stamp, view=view, shelf=shelve(view), search=self._searched(view))
            return self._open

    def _searched(self, view: View) -> SearchIndex | None:
        encoder = shipped_encoder() if settings.PALERMO_MEANING else None
        try:
            return open_index(view, self.library.edition(view.manifest.id), encoder)
        except NoLibrary:
            return None

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


def current_view() -> View:
    """View of the edition that is served now; raises NoLibrary where there is none."""
    return following(settings.PALERMO_LIBRARY).open().view


def current_shelf() -> Shelf:
    """The documents of the edition that is served now, counted."""
    return following(settings.PALERMO_LIBRARY).open().shelf


def current_search() -> SearchIndex | None:
    """The search index of the edition that is served now; None where it has none."""
    return following(settings.PALERMO_LIBRARY).open().search


def current() -> Open:
    """All of the edition that is served now: whoever asks several things of it asks one edition."""
    return following(settings.PALERMO_LIBRARY).open()


def current_token() -> str | None:
    """Stands for all that the pages show now: the edition and when it was named current; None where there is none."""
    try:
        found = following(settings.PALERMO_LIBRARY).open()
    except PalermoError:
        return None
    return f"{found.view.manifest.id}-{found.stamp[0]:x}"
