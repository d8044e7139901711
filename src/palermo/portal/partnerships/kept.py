"""The partnerships of the edition that is served, made once and kept, for every page asks them."""

from dataclasses import dataclass
from functools import lru_cache

from palermo import registry
from palermo.analysis.partnerships import Prospects, Ties, current_ties, picture, prospective_ties
from palermo.portal.editions.current import current_view, told_token
from palermo.portal.frame import facts, languages, names
from palermo.portal.partnerships.pictures import drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Ties and prospects of one edition."""

    ties: Ties
    prospects: Prospects

    def known(self, id: str) -> bool:
        """Whether a body has a place in them, or in the registry."""
        return id in registry.load().entities or id in self.ties.names

    def name(self, id: str) -> str:
        """A body's name in the page's language, or as documents print it."""
        return self.ties.names.get(id) or names.label(id, languages.active()) or id

    def short(self, id: str) -> str:
        """Its acronym where it has one."""
        return self.ties.names.get(id) or facts.short(id, languages.active())


def kept() -> Kept:
    """The partnerships of the current edition; raises NoLibrary where there is none."""
    current_view()  # complains where there is no edition
    return _made(told_token())


@lru_cache(maxsize=2)
def _made(token: str | None) -> Kept:
    view, known = current_view(), registry.load()
    ties = current_ties(view, known)
    return Kept(ties=ties, prospects=prospective_ties(view, known, ties))


def picture_of(centre: str | None = None, most: int = 60) -> str:
    """The network, or the neighbourhood of one body, as SVG for a page."""
    return _drawn(told_token(), languages.active(), centre, most)


@lru_cache(maxsize=64)
def _drawn(token: str | None, language: str, centre: str | None, most: int) -> str:
    made = kept()
    labels = {id: made.short(id) for id in made.ties.bodies}
    return drawn(picture(made.ties, labels, centre=centre, most=most), centre)
