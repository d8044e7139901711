"""Facts beside the entities: instruments with their provisions, publications, partnerships and milestones."""

from collections.abc import Mapping
from dataclasses import dataclass

INSTRUMENT_KINDS = (
    "treaty",
    "resolution",
    "decision",
    "declaration",
    "compact",
    "goals",
    "recommendation",
    "general-recommendation",
    "guidelines",
    "directive",
    "action-plan",
    "programme",
    "memorandum",
    "meeting",
)
"""What an instrument can be."""

PARTNERSHIP_KINDS = (
    "founding",
    "membership",
    "co-chair",
    "coordination",
    "cooperation",
    "cooperation-framework",
    "administration",
    "subsidiary",
    "funding",
    "initiative",
    "regional-process",
    "joint-programme",
    "joint-project",
    "joint-publication",
)
"""What a partnership can be."""

MILESTONE_KINDS = (
    "mandate",
    "establishment",
    "governance",
    "membership",
    "chair",
    "plan",
    "phase",
    "process",
    "meeting",
    "principals-meeting",
    "briefing",
    "event",
    "statement",
    "submission",
    "publication",
    "communication",
)
"""What a milestone can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """What a fact is about: ids of the vocabulary, by scheme."""

    themes: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A numbered or named part of an instrument, in our words."""

    number: str | None
    """As printed, or our own name for a part where the numbering was not seen; None where it is not verified."""
    summary: str
    addressees: tuple[str, ...]
    """Ids of audiences and entities that it asks to act."""
    topics: Topics
    sources: tuple[str, ...]
    verified: bool
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A treaty, resolution, compact or plan."""

    id: str
    symbol: str | None
    """As printed: `S/RES/2331 (2016)`, `C029`, `CETS No. 197`; None where it has none, or none was seen."""
    kind: str
    """One of INSTRUMENT_KINDS."""
    names: Mapping[str, str]
    """Official titles by language; English always."""
    matching: tuple[str, ...]
    """Other names and acronyms, in any language; for matching only."""
    date: str | None
    """ISO date of adoption, possibly only YYYY or YYYY-MM; None where it is not verified."""
    organ: str
    """Who adopted it, in words."""
    address: str | None
    entities: tuple[str, ...]
    """Ids of entities whose task rests on it."""
    topics: Topics
    provisions: tuple[Provision, ...]
    """All of them in order, also those that no source has shown: pages mark these, see `verified_provisions`."""
    sources: tuple[str, ...]
    verified: bool
    note: str | None
    """For editors."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them."""
    described: str | None = None
    """In our words, where its title is not verified."""
    within: tuple[str, ...] = ()
    """Regions (M49) and ids of States for which it was made; empty for all of the world."""

    @property
    def verified_provisions(self) -> tuple[Provision, ...]:
        """Its provisions that a source has shown, in order."""
        return tuple(one for one in self.provisions if one.verified)

    @property
    def translated_languages(self) -> frozenset[str]:
        """Languages in which its name is ours, for no source has shown it."""
        doubted = {field.removeprefix("names.") for field in self.unverified if field.startswith("names.")}
        return frozenset(doubted - {"en"})

    @property
    def verified_names(self) -> Mapping[str, str]:
        """Its names by language, those left out that are ours."""
        return {language: name for language, name in self.names.items() if language not in self.translated_languages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Something that an entity has published."""

    id: str
    title: str
    symbol: str | None = None
    """As printed: `CRC/C/156`; None where it has none, or none was seen."""
    kind: str
    """A concept of the vocabulary's scheme `documents`."""
    date: str | None
    """ISO date, possibly only YYYY or YYYY-MM; None where it is not known."""
    publishers: tuple[str, ...]
    """Ids of entities."""
    languages: tuple[str, ...]
    """ISO 639-1."""
    address: str | None
    topics: Topics
    digest: str | None
    """What it says, in our words; None where its contents were not seen."""
    sources: tuple[str, ...]
    verified: bool
    note: str | None
    """For editors."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them."""
    described: str | None = None
    """In our words, where its title is not verified."""
    matching: tuple[str, ...] = ()
    """Titles for matching only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """Entities, and States, that act together."""

    id: str
    kind: str
    """One of PARTNERSHIP_KINDS."""
    name: str
    members: tuple[str, ...]
    """Ids of entities."""
    lead: str | None
    """Id of an entity."""
    states: tuple[str, ...]
    """Ids of States."""
    start: int | None
    """First year, None where it is not known."""
    end: int | None
    """Last year, None where it goes on or is not known."""
    topics: Topics
    sources: tuple[str, ...]
    verified: bool
    note: str | None
    """For editors."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated event in the history of the coordination of the field."""

    id: str
    date: str
    """ISO date, possibly only YYYY or YYYY-MM."""
    kind: str
    """One of MILESTONE_KINDS."""
    title: str
    summary: str
    entities: tuple[str, ...]
    publications: tuple[str, ...]
    sources: tuple[str, ...]
    verified: bool
    note: str | None
    """For editors."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFacts:
    """All rows of a registry's files of facts, those that are not verified too: for editors."""

    instruments: tuple[Instrument, ...] = ()
    publications: tuple[Publication, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    timeline: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryProfile:
    """What the registry knows about an entity beside its own row; verified facts only."""

    publications: tuple[Publication, ...]
    """Newest first; undated ones last."""
    partnerships: tuple[Partnership, ...]
    """Newest first."""
    instruments: tuple[Instrument, ...]
    """Those on which its task rests, or that have a provision addressed to it."""
    timeline: tuple[Milestone, ...]
    """Oldest first."""
