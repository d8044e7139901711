"""Values of facets by any written name, their labels and regions, and the parsing of filters."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NoReturn

from rapidfuzz import fuzz, process

from palermo.edition import Filters
from palermo.errors import NameUnknown, QuestionInvalid
from palermo.languages import choose_label
from palermo.registry import WORLD, Registry
from palermo.statements import (
    AS_PRINTED,
    FACET_BY_NAME,
    FACETS,
    NAME_FACETS,
    NAME_PREFIX,
    NO_PARTICIPANT,
    NO_PLACE,
    UNREGISTERED_PREFIXES,
    Facet,
    Ref,
    RefType,
    normalise_text,
    resolve_facet_name,
)
from palermo.vocabulary import Vocabulary

UNNAMED_VALUES = (AS_PRINTED, NO_PARTICIPANT)
"""Values for names without an id, and for statements that name nobody."""
_YEAR_RANGE_PATTERN = re.compile(r"([12]\d{3})(?:\s*(?:\.\.|-|–)\s*([12]\d{3}))?")
ICAT_MEMBERS = "icat-members"
"""Stands for all entities that a public source names as members of ICAT."""
MAX_LISTED_VALUES = 20
"""Maximum values of a facet for which an error lists them all if no name is similar."""
MIN_NAME_SIMILARITY = 80
"""Minimum similarity, from 0 to 100, of names that are suggested for an unknown one."""
MIN_NAME_BEGINNING = 5
"""Minimum number of characters for which names that begin with them are suggested."""


class FacetValues:
    """The values that facets can have, from the registry and the vocabulary."""

    def __init__(self, registry: Registry, vocabulary: Vocabulary) -> None:
        self.registry = registry
        self.vocabulary = vocabulary
        self._ids_by_name: dict[str, Mapping[str, str]] = {}

    def find_ids(self, facet: str, text: str) -> tuple[str, ...]:
        """Return the ids of the values that a text names; raises QuestionInvalid, with suggestions, for none.

        There are several for a range of years, for a symbol that several texts share, and for the States of a region.
        """
        if facet == "year":
            return self._parse_years(text)
        if facet == "instrument":
            return tuple(dict.fromkeys((*self.registry.find_cited_ids(text), text)))
        if FACET_BY_NAME[facet].in_maps and not self._get_ids_by_name(facet):
            return (text,)  # an open set of values, each its own name
        if text.startswith(UNREGISTERED_PREFIXES) or (text == NO_PLACE and facet in ("place", "region")):
            return (text,)
        if facet in NAME_FACETS and (ids := self._find_participant_ids(facet, text)):
            return ids
        value_id = self._get_ids_by_name(facet).get(_normalise_name(text)) or self._find_by_name(facet, text)
        if value_id is None:
            self._raise_unknown(facet, text)
        return (value_id,)

    def _find_participant_ids(self, facet: str, text: str) -> tuple[str, ...]:
        """Return the ids of a class of participants, or of the States of a region; none for a single name."""
        if text in UNNAMED_VALUES:
            return (text,)
        if facet == "actor" and text == ICAT_MEMBERS:
            return tuple(entity.id for entity in self.registry.entities.values() if entity.icat)
        region = self._get_ids_by_name("region").get(_normalise_name(text))
        if region is None or region == WORLD:
            return ()
        return tuple(f"state:{code}" for code in self.list_countries((region,)))

    def get_label(self, facet: str, id: str, language: str = "en") -> str:
        """Return the label of a value in a language, or its id if it has none."""
        if labels := FACET_BY_NAME[facet].value_labels.get(id):
            return choose_label(labels, language)
        if FACET_BY_NAME[facet].scheme or (facet in NAME_FACETS and id in self.vocabulary):
            return self.vocabulary.get_label(id, language)
        if facet == "place":
            return self.registry.get_label(f"state:{id}", language)
        return self.registry.get_label(id, language).removeprefix(NAME_PREFIX)

    def get_party_label(self, ref: Ref, language: str = "en") -> str:
        """Return the name of an actor, addressee or partner: that of its id, or what is printed if the id has none."""
        label = self.get_label("actor", ref.id, language) if ref.id else ""
        return ref.name if label in ("", ref.id) else label

    def get_acronym(self, id: str) -> str | None:
        """Return an entity's acronym; None if it has none, or the registry does not know the entity."""
        entity = self.registry.entities.get(id)
        return (entity.acronym or None) if entity else None

    def list_countries(self, regions: Iterable[str]) -> tuple[str, ...]:
        """Return ISO alpha-3 codes of the countries and areas in any of these M49 regions; `none` is kept."""
        region_set = set(regions)
        countries = tuple(code for code, parents in self.regions.items() if region_set & {*parents, WORLD})
        return (*countries, NO_PLACE) if NO_PLACE in region_set else countries

    def expand_regions(self, regions: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of the countries and regions in any of these M49 regions; `none` is kept."""
        region_set = {*regions}
        return (*self.registry.expand_regions(region_set), *([NO_PLACE] if NO_PLACE in region_set else []))

    @cached_property
    def regions(self) -> Mapping[str, tuple[str, ...]]:
        """M49 codes of the regions of each country, by ISO alpha-3 code: smallest first, without the world."""
        return {state.alpha3: state.regions for state in self.registry.states.values()}

    def _parse_years(self, text: str) -> tuple[str, ...]:
        match = _YEAR_RANGE_PATTERN.fullmatch(text)
        if not match or (match[2] and match[2] < match[1]):
            raise QuestionInvalid(
                f"year {text!r}", "it is neither a year nor a range of years", "Write 2021 or 2018..2022"
            )
        return tuple(str(year) for year in range(int(match[1]), int(match[2] or match[1]) + 1))

    def _find_by_name(self, facet: str, text: str) -> str | None:
        """Return the id that the registry's own matching rules find for a name, or None."""
        if facet == "place":
            match = self.registry.match_name(text, RefType.STATE)
            return match.id.removeprefix("state:") if match is not None and match.type is RefType.STATE else None
        match = self.registry.match_name(text, RefType.ENTITY) if facet in _REGISTRY_FACETS else None
        return match.id if match is not None else None

    def _get_ids_by_name(self, facet: str) -> Mapping[str, str]:
        """Return ids by normalised name."""
        if facet not in self._ids_by_name:
            names: dict[str, str] = {}
            for id, written in self._list_names(facet):
                names.setdefault(_normalise_name(written), id)
            self._ids_by_name[facet] = names
        return self._ids_by_name[facet]

    def _list_registry_names(self) -> Iterator[tuple[str, str]]:
        for entity in self.registry.entities.values():
            yield from ((entity.id, name) for name in (entity.id, entity.acronym or entity.id, *entity.names.values()))
        for state in self.registry.states.values():
            yield from ((state.id, name) for name in (state.id, *state.names.values()))

    def _list_names(self, facet: str) -> Iterable[tuple[str, str]]:
        if scheme := FACET_BY_NAME[facet].scheme:
            concepts = self.vocabulary.list_concepts(scheme)
            return [(c.id, name) for c in concepts for name in (c.id, *c.labels.values())]
        if facet == "place":
            states = self.registry.states.values()
            return [(s.alpha3, name) for s in states for name in (s.alpha3, s.id, s.alpha2, *s.names.values())]
        if facet == "region":
            return [(r.id, name) for r in self.registry.regions.values() for name in (r.id, *r.names.values())]
        if facet in _REGISTRY_FACETS:
            audiences = self._list_names("audience") if facet in NAME_FACETS else ()
            return [*self._list_registry_names(), *audiences]
        labels = FACET_BY_NAME[facet].value_labels
        return [(v, name) for v in map(str, FACET_BY_NAME[facet].values) for name in (v, *labels.get(v, {}).values())]

    def suggest_ids(self, facet: str, text: str) -> tuple[list[str], bool]:
        """Return ids instead of an unknown name, and whether they are similar; else they are all that there are."""
        names, written = self._get_ids_by_name(facet), _normalise_name(text)
        begun = [key for key in names if len(written) >= MIN_NAME_BEGINNING and key.startswith(written)]
        similar = process.extract(written, names.keys(), scorer=fuzz.ratio, limit=5, score_cutoff=MIN_NAME_SIMILARITY)
        near = list(dict.fromkeys(names[key] for key in (*sorted(begun, key=len), *(key for key, _, _ in similar))))[:5]
        every = sorted(set(names.values()))
        return near or (every if len(every) <= MAX_LISTED_VALUES else []), bool(near)

    def _raise_unknown(self, facet: str, text: str) -> NoReturn:
        offered, is_near = self.suggest_ids(facet, text)
        suggestions = ", ".join(
            f"{id} ({label})" if (label := self.get_label(facet, id)) != id else id for id in offered
        )
        error = NameUnknown if facet in (*_REGISTRY_FACETS, "place") else QuestionInvalid
        raise error(
            f"{facet} {text!r}",
            "the map has no value of this name",
            _format_suggestions(suggestions, is_near),
        )


def _format_suggestions(suggestions: str, is_near: bool) -> str:
    """Return the sentence that says what to write instead of an unknown name."""
    if is_near:
        return f"Near it: {suggestions}"
    return (
        f"There are: {suggestions}" if suggestions else "Nothing is called like it: write a name, an acronym or an id"
    )


_REGISTRY_FACETS = (*NAME_FACETS, "instrument", "region")


def _normalise_name(name: str) -> str:
    return re.sub(r"[\W_]+", "", normalise_text(name))


MAX_CONDITION_CHARS = 300
"""Characters of a condition; names are shorter, and longer texts are costly to compare with all names."""

MAP_FACETS: Mapping[str, Facet] = {facet.name: facet for facet in FACETS if facet.in_maps}
"""By name. `actor` is who acts; `place` and `region` (M49) are where; `year` is the year of publication; `audience` and
`addressee` are who is asked or served: classes of actors, or States and entities."""


def get_map_facet(name: str) -> Facet:
    """Return the facet of maps of that name or alias; raises QuestionInvalid, which lists the known ones."""
    facet = MAP_FACETS.get(resolve_facet_name(name))
    if facet is None:
        raise QuestionInvalid(f"dimension {name!r}", "it does not exist", f"Use one of {', '.join(MAP_FACETS)}")
    return facet


def parse_filters(conditions: Iterable[str], values: FacetValues, kinds: Iterable[str] = ()) -> Filters:
    """Parse conditions such as `region=africa`, `theme=technology`, `year=2018..2022` into filters.

    A value is an id, or a name in any of the six languages. Raises QuestionInvalid for an unknown facet or value; a
    known value without statements is no error.
    """
    selected: dict[str, tuple[str, ...]] = {}
    for condition in [*conditions, *(f"kind={kind}" for kind in kinds)]:
        if len(condition) > MAX_CONDITION_CHARS:
            reason = f"it has more than {MAX_CONDITION_CHARS} characters"
            raise QuestionInvalid(f"condition {condition[:40]!r}...", reason, "Write one such as region=africa")
        name, equals, value = condition.partition("=")
        if not equals or not value.strip():
            raise QuestionInvalid(
                f"condition {condition!r}", "it is not field=value", "Write one such as region=africa"
            )
        facet = get_map_facet(name).name
        ids = values.find_ids(facet, value.strip())
        selected[facet] = tuple(dict.fromkeys((*selected.get(facet, ()), *ids)))
    return Filters(selected=selected)
