"""What the list of instruments can be asked for, and the instruments that answer it, newest first."""

from django.utils.translation import gettext as _

from palermo import registry
from palermo.portal.frame import facts, languages, words
from palermo.portal.frame.asking import Asked, Field
from palermo.registry import Instrument


def known() -> list[Instrument]:
    """Every verified instrument: newest year first, then by title."""
    by_title = sorted(registry.load().instruments.values(), key=lambda one: one.names["en"].casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def fields() -> list[Field]:
    """The fields of the form, each with the values that some instrument has."""
    every = known()
    kinds = {one.kind for one in every}
    years = sorted({one.date[:4] for one in every if one.date}, reverse=True)
    return [
        Field(
            name="kind",
            title=_("Kind"),
            options=[(id, str(word)) for id, word in words.INSTRUMENT_KINDS.items() if id in kinds],
        ),
        Field(name="year", title=_("Year"), options=[(year, year) for year in years]),
        Field(
            name="theme",
            title=_("Theme"),
            options=facts.concepts("themes", {id for one in every for id in themes(one)}, languages.active()),
        ),
    ]


def themes(one: Instrument) -> set[str]:
    """Themes of an instrument and of its provisions."""
    return {*one.topics.themes, *(id for provision in one.provisions for id in provision.topics.themes)}


def found(ask: Asked) -> list[Instrument]:
    """The instruments that are asked for."""
    return [
        one
        for one in known()
        if ask.fits("kind", (one.kind,))
        and ask.fits("year", ((one.date or "")[:4],))
        and ask.fits("theme", themes(one))
        and ask.says(one.symbol, one.organ, *one.names.values(), *one.matching)
    ]
