"""The ground of the maps: the statements of the edition that is served, as numbers, made once for each edition."""

from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from palermo import registry, vocabulary
from palermo.analysis import Values
from palermo.analysis.who_does_what import Ground, Question, WhoDoesWhat, ground_of, who_does_what
from palermo.edition import View
from palermo.portal.editions.current import current_view

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

    def answer(self, question: Question) -> WhoDoesWhat:
        """The map that a question asks."""
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


def current_maps() -> Maps:
    """The maps of the edition that is served now; raises NoLibrary where there is none."""
    with _LOCK:  # two readers who come at once must not make them twice
        return _maps(current_view())


@lru_cache(maxsize=1)
def _maps(view: View) -> Maps:
    return Maps(view)
