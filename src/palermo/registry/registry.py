"""The registry: States, regions, entities and facts by id, and by any name that documents print."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from palermo.registry import verification
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
from palermo.statements import RefType

ANNEX_SUFFIX = re.compile(r",?\s+annex\b.*", re.IGNORECASE)
WORLD = "001"
"""M49 code of the world."""
MAX_CACHED_NAMES = 131_072
"""Names whose answers are kept. Documents repeat a few thousand names."""


class Registry:
    """Facts of the field, immutable once made; answers to names are remembered, for documents repeat them."""

    def __init__(
        self,
        *,
        states: Iterable[State],
        regions: Iterable[Region],
        entities: Iterable[Entity],
        facts: RegistryFacts,
        version: str,
    ) -> None:
        everything = tuple(entities)
        self.states: Mapping[str, State] = {state.id: state for state in states}
        """By id: States first, then other areas."""
        self.regions: Mapping[str, Region] = {region.id: region for region in regions}
        """By M49 code."""
        self.entities: Mapping[str, Entity] = {
            one.id: verification.to_public_entity(one) for one in everything if one.verified
        }
        """By id: verified rows only."""
        self.unverified: tuple[Entity, ...] = tuple(entity for entity in everything if not entity.verified)
        """Rows that no public source shows yet; for editors, never shown as fact, never matched."""
        self.kept: tuple[Entity, ...] = everything
        """Every entity as it is kept, with the fields that are not verified; for editors."""
        self.facts = facts
        """Every instrument, publication, partnership and milestone, those that are not verified too; for editors."""
        self.instruments: Mapping[str, Instrument] = {
            row.id: verification.to_public_instrument(row) for row in facts.instruments if row.verified
        }
        """By id: verified rows only, each with its verified fields and all of its provisions."""
        self.publications: Mapping[str, Publication] = {
            row.id: verification.to_public_publication(row) for row in facts.publications if row.verified
        }
        """By id: verified rows and fields only."""
        self.partnerships: tuple[Partnership, ...] = tuple(
            verification.to_public_partnership(row) for row in facts.partnerships if row.verified
        )
        verified = [row for row in facts.timeline if row.verified]
        self.timeline: tuple[Milestone, ...] = tuple(
            sorted(map(verification.to_public_milestone, verified), key=lambda row: row.date)
        )
        """Oldest first."""
        self.version = version
        """Changes with any byte of the facts and with the version of CLDR's names."""
        self._state_names: NameTable = build_state_names(self.states.values())
        self._demonyms = build_demonyms(self.states.values())
        self._entity_names: NameTable = build_entity_names(self.entities.values())
        self._symbols = {normalise_symbol(row.symbol): row for row in self.instruments.values() if row.symbol}
        self._cited = _index_by_symbol((*self.instruments.values(), *self.publications.values()))
        self._remembered = lru_cache(maxsize=MAX_CACHED_NAMES)(self._match_name)

    def get_label(self, id: str, language: str = "en") -> str:
        """Name for showing in that language, else in English or as published; an unknown id is its own label."""
        row = self.states.get(id) or self.regions.get(id) or self.entities.get(id) or self.instruments.get(id)
        if row:
            return row.names.get(language) or row.names["en"]
        publication = self.publications.get(id)
        return publication.title if publication else id

    @cached_property
    def enclosing_regions(self) -> Mapping[str, tuple[str, ...]]:
        """By M49 code of a region: that code and those of the regions around it, the smallest first, the world last."""
        found = {}
        for code in self.regions:
            codes = [code]
            while (above := self.regions[codes[-1]].within) is not None:
                codes.append(above)
            found[code] = tuple(codes)
        return found

    def expand_regions(self, regions: Iterable[str]) -> tuple[str, ...]:
        """Return the codes of all countries, then of all regions, that lie in any of these M49 regions."""
        wanted = set(regions)
        states = self.states.values()
        parents = {s.alpha3: {s.intermediate, s.subregion, s.region, WORLD} for s in states}
        countries = (code for code, around in parents.items() if wanted & around)
        return (*countries, *(code for code, around in self.enclosing_regions.items() if wanted & {*around}))

    @cached_property
    def continents(self) -> Mapping[str, str]:
        """M49 code of the continent, by ISO 3166-1 alpha-3 code of a State or M49 code of a region in it."""
        of_states = {state.alpha3: state.region for state in self.states.values() if state.region}
        return of_states | {code: around[-2] for code, around in self.enclosing_regions.items() if len(around) > 1}

    def get_instrument(self, id: str) -> Instrument | None:
        """The instrument of that id or symbol, or None; blanks and case of a symbol do not count."""
        return self.instruments.get(id) or self._symbols.get(normalise_symbol(id))

    def list_covered_states(self, instrument: Instrument) -> frozenset[str]:
        """Ids of the States and areas for which an instrument was made; all of them for one of the whole world."""
        wanted = set(instrument.within)
        around = ((one.id, {one.id, one.region, one.subregion, one.intermediate}) for one in self.states.values())
        return frozenset(id for id, places in around if not wanted or places & wanted)

    def find_cited_ids(self, name: str) -> tuple[str, ...]:
        """Ids of the instruments and publications that an id or a symbol names, in the registry's order.

        The symbol of a resolution stands for the texts in its annexes too; blanks and case do not count.
        """
        own = (name,) if name in self.instruments or name in self.publications else ()
        return own or self._cited.get(normalise_symbol(name), ())

    def get_profile(self, id: str) -> RegistryProfile:
        """What the registry knows about an entity beside its own row; empty for an unknown id."""
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
        """The State or area that a name names in any of the six languages, or None."""
        match = self.match_name(name, RefType.STATE)
        return self.states[match.id] if match and match.type is RefType.STATE else None

    def find_entity(self, name: str) -> Entity | None:
        """The entity that a name or an acronym names, or None."""
        match = self.match_name(name, RefType.ENTITY)
        return self.entities[match.id] if match and match.type is RefType.ENTITY else None

    def match_entity_name(self, name: str) -> NameMatch | None:
        """The entity that a name or an acronym names as it stands, or None; no State is looked for."""
        return match_entity(name.strip(" \t\n.,;:"), self._entity_names)

    def match_name(self, name: str, type: RefType | None = None) -> NameMatch | None:
        """What a name names, the given type first: a name taken for a State may be an entity, and the reverse.

        Groups of actors are words of the vocabulary, not rows: for RefType.GROUP entities and States are tried.
        """
        return self._remembered(name, type)

    def _match_name(self, name: str, type: RefType | None) -> NameMatch | None:
        printed = name.strip(" \t\n.,;:")
        entity = match_entity(printed, self._entity_names)
        if entity and type is not RefType.STATE:
            return entity
        state = match_state(printed, self._state_names, self._demonyms)
        exact = state is not None and state.reason is None
        return state if exact or entity is None else entity


def normalise_symbol(symbol: str) -> str:
    """A symbol as it is looked up: without blanks, commas and full stops, in capitals.

    >>> normalise_symbol("S/RES/2331 (2016)")
    'S/RES/2331(2016)'
    """
    return "".join(char for char in symbol.upper() if not char.isspace() and char not in ",.")


def _index_by_symbol(rows: Iterable[Instrument | Publication]) -> Mapping[str, tuple[str, ...]]:
    """Ids by symbol, and by the symbol of the resolution of which a text is an annex."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        for key in dict.fromkeys(
            (normalise_symbol(row.symbol or ""), normalise_symbol(ANNEX_SUFFIX.sub("", row.symbol or "")))
        ):
            found[key] = (*found.get(key, ()), row.id)
    found.pop("", None)
    return found


def _is_about_entity(row: Instrument, id: str) -> bool:
    return id in row.entities or any(id in provision.addressees for provision in row.verified_provisions)
