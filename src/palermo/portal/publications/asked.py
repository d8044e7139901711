"""What the list of publications can be asked for, and the publications that answer it, newest first."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from palermo import registry
from palermo.portal.frame import facts, languages, names
from palermo.portal.frame.asking import Asked, Field, Options
from palermo.registry import Publication
from palermo.statements import Document

TOPICS = {
    "theme": "themes",
    "exploitation": "exploitation",
    "intervention": "interventions",
    "group": "groups",
}
"""Field -> scheme of the vocabulary, which is also the name of a topic of a fact."""

Held = Mapping[str, tuple[Document, ...]]


def known() -> list[Publication]:
    """Every verified publication: newest first, undated ones last, then by title."""
    by_title = sorted(registry.load().publications.values(), key=lambda one: one.title.casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def fields() -> list[Field]:
    """The fields of the form, each with the values that some publication has."""
    language, every = languages.active(), known()
    titles = {
        "theme": _("Theme"),
        "exploitation": _("Form of exploitation"),
        "intervention": _("Intervention"),
        "group": _("Group"),
    }
    found = [
        Field(name="publisher", title=_("Publisher"), options=facts.entities(_publishers(every), language)),
        Field(name="kind", title=_("Kind"), options=facts.concepts("documents", (one.kind for one in every), language)),
        Field(name="year", title=_("Year"), options=_years(every)),
        Field(name="language", title=_("Language"), options=_languages(every)),
    ]
    for name, scheme in TOPICS.items():
        used = {id for one in every for id in getattr(one.topics, scheme)}
        found.append(Field(name=name, title=titles[name], options=facts.concepts(scheme, used, language)))
    return [*found, Field(name="held", title=_("In the library"), options=[("yes", _("yes")), ("no", _("no"))])]


def _publishers(every: Iterable[Publication]) -> set[str]:
    return {id for one in every for id in one.publishers}


def _years(every: Iterable[Publication]) -> Options:
    return [(year, year) for year in sorted({one.date[:4] for one in every if one.date}, reverse=True)]


def _languages(every: Iterable[Publication]) -> Options:
    found = [(code, languages.name(code)) for code in {code for one in every for code in one.languages}]
    return sorted(found, key=lambda pair: pair[1].casefold())


def found(ask: Asked, held: Held) -> list[Publication]:
    """The publications that are asked for."""
    return [one for one in known() if _passes(one, ask, held)]


def _passes(one: Publication, ask: Asked, held: Held) -> bool:
    publishers = " ".join(f"{facts.short(id, 'en')} {names.label(id, languages.active())}" for id in one.publishers)
    return (
        ask.fits("publisher", one.publishers)
        and ask.fits("kind", (one.kind,))
        and ask.fits("year", ((one.date or "")[:4],))
        and ask.fits("language", one.languages)
        and all(ask.fits(name, getattr(one.topics, scheme)) for name, scheme in TOPICS.items())
        and ask.fits("held", ("yes" if one.id in held else "no",))
        and ask.says(one.title, one.symbol, one.digest, publishers)
    )
