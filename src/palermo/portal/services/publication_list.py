"""The verified publications of the registry, newest first, and those that match filters."""

from collections.abc import Mapping
from functools import partial

from palermo import registry
from palermo.portal.base.forms import ListFilters
from palermo.portal.services.list_filters import FieldGetters, count_values, select_rows
from palermo.registry import Publication
from palermo.search import NameType
from palermo.statements import FACET_BY_TAG_FIELD, Document

SCHEME_BY_FILTER = {facet: scheme for scheme, facet in FACET_BY_TAG_FIELD.items()}
"""Scheme of the vocabulary, which is also the name of a topic of a fact, by filter of the list."""

PublicationDocuments = Mapping[str, tuple[Document, ...]]
"""Documents of the edition by id of the publication."""


def list_publications() -> list[Publication]:
    """Return every verified publication: newest first, undated ones last, then by title."""
    by_title = sorted(
        registry.load_registry().publications.values(), key=lambda publication: publication.title.casefold()
    )
    return sorted(by_title, key=lambda item: (item.date or "")[:4], reverse=True)


def build_publication_getters(documents: PublicationDocuments) -> FieldGetters[Publication]:
    """Return how a publication has values of the fields of the list."""
    return {
        "publisher": lambda item: item.publishers,
        "kind": lambda item: (item.kind,),
        "year": lambda item: ((item.date or "")[:4],),
        "language": lambda item: item.languages,
        **{name: partial(_list_topics, scheme) for name, scheme in SCHEME_BY_FILTER.items()},
        "held": lambda item: ("yes" if item.id in documents else "no",),
    }


def filter_publications(filters: ListFilters, documents: PublicationDocuments) -> list[Publication]:
    """Return the publications that match the filters; with words, the best match first."""
    return select_rows(list_publications(), filters, build_publication_getters(documents), NameType.PUBLICATION)


def count_publications(filters: ListFilters, documents: PublicationDocuments) -> Mapping[str, Mapping[str, int]]:
    """Count the matching publications by the values of each field."""
    return count_values(list_publications(), filters, build_publication_getters(documents), NameType.PUBLICATION)


def _list_topics(scheme: str, publication: Publication) -> tuple[str, ...]:
    topics: tuple[str, ...] = getattr(publication.topics, scheme)
    return topics
