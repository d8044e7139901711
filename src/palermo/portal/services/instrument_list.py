"""The verified instruments of the registry, newest first, and those that match filters."""

from palermo import registry
from palermo.portal.base.forms import ListFilters
from palermo.portal.services.text_search import select_by_words
from palermo.registry import Instrument
from palermo.search import NameType


def list_instruments() -> list[Instrument]:
    """Return every verified instrument: newest year first, then by title."""
    by_title = sorted(registry.load_registry().instruments.values(), key=lambda one: one.names["en"].casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def list_themes(instrument: Instrument) -> set[str]:
    """Return the themes of an instrument and of its provisions."""
    return {*instrument.topics.themes, *(id for provision in instrument.provisions for id in provision.topics.themes)}


def filter_instruments(filters: ListFilters) -> list[Instrument]:
    """Return the instruments that match the filters; with words, the best match first."""
    matching = [
        one
        for one in list_instruments()
        if filters.is_match("kind", (one.kind,))
        and filters.is_match("year", ((one.date or "")[:4],))
        and filters.is_match("theme", list_themes(one))
    ]
    return select_by_words(matching, filters.search_text, NameType.INSTRUMENT, NameType.PROVISION)
