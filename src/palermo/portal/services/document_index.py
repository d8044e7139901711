"""The documents of an edition with their counts, computed once for each edition."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from palermo import registry
from palermo.analysis import match_instrument_texts, match_publications
from palermo.edition import NO_FILTERS, FacetCount, View, build_filters, select_one_per_work
from palermo.statements import Document, StatementKind

ALL_RECOMMENDATIONS = build_filters(kind=[StatementKind.RECOMMENDATION])


@dataclass(frozen=True, kw_only=True)
class DocumentIndex:
    """Documents, newest first, and counts of actors, addressees and citations.

    Each is computed when first needed, because decisions arrive more often than pages need all of them.
    """

    view: View

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        return tuple(self.view.list_documents())

    @cached_property
    def works(self) -> tuple[Document, ...]:
        """One document for each Work, in the same order."""
        return tuple(select_one_per_work(self.documents))

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        """Documents by id."""
        return {item.id: item for item in self.documents}

    @cached_property
    def recommendation_counts(self) -> Mapping[str, int]:
        """Number of recommendations by document id; documents without any are left out."""
        return _map_counts(self.view.count_facets(ALL_RECOMMENDATIONS, ["document"])["document"])

    @cached_property
    def publisher_documents(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents by registry id of the publisher."""
        published: defaultdict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            for publisher in document.publishers:
                published[publisher].append(document)
        return {id: tuple(select_one_per_work(group)) for id, group in published.items()}

    @cached_property
    def actor_counts(self) -> Mapping[str, int]:
        """Statements of all kinds by actor."""
        return _map_counts(self._facets["actor"])

    @cached_property
    def addressee_counts(self) -> Mapping[str, int]:
        """Statements of all kinds by addressee."""
        return _map_counts(self._facets["addressee"])

    @cached_property
    def citation_counts(self) -> Mapping[str, int]:
        """Statements of all kinds by registry id of the instrument or publication that they cite."""
        counts = _map_counts(self._facets["instrument"])
        return {
            id: counts[forms[0]]
            if len(forms) == 1
            else self.view.find_statements(build_filters(instrument=forms), limit=0).total
            for id, forms in self.citation_forms.items()
        }

    @cached_property
    def citation_forms(self) -> Mapping[str, tuple[str, ...]]:
        """How statements name an instrument or publication, by registry id: its id, or its symbol."""
        return _collect_citation_forms(self._facets["instrument"])

    @cached_property
    def publication_documents(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents by id of the registry's publication: the publication itself, or digests of it."""
        return match_publications(registry.load_registry().publications.values(), self.documents)

    @cached_property
    def instrument_documents(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents by id of the registry's instrument: the instrument itself, or digests of it."""
        return match_instrument_texts(registry.load_registry().instruments.values(), self.documents)

    @cached_property
    def _facets(self) -> Mapping[str, Sequence[FacetCount]]:
        return self.view.count_facets(NO_FILTERS, ["actor", "addressee", "instrument"])

    def count_works(self, ids: Iterable[str]) -> int:
        """Return how many distinct documents these are, which is what pages count as documents.

        Copies, translations and older versions of a text count once.
        """
        return len({self.by_id[id].work for id in ids if id in self.by_id})


def _collect_citation_forms(counts: Sequence[FacetCount]) -> Mapping[str, tuple[str, ...]]:
    """Return how statements name each instrument and publication of the registry."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for count in counts:
        for id in registry.load_registry().find_cited_ids(count.value):
            forms[id].append(count.value)
    return {id: tuple(values) for id, values in forms.items()}


def _map_counts(counts: Sequence[FacetCount]) -> Mapping[str, int]:
    return {count.value: count.statements for count in counts}
