"""The ground of the maps: the statements of the edition that is served, as numbers, made once for each edition."""

from collections import OrderedDict
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings

from palermo import registry, vocabulary
from palermo.analysis import Values, where
from palermo.analysis.who_does_what import Ground, Question, WhoDoesWhat, ground_of, who_does_what
from palermo.edition import Edition, Library, View, editions, open_earlier
from palermo.edition.view import find_edition
from palermo.errors import NoLibrary, NotFound
from palermo.portal.editions.current import current_view

WIDEST = 40
"""Rows and columns of which the cells are counted, unless more are asked for."""
KEPT = 128
"""Maps that are kept for those who ask the same again."""


@lru_cache(maxsize=1)
def values() -> Values:
    """The values of all dimensions."""
    return Values(registry.load(), vocabulary.load())


class Maps:
    """An edition's ground and the maps that were asked of it last."""

    def __init__(self, view: View) -> None:
        self.ground: Ground = ground_of(view, values())
        self._kept: OrderedDict[str, WhoDoesWhat] = OrderedDict()
        self._lock = Lock()
        self.answer(
            Question(rows="entity", columns="intervention", where=where((), values()), most=WIDEST, others=True)
        )

    def answer(self, question: Question) -> WhoDoesWhat:
        """The map that a question asks; the one that a visitor sees first is there from the beginning."""
        key = repr(question)
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        found = who_does_what(self.ground, question, values())
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found


_LOCK = Lock()
_LOCK_BEFORE = Lock()
"""Of other editions: while one is read, the maps of the one that is served go on."""


def current_maps() -> Maps:
    """The maps of the edition that is served now; raises NoLibrary where there is none."""
    with _LOCK:  # two readers who come at once must not make them twice
        return _maps(current_view())


@lru_cache(maxsize=1)
def _maps(view: View) -> Maps:
    return Maps(view)


def other_editions() -> list[Edition]:
    """The editions of the library beside the one that is served, newest first."""
    served = current_view().manifest.id
    return [one for one in editions(Library(settings.PALERMO_LIBRARY)) if one.manifest.id != served]


def ground_before(named: str) -> Ground:
    """The statements of another edition as numbers, without documents that are not public any more; two are kept.

    Raises NotFound, also for an edition that cannot be read, as one that another version made.
    """
    served = current_view().manifest.id
    edition = find_edition(Library(settings.PALERMO_LIBRARY), named)
    try:
        with _LOCK_BEFORE:
            return _before(settings.PALERMO_LIBRARY, edition, served)
    except NoLibrary as error:  # of the edition that is named: the one that is served is there
        raise NotFound(f"edition {edition!r}", error.reason, "Take another edition") from error


@lru_cache(maxsize=2)
def _before(library: Path, edition: str, served: str) -> Ground:
    return ground_of(open_earlier(Library(library), edition, served), values())
