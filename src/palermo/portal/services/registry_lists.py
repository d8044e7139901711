"""The verified entities, instruments and publications of the registry: in order, filtered, searched and counted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from django.utils.text import Truncator

from palermo import registry
from palermo.analysis import collect_topics
from palermo.edition import Filters
from palermo.portal.base import languages
from palermo.portal.base.forms import FieldOptions, ListFilters, ListForm
from palermo.portal.base.number_formats import format_integer
from palermo.portal.services.current_edition import get_search_index
from palermo.registry import Entity, Instrument, Publication
from palermo.search import NameHit, NameType, find_kind_words, load_name_index
from palermo.statements import FACET_BY_TAG_FIELD, Document, normalise_text

MAX_LABEL_CHARS = 70
"""Characters of an option, so that its count is shown."""
type FieldGetters[T] = Mapping[str, Callable[[T], Collection[str]]]
"""By name of a field: the values that a row has of it."""
ARABIC_ARTICLE = "ال"
"""The Arabic article, which alphabetical lists ignore."""
NON_LATIN_LANGUAGES = ("ar", "ru")
SCHEME_BY_FILTER = {facet: scheme for scheme, facet in FACET_BY_TAG_FIELD.items()}
"""Scheme of the vocabulary, which is also the name of a topic of a fact, by filter of the list."""
PublicationDocuments = Mapping[str, tuple[Document, ...]]
"""Documents of the edition by id of the publication."""


def match_words(filters: Filters) -> Filters:
    """Return filters that find statements by words in any language, by tags, and by semantic similarity.

    A word that names a kind of the filters is not looked for: `recommendations on shelters` among recommendations.
    Without a search index, the filters are unchanged: quotes must contain the words.
    """
    index = get_search_index()
    if index is None or not filters.words:
        return filters
    kinds, named = filters.get_values("kind"), find_kind_words(filters.words)
    words = named.text if named and named.kind in kinds else filters.words
    matches = index.match_statements(words, kinds, hint=languages.get_active_language())
    return replace(filters, matches=matches)


def find_names(query: str, types: Collection[NameType] = tuple(NameType)) -> list[NameHit]:
    """Return rows of the registry and topics by name, best first, for the page's language."""
    return load_name_index().find(query, languages.get_active_language(), types)


def select_by_words[T: Entity | Instrument | Publication](rows: Sequence[T], query: str, *types: NameType) -> list[T]:
    """Return the rows that a query finds, best first; all in their order if there is no query."""
    if not query:
        return list(rows)
    ranks = rank_rows(query, *types)
    return sorted((row for row in rows if row.id in ranks), key=lambda row: ranks[row.id])


def rank_rows(query: str, *types: NameType) -> Mapping[str, int]:
    """Return the ids of the rows of some types that a query finds, with their ranks.

    A provision counts as its instrument.
    """
    hits = find_names(query, types)
    ids = dict.fromkeys(hit.item.parent_id or hit.item.id for hit in hits)
    return {id: rank for rank, id in enumerate(ids)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryList[T: Entity | Instrument | Publication]:
    """Rows of the registry in their order, with their values of each field, and the types of their names."""

    rows: Sequence[T]
    getters: FieldGetters[T]
    types: tuple[NameType, ...]

    def select(self, filters: ListFilters) -> list[T]:
        """Return the rows that match the filters; with words, the best match first."""
        return select_by_words(self._filter(self.rows, filters), filters.search_text, *self.types)

    def count_values(self, filters: ListFilters) -> Mapping[str, Mapping[str, int]]:
        """Count the rows that match the filters by the values of each field, whose own filter is ignored."""
        rows_found = select_by_words(self.rows, filters.search_text, *self.types)
        counts = {}
        for name, get in self.getters.items():
            lifted = replace(filters, chosen={item: value for item, value in filters.chosen.items() if item != name})
            others = self._filter(rows_found, lifted)
            counts[name] = Counter(value for row in others for value in set(get(row)))
        return counts

    def _filter(self, rows: Sequence[T], filters: ListFilters) -> list[T]:
        return [row for row in rows if all(filters.is_match(name, get(row)) for name, get in self.getters.items())]


def show_counts(form: ListForm, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Add the counts to the labels of a form's options, and remove options without results."""
    for bound in form.choice_fields:
        if bound.name in counts:
            chosen, numbers = form.get_value(bound.name), counts[bound.name]
            form.fields[bound.name].choices = [  # type: ignore[attr-defined]
                (value, f"{Truncator(label).chars(MAX_LABEL_CHARS)} ({format_integer(numbers.get(value, 0))})")
                for value, label in bound.field.choices  # type: ignore[attr-defined]
                if numbers.get(value) or value == chosen
            ]


def list_entities() -> list[Entity]:
    """Return every verified entity in the alphabetical order of the page's language."""
    language = languages.get_active_language()
    entities = registry.load_registry().entities.values()
    return sorted(entities, key=lambda entity: _compute_rank(get_sort_name(entity, language), language))


def _compute_rank(name: str, language: str) -> tuple[bool, str]:
    """Return a sort key that puts names in the page's alphabet before those in the Latin alphabet."""
    return language in NON_LATIN_LANGUAGES and name[:1].isascii(), name


def get_sort_name(entity: Entity, language: str) -> str:
    """Return the name by which an entity is sorted; pages in Chinese sort by the English name."""
    name = entity.names["en"] if language == "zh" else entity.names.get(language) or entity.names["en"]
    return normalise_text(name).removeprefix("the ").removeprefix(ARABIC_ARTICLE)


def get_initial(entity: Entity, language: str) -> str:
    """Return the letter under which an entity is listed."""
    return get_sort_name(entity, language)[:1].upper()


def list_initials() -> list[str]:
    """Return the letters under which entities are listed, in order."""
    return list(dict.fromkeys(get_initial(entity, languages.get_active_language()) for entity in list_entities()))


@lru_cache(maxsize=512)
def list_entity_themes(id: str) -> frozenset[str]:
    """Return the themes of an entity's publications, partnerships and instruments."""
    return collect_topics(registry.load_registry().get_profile(id))["themes"]


def build_entity_list() -> RegistryList[Entity]:
    """Return the entities with the values of the fields of their list."""
    language = languages.get_active_language()
    getters: FieldGetters[Entity] = {
        "kind": lambda item: (item.kind,),
        "theme": lambda item: list_entity_themes(item.id),
        "icat": lambda item: ("yes" if item.icat else "no",),
        "letter": lambda item: (get_initial(item, language),),
    }
    return RegistryList(rows=list_entities(), getters=getters, types=(NameType.ENTITY,))


def list_instruments() -> list[Instrument]:
    """Return every verified instrument: newest year first, then by title."""
    return _sort_by_year(registry.load_registry().instruments.values(), lambda item: item.names["en"])


def list_instrument_themes(instrument: Instrument) -> set[str]:
    """Return the themes of an instrument and of its provisions."""
    return {
        *instrument.topics.themes,
        *(id for provision in instrument.verified_provisions for id in provision.topics.themes),
    }


def build_instrument_list() -> RegistryList[Instrument]:
    """Return the instruments with the values of the fields of their list."""
    getters: FieldGetters[Instrument] = {
        "kind": lambda item: (item.kind,),
        "year": lambda item: ((item.date or "")[:4],),
        "theme": list_instrument_themes,
    }
    return RegistryList(rows=list_instruments(), getters=getters, types=(NameType.INSTRUMENT, NameType.PROVISION))


def list_publications() -> list[Publication]:
    """Return every verified publication: newest first, undated ones last, then by title."""
    return _sort_by_year(registry.load_registry().publications.values(), lambda item: item.title)


def _sort_by_year[T: Instrument | Publication](rows: Iterable[T], get_title: Callable[[T], str]) -> list[T]:
    by_title = sorted(rows, key=lambda row: get_title(row).casefold())
    return sorted(by_title, key=lambda row: (row.date or "")[:4], reverse=True)


def build_publication_list(documents: PublicationDocuments) -> RegistryList[Publication]:
    """Return the publications with the values of the fields of their list."""
    getters: FieldGetters[Publication] = {
        "publisher": lambda item: item.publishers,
        "kind": lambda item: (item.kind,),
        "year": lambda item: ((item.date or "")[:4],),
        "language": lambda item: item.languages,
        **{name: partial(_list_topics, scheme) for name, scheme in SCHEME_BY_FILTER.items()},
        "held": lambda item: ("yes" if item.id in documents else "no",),
    }
    return RegistryList(rows=list_publications(), getters=getters, types=(NameType.PUBLICATION,))


def list_year_options(rows: Iterable[Instrument | Publication]) -> FieldOptions:
    """Return the years of dated rows, the newest first."""
    return [(year, year) for year in sorted({row.date[:4] for row in rows if row.date}, reverse=True)]


def _list_topics(scheme: str, publication: Publication) -> tuple[str, ...]:
    topics: tuple[str, ...] = getattr(publication.topics, scheme)
    return topics
