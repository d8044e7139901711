"""The lists of all topics and of all places, with the number of statements on each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from palermo import registry, vocabulary
from palermo.edition import NO_FILTERS, View
from palermo.portal.base import display_names, languages
from palermo.portal.services.current_edition import ServedEdition
from palermo.portal.services.registry_lists import rank_rows
from palermo.portal.topics.topic_subjects import FACET_BY_SCHEME
from palermo.registry import WORLD
from palermo.search import NameType
from palermo.statements import FACET_BY_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTopic:
    """A topic or a place in a list."""

    id: str
    """Of a concept; the code of a country or region."""
    label: str
    address: str
    statements: int
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """Topics of one facet, or places of one region."""

    id: str
    title: str
    rows: Sequence[ListedTopic]
    address: str = ""
    """The page of the region."""
    statements: int = 0
    level: int = 1
    """1 for a continent, 2 for a region in it."""


def list_topics(served: ServedEdition, query: str) -> list[TopicGroup]:
    """Return the topics that a query finds, by facet; without a query, all of them."""
    language, known = languages.get_active_language(), vocabulary.load_vocabulary()
    counts = _count_statements(served)
    ranks = rank_rows(query, NameType.TOPIC) if query else None
    groups = []
    for scheme, facet in FACET_BY_SCHEME.items():
        concepts = [concept for concept in known.list_concepts(scheme) if ranks is None or concept.id in ranks]
        rows = [
            ListedTopic(
                id=concept.id,
                label=concept.labels.get(language) or concept.labels["en"],
                address=reverse("topics:topic", kwargs={"id": concept.id}),
                statements=counts[facet.name].get(concept.id, 0),
                definition=concept.definitions.get(language, ""),
            )
            for concept in concepts
        ]
        if rows:
            title = FACET_BY_NAME[facet.name].get_label(language)
            groups.append(TopicGroup(id=facet.name, title=title, rows=rows))
    return groups


def list_places(served: ServedEdition, query: str) -> list[TopicGroup]:
    """Return regions with their countries that a query finds, in the order of M49.

    Without a query, return all of them.
    """
    known, language = registry.load_registry(), languages.get_active_language()
    counts = _count_statements(served)
    ranks = rank_rows(query, NameType.PLACE) if query else None
    groups = []
    for region in sorted(known.regions.values(), key=lambda region: known.enclosing_regions[region.id][::-1]):
        countries = [
            state
            for state in known.states.values()
            if region.id == (state.intermediate or state.subregion or state.region)
            and (ranks is None or state.alpha3 in ranks)
        ]
        if region.id == WORLD or not (countries or ranks is None or region.id in ranks):
            continue
        rows = [
            ListedTopic(
                id=state.alpha3,
                label=display_names.get_label(state.id) or state.alpha3,
                address=reverse("topics:place", kwargs={"code": state.alpha3}),
                statements=counts["place"].get(state.alpha3, 0),
            )
            for state in countries
        ]
        groups.append(
            TopicGroup(
                id=region.id,
                title=region.names.get(language) or region.names["en"],
                rows=sorted(rows, key=lambda row: row.label.casefold()),
                address=reverse("topics:place", kwargs={"code": region.id}),
                statements=counts["region"].get(region.id, 0),
                level=min(len(known.enclosing_regions[region.id]) - 1, 3),
            )
        )
    return groups


def iterate_topic_records(groups: Sequence[TopicGroup]) -> Iterator[Mapping[str, Any]]:
    """Yield the topics as records for files."""
    for group in groups:
        for row in group.rows:
            yield {
                "facet": group.id,
                "id": row.id,
                "name": row.label,
                "definition": row.definition,
                "statements": row.statements,
            }


def iterate_place_records(groups: Sequence[TopicGroup]) -> Iterator[Mapping[str, Any]]:
    """Yield regions, each followed by the countries in it, as records for files."""
    for group in groups:
        yield {"id": group.id, "name": group.title, "region": None, "statements": group.statements}
        for row in group.rows:
            yield {"id": row.id, "name": row.label, "region": group.id, "statements": row.statements}


def _count_statements(served: ServedEdition) -> Mapping[str, Mapping[str, int]]:
    """Return the number of statements by facet and value, counted once for each edition."""
    return served.cache.get_or_compute("topic-counts", lambda: _count_view(served.view))


def _count_view(view: View) -> Mapping[str, Mapping[str, int]]:
    names = [*(facet.name for facet in FACET_BY_SCHEME.values()), "place"]
    counts: dict[str, Mapping[str, int]] = {
        name: {item.value: item.statements for item in counted}
        for name, counted in view.count_facets(NO_FILTERS, names).items()
    }
    with view.get_statement_index().select_facts(NO_FILTERS, ("region",)) as facts:
        return counts | {"region": facts.count_statements("region")}
