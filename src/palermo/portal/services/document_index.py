"""The documents of an edition with their counts, computed once for each edition."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palermo import registry
from palermo.analysis import match_instrument_texts, match_publications
from palermo.edition import NO_FILTERS, FacetCount, View, build_filters, select_one_per_work
from palermo.statements import Document, StatementKind

ALL_RECOMMENDATIONS = build_filters(kind=[StatementKind.RECOMMENDATION])


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIndex:
    """Documents, newest first, and counts of actors, addressees and citations."""

    documents: tuple[Document, ...]
    works: tuple[Document, ...]
    """One document for each Work, in the same order."""
    by_id: Mapping[str, Document]
    recommendation_counts: Mapping[str, int]
    """By document id; one without any is left out."""
    publisher_documents: Mapping[str, tuple[Document, ...]]
    """By registry id of the publisher."""
    actor_counts: Mapping[str, int]
    """Statements of all kinds by actor."""
    addressee_counts: Mapping[str, int]
    """Statements of all kinds by addressee."""
    citation_counts: Mapping[str, int]
    """Statements of all kinds by registry id of the instrument or publication that they cite."""
    citation_forms: Mapping[str, tuple[str, ...]]
    """By registry id of an instrument or publication: how statements name it, by id or by its symbol as printed."""
    publication_documents: Mapping[str, tuple[Document, ...]]
    """By id of the registry's publication: it, or digests of it."""
    instrument_documents: Mapping[str, tuple[Document, ...]]
    """By id of the registry's instrument: it, or digests of it."""

    def count_works(self, ids: Iterable[str]) -> int:
        """Return how many documents these are.

        Copies, translations and older versions of a text count once.

        This is what pages count as documents.
        """
        return len({self.by_id[id].work for id in ids if id in self.by_id})


def build_document_index(view: View) -> DocumentIndex:
    """Count an edition's documents and statements."""
    documents = tuple(view.list_documents())
    published: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        for publisher in document.publishers:
            published[publisher].append(document)
    facets = view.count_facets(NO_FILTERS)
    cited = _collect_citation_forms(facets["instrument"])
    return DocumentIndex(
        documents=documents,
        works=tuple(select_one_per_work(documents)),
        by_id={item.id: item for item in documents},
        recommendation_counts=_map_counts(view.count_facets(ALL_RECOMMENDATIONS)["document"]),
        publisher_documents={id: tuple(select_one_per_work(group)) for id, group in published.items()},
        actor_counts=_map_counts(facets["actor"]),
        addressee_counts=_map_counts(facets["addressee"]),
        citation_counts={
            id: view.find_statements(build_filters(instrument=values), limit=0).total for id, values in cited.items()
        },
        citation_forms=cited,
        publication_documents=match_publications(registry.load_registry().publications.values(), documents),
        instrument_documents=match_instrument_texts(registry.load_registry().instruments.values(), documents),
    )


def _collect_citation_forms(counts: Sequence[FacetCount]) -> Mapping[str, tuple[str, ...]]:
    """Return how statements name each instrument and publication of the registry."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for count in counts:
        for id in registry.load_registry().find_cited_ids(count.value):
            forms[id].append(count.value)
    return {id: tuple(values) for id, values in forms.items()}


def _map_counts(counts: Sequence[FacetCount]) -> Mapping[str, int]:
    return {count.value: count.statements for count in counts}
