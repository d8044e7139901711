"""What the list of publications can be asked for, and the publications that answer it, newest first."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from palermo import registry
from palermo.portal.base import display_names, languages, registry_links
from palermo.portal.base.list_query import FieldOptions, FormField, ListQuery
from palermo.registry import Publication
from palermo.statements import Document

TOPIC_SCHEMES = {
    "theme": "themes",
    "exploitation": "exploitation",
    "intervention": "interventions",
    "group": "groups",
}
"""Field -> scheme of the vocabulary, which is also the name of a topic of a fact."""

PublicationDocuments = Mapping[str, tuple[Document, ...]]


def list_publications() -> list[Publication]:
    """Every verified publication: newest first, undated ones last, then by title."""
    by_title = sorted(registry.load_registry().publications.values(), key=lambda one: one.title.casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def build_fields() -> list[FormField]:
    """The fields of the form, each with the values that some publication has."""
    language, every = languages.get_active_language(), list_publications()
    titles = {
        "theme": _("Theme"),
        "exploitation": _("Form of exploitation"),
        "intervention": _("Intervention"),
        "group": _("Group"),
    }
    found = [
        FormField(
            name="publisher",
            title=_("Publisher"),
            options=registry_links.list_entity_options(_collect_publishers(every), language),
        ),
        FormField(
            name="kind",
            title=_("Kind"),
            options=registry_links.list_concept_options("documents", (one.kind for one in every), language),
        ),
        FormField(name="year", title=_("Year"), options=_build_year_options(every)),
        FormField(name="language", title=_("Language"), options=_build_language_options(every)),
    ]
    for name, scheme in TOPIC_SCHEMES.items():
        used = {id for one in every for id in getattr(one.topics, scheme)}
        found.append(
            FormField(
                name=name, title=titles[name], options=registry_links.list_concept_options(scheme, used, language)
            )
        )
    return [*found, FormField(name="held", title=_("In the library"), options=[("yes", _("yes")), ("no", _("no"))])]


def _collect_publishers(publications: Iterable[Publication]) -> set[str]:
    return {id for one in publications for id in one.publishers}


def _build_year_options(publications: Iterable[Publication]) -> FieldOptions:
    return [(year, year) for year in sorted({one.date[:4] for one in publications if one.date}, reverse=True)]


def _build_language_options(publications: Iterable[Publication]) -> FieldOptions:
    found = [
        (code, languages.get_language_name(code)) for code in {code for one in publications for code in one.languages}
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())


def filter_publications(query: ListQuery, documents: PublicationDocuments) -> list[Publication]:
    """The publications that are asked for."""
    return [one for one in list_publications() if _is_match(one, query, documents)]


def _is_match(publication: Publication, query: ListQuery, documents: PublicationDocuments) -> bool:
    publishers = " ".join(
        f"{registry_links.get_short_name(id, 'en')} {display_names.get_label(id, languages.get_active_language())}"
        for id in publication.publishers
    )
    return (
        query.is_match("publisher", publication.publishers)
        and query.is_match("kind", (publication.kind,))
        and query.is_match("year", ((publication.date or "")[:4],))
        and query.is_match("language", publication.languages)
        and all(query.is_match(name, getattr(publication.topics, scheme)) for name, scheme in TOPIC_SCHEMES.items())
        and query.is_match("held", ("yes" if publication.id in documents else "no",))
        and query.has_all_words(publication.title, publication.symbol, publication.digest, publishers)
    )
