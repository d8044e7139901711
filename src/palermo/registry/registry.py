"""Registry: States, regions, entities and facts by id, and by any name that documents print."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from palermo.registry.facts import Instrument, Milestone, Partnership, Publication, RegistryFacts, RegistryProfile
from palermo.registry.name_matching import (
    NameTable,
    build_demonyms,
    build_entity_names,
    build_state_names,
    match_entity,
    match_state,
)
from palermo.registry.records import Entity, NameMatch, Region, State
from palermo.registry.verification import mask_unverified
from palermo.statements import RefType

ANNEX_SUFFIX = re.compile(r",?\s+annex\b.*", re.IGNORECASE)
WORLD = "001"
"""M49 code of the world."""
MAX_CACHED_NAMES = 131_072
"""Maximum names in the cache of matches; documents repeat a few thousand names."""


class Registry:
    """Facts of the field, immutable; matches of names are cached, because documents repeat them."""

    def __init__(
        self,
        *,
        states: Iterable[State],
        regions: Iterable[Region],
        entities: Iterable[Entity],
        facts: RegistryFacts,
        version: str,
    ) -> None:
        all_entities = tuple(entities)
        self.states: Mapping[str, State] = {state.id: state for state in states}
        """By id: States first, then other areas."""
        self.regions: Mapping[str, Region] = {region.id: region for region in regions}
        """By M49 code."""
        self.entities: Mapping[str, Entity] = {row.id: mask_unverified(row) for row in all_entities if row.verified}
        """Verified rows by id."""
        self.unverified: tuple[Entity, ...] = tuple(entity for entity in all_entities if not entity.verified)
        """Rows that no public source has shown; for editors, never shown as fact or matched."""
        self.all_entities: tuple[Entity, ...] = all_entities
        """All entities with their unverified fields; for editors."""
        self.facts = facts
        """All instruments, publications, partnerships and milestones, including unverified ones; for editors."""
        self.instruments: Mapping[str, Instrument] = {
            row.id: mask_unverified(row) for row in facts.instruments if row.verified
        }
        """Verified rows by id, each with its verified fields and all of its provisions."""
        self.publications: Mapping[str, Publication] = {
            row.id: mask_unverified(row) for row in facts.publications if row.verified
        }
        """Verified rows by id, with verified fields only."""
        self.partnerships: tuple[Partnership, ...] = tuple(
            mask_unverified(row) for row in facts.partnerships if row.verified
        )
        verified = [row for row in facts.timeline if row.verified]
        self.timeline: tuple[Milestone, ...] = tuple(sorted(map(mask_unverified, verified), key=lambda row: row.date))
        """Oldest first."""
        self.version = version
        """Changes with any byte of the facts and with the version of CLDR's names."""
        self.state_names: NameTable = build_state_names(self.states.values())
        self.demonyms = build_demonyms(self.states.values())
        self._entity_names: NameTable = build_entity_names(self.entities.values())
        self._symbols = {normalise_symbol(row.symbol): row for row in self.instruments.values() if row.symbol}
        self._cited = _index_by_symbol((*self.instruments.values(), *self.publications.values()))

    def get_label(self, id: str, language: str = "en") -> str:
        """Return the name in a language, else in English or as published; an unknown id is its own label.

        Instruments of one name are told apart by their symbols.
        """
        row = self.states.get(id) or self.regions.get(id) or self.entities.get(id) or self.instruments.get(id)
        if row:
            name = row.names.get(language) or row.names["en"]
            return f"{name} ({self._namesake_symbols[id]})" if id in self._namesake_symbols else name
        publication = self.publications.get(id)
        return publication.title if publication else id

    @cached_property
    def _namesake_symbols(self) -> Mapping[str, str]:
        """Symbols of the instruments whose name another one has, by id."""
        counts = Counter(row.names["en"] for row in self.instruments.values())
        return {row.id: row.symbol for row in self.instruments.values() if row.symbol and counts[row.names["en"]] > 1}

    @cached_property
    def enclosing_regions(self) -> Mapping[str, tuple[str, ...]]:
        """By M49 code of a region: its own code and those of enclosing regions, smallest first, world last."""
        regions_by_state = {}
        for code in self.regions:
            codes = [code]
            while (above := self.regions[codes[-1]].within) is not None:
                codes.append(above)
            regions_by_state[code] = tuple(codes)
        return regions_by_state

    def expand_regions(self, regions: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of all countries, then of all regions, that lie in any of these M49 regions."""
        region_set = set(regions)
        countries = (s.alpha3 for s in self.states.values() if region_set & {*s.regions, WORLD})
        return (*countries, *(code for code, parents in self.enclosing_regions.items() if region_set & {*parents}))

    @cached_property
    def continents(self) -> Mapping[str, str]:
        """M49 code of the continent, by ISO 3166-1 alpha-3 code of a State or M49 code of a region in it."""
        of_states = {state.alpha3: state.region for state in self.states.values() if state.region}
        return of_states | {
            code: parents_of_code[-2]
            for code, parents_of_code in self.enclosing_regions.items()
            if len(parents_of_code) > 1
        }

    def get_instrument(self, id: str) -> Instrument | None:
        """Return the instrument with this id or symbol, or None; blanks and case of symbols are ignored."""
        return self.instruments.get(id) or self._symbols.get(normalise_symbol(id))

    def list_covered_states(self, instrument: Instrument) -> frozenset[str]:
        """Return ids of the States and areas that an instrument was made for; all if for the whole world."""
        area_codes = set(instrument.within)
        states = self.states.values()
        return frozenset(s.id for s in states if not area_codes or area_codes & {s.id, *s.regions})

    def find_cited_ids(self, name: str) -> tuple[str, ...]:
        """Return ids of the instruments and publications that an id or symbol refers to, in registry order.

        The symbol of a resolution also refers to the texts in its annexes; blanks and case are ignored.
        """
        exact_ids = (name,) if name in self.instruments or name in self.publications else ()
        return exact_ids or self._cited.get(normalise_symbol(name), ())

    def get_profile(self, id: str) -> RegistryProfile:
        """Return verified facts about an entity, in addition to its own row; empty for an unknown id."""
        written = [row for row in self.publications.values() if id in row.publishers]
        return RegistryProfile(
            publications=tuple(sorted(written, key=lambda row: row.date or "", reverse=True)),
            partnerships=tuple(
                sorted(
                    (row for row in self.partnerships if id in row.members),
                    key=lambda row: row.start or row.end or 0,
                    reverse=True,
                )
            ),
            instruments=tuple(row for row in self.instruments.values() if _is_about_entity(row, id)),
            timeline=tuple(row for row in self.timeline if id in row.entities),
        )

    def find_state(self, name: str) -> State | None:
        """Return the State or area with this name in any of the six languages, or None."""
        match = self.match_name(name, RefType.STATE)
        return self.states[match.id] if match and match.type is RefType.STATE else None

    def find_adopter(self, instrument: Instrument) -> Entity | None:
        """Return the entity that adopted an instrument, or None if its organ is not the name of one."""
        return self.find_entity(instrument.organ) or self.find_entity(instrument.organ.removeprefix("UN "))

    def find_entity(self, name: str) -> Entity | None:
        """Return the entity with this name or acronym, or None."""
        match = self.match_name(name, RefType.ENTITY)
        return self.entities[match.id] if match and match.type is RefType.ENTITY else None

    def match_entity_name(self, name: str) -> NameMatch | None:
        """Return the match of a name or acronym among entities only, or None."""
        return match_entity(name.strip(" \t\n.,;:"), self._entity_names)

    def match_name(self, name: str, type: RefType | None = None) -> NameMatch | None:
        """Return the match of a name, trying the given type first, because a State's name may be an entity's.

        Groups of actors are concepts of the vocabulary, not rows: for RefType.GROUP, entities and States are tried.
        """
        return _match_name(self, name, type)


@lru_cache(maxsize=MAX_CACHED_NAMES)
def _match_name(registry: Registry, name: str, type: RefType | None) -> NameMatch | None:
    entity = registry.match_entity_name(name)
    if entity and type is not RefType.STATE:
        return entity
    state = match_state(name.strip(" \t\n.,;:"), registry.state_names, registry.demonyms)
    exact = state is not None and state.reason is None
    return state if exact or entity is None else entity


def normalise_symbol(symbol: str) -> str:
    """Normalise a symbol for lookup: capitals, without blanks, commas and full stops.

    >>> normalise_symbol("S/RES/2331 (2016)")
    'S/RES/2331(2016)'
    """
    return "".join(char for char in symbol.upper() if not char.isspace() and char not in ",.")


def _index_by_symbol(rows: Iterable[Instrument | Publication]) -> Mapping[str, tuple[str, ...]]:
    """Return ids by symbol, and by the symbol of the resolution to which a text is annexed."""
    ids_by_symbol: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for key in dict.fromkeys(
            (normalise_symbol(row.symbol or ""), normalise_symbol(ANNEX_SUFFIX.sub("", row.symbol or "")))
        ):
            ids_by_symbol[key] = (*ids_by_symbol.get(key, ()), row.id)
    ids_by_symbol.pop("", None)
    return ids_by_symbol


def _is_about_entity(row: Instrument, id: str) -> bool:
    return id in row.entities or any(id in provision.addressees for provision in row.verified_provisions)
