"""Rows of an edition beside its statements and passages: documents, and entities of the registry."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from palermo.edition import NO_FILTERS, View, select_one_per_work
from palermo.publishing.exchange.arrow_tables import DOCUMENT_SCHEMA, ENTITY_SCHEMA
from palermo.registry import Registry
from palermo.statements import LANGUAGES, Document

DOCUMENT_COLUMNS: Final = tuple(DOCUMENT_SCHEMA.names)
_NAME_AT: Final = ENTITY_SCHEMA.names.index("names")
ENTITY_COLUMNS: Final = (
    *ENTITY_SCHEMA.names[:_NAME_AT],
    *(f"names.{language}" for language in LANGUAGES),
    *ENTITY_SCHEMA.names[_NAME_AT + 1 :],
)
_OWN_FIELDS: Final = ("id", "acronym", "kind", "role", "website", "icat", "icat_since")


def build_document_row(document: Document) -> dict[str, Any]:
    """Return a document as it is exported."""
    values = {name: getattr(document, name) for name in DOCUMENT_COLUMNS}
    return values | {
        "version": document.version.value,
        "nature": document.nature.value,
        "publishers": list(document.publishers),
    }


def list_entity_rows(view: View, registry: Registry) -> Iterator[dict[str, Any]]:
    """Yield verified entities by English name, with their documents, each Work once, and their statements."""
    published = Counter(id for document in select_one_per_work(view.list_documents()) for id in document.publishers)
    facets = view.count_facets(NO_FILTERS, ["actor", "addressee"])
    acting, addressed = ({count.value: count.statements for count in facets[name]} for name in ("actor", "addressee"))
    for entity in sorted(registry.entities.values(), key=lambda entity: entity.names["en"]):
        row = {name: getattr(entity, name) for name in _OWN_FIELDS} | {
            "names": {language: entity.verified_names.get(language) for language in LANGUAGES},
            "other_names": [name for language, name in entity.verified_names.items() if language not in LANGUAGES],
            "sources": list(entity.sources),
            "documents": published[entity.id],
            "acting": acting.get(entity.id, 0),
            "addressed": addressed.get(entity.id, 0),
        }
        yield {name: row[name] for name in ENTITY_SCHEMA.names}
