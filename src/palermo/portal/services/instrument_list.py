"""The verified instruments of the registry, newest first, and those that match filters."""

from collections.abc import Mapping

from palermo import registry
from palermo.portal.base.forms import ListFilters
from palermo.portal.services.list_filters import FieldGetters, count_values, select_rows
from palermo.registry import Instrument
from palermo.search import NameType


def list_instruments() -> list[Instrument]:
    """Return every verified instrument: newest year first, then by title."""
    by_title = sorted(
        registry.load_registry().instruments.values(), key=lambda instrument: instrument.names["en"].casefold()
    )
    return sorted(by_title, key=lambda item: (item.date or "")[:4], reverse=True)


def list_themes(instrument: Instrument) -> set[str]:
    """Return the themes of an instrument and of its provisions."""
    return {
        *instrument.topics.themes,
        *(id for provision in instrument.verified_provisions for id in provision.topics.themes),
    }


INSTRUMENT_GETTERS: FieldGetters[Instrument] = {
    "kind": lambda item: (item.kind,),
    "year": lambda item: ((item.date or "")[:4],),
    "theme": list_themes,
}
INSTRUMENT_TYPES = (NameType.INSTRUMENT, NameType.PROVISION)


def filter_instruments(filters: ListFilters) -> list[Instrument]:
    """Return the instruments that match the filters; with words, the best match first."""
    return select_rows(list_instruments(), filters, INSTRUMENT_GETTERS, *INSTRUMENT_TYPES)


def count_instruments(filters: ListFilters) -> Mapping[str, Mapping[str, int]]:
    """Count the matching instruments by the values of each field."""
    return count_values(list_instruments(), filters, INSTRUMENT_GETTERS, *INSTRUMENT_TYPES)
