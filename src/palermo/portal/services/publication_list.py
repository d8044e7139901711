"""The verified publications of the registry, newest first, and those that match filters."""

from collections.abc import Mapping

from palermo import registry
from palermo.portal.base.forms import ListFilters
from palermo.portal.services.text_search import select_by_words
from palermo.registry import Publication
from palermo.search import NameType
from palermo.statements import Document

TOPIC_SCHEMES = {
    "theme": "themes",
    "exploitation": "exploitation",
    "intervention": "interventions",
    "group": "groups",
}
"""Field -> scheme of the vocabulary, which is also the name of a topic of a fact."""

PublicationDocuments = Mapping[str, tuple[Document, ...]]
"""Documents of the edition by id of the publication."""


def list_publications() -> list[Publication]:
    """Return every verified publication: newest first, undated ones last, then by title."""
    by_title = sorted(registry.load_registry().publications.values(), key=lambda one: one.title.casefold())
    return sorted(by_title, key=lambda one: (one.date or "")[:4], reverse=True)


def filter_publications(filters: ListFilters, documents: PublicationDocuments) -> list[Publication]:
    """Return the publications that match the filters; with words, the best match first."""
    matching = [one for one in list_publications() if _is_match(one, filters, documents)]
    return select_by_words(matching, filters.search_text, NameType.PUBLICATION)


def _is_match(publication: Publication, filters: ListFilters, documents: PublicationDocuments) -> bool:
    return (
        filters.is_match("publisher", publication.publishers)
        and filters.is_match("kind", (publication.kind,))
        and filters.is_match("year", ((publication.date or "")[:4],))
        and filters.is_match("language", publication.languages)
        and all(filters.is_match(name, getattr(publication.topics, scheme)) for name, scheme in TOPIC_SCHEMES.items())
        and filters.is_match("held", ("yes" if publication.id in documents else "no",))
    )
