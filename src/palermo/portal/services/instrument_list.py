"""What the list of instruments can be asked for, and the instruments that answer it, newest first."""

from django.utils.translation import gettext as _

from palermo import registry
from palermo.portal.base import languages, registry_links, value_labels
from palermo.portal.base.list_query import FormField, ListQuery
from palermo.registry import Instrument


def list_instruments() -> list[Instrument]:
    """Every verified instrument: newest year first, then by title."""
    by_title = sorted(registry.load_registry().instruments.values(), key=lambda one: one.names["en"].casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def build_fields() -> list[FormField]:
    """The fields of the form, each with the values that some instrument has."""
    every = list_instruments()
    kinds = {one.kind for one in every}
    years = sorted({one.date[:4] for one in every if one.date}, reverse=True)
    return [
        FormField(
            name="kind",
            title=_("Kind"),
            options=[(id, str(word)) for id, word in value_labels.INSTRUMENT_KINDS.items() if id in kinds],
        ),
        FormField(name="year", title=_("Year"), options=[(year, year) for year in years]),
        FormField(
            name="theme",
            title=_("Theme"),
            options=registry_links.list_concept_options(
                "themes", {id for one in every for id in list_themes(one)}, languages.get_active_language()
            ),
        ),
    ]


def list_themes(instrument: Instrument) -> set[str]:
    """Themes of an instrument and of its provisions."""
    return {*instrument.topics.themes, *(id for provision in instrument.provisions for id in provision.topics.themes)}


def filter_instruments(query: ListQuery) -> list[Instrument]:
    """The instruments that are asked for."""
    return [
        one
        for one in list_instruments()
        if query.is_match("kind", (one.kind,))
        and query.is_match("year", ((one.date or "")[:4],))
        and query.is_match("theme", list_themes(one))
        and query.has_all_words(one.symbol, one.organ, *one.names.values(), *one.matching)
    ]
