"""Facts of the registry: instruments with their provisions, publications, partnerships, milestones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from palermo.registry.records import NamedRow, SourcedRow

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """Concept ids of a fact, by scheme."""

    themes: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision(SourcedRow):
    """A numbered or named part of an instrument, summarised in our own words."""

    number: str | None
    """As printed, or our own name for a part whose number was not seen; None if unverified."""
    summaries: Mapping[str, str]
    """By language, all languages of the pages."""
    addressees: tuple[str, ...]
    """Ids of audiences and entities that it asks to act."""
    topics: Topics
    names: Mapping[str, str] = field(default_factory=dict)
    """By language, if the number is a name of our own."""

    @property
    def summary(self) -> str:
        """The summary in English."""
        return self.summaries["en"]

    def get_number(self, language: str) -> str | None:
        """Return the number as printed, or our own name in a language; None if unverified."""
        return self.number and self.names.get(language, self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(NamedRow, SourcedRow):
    """A treaty, resolution, compact or plan."""

    id: str
    symbol: str | None
    """As printed: `S/RES/2331 (2016)`, `C029`, `CETS No. 197`; None if it has none, or none was seen."""
    kind: str
    """One of INSTRUMENT_KINDS."""
    names: Mapping[str, str]
    """Official titles by language; English always."""
    matching: tuple[str, ...]
    """Other names and acronyms, in any language; only for matching."""
    date: str | None
    """ISO date of adoption, possibly only YYYY or YYYY-MM; None if unverified."""
    organ: str
    """Who adopted it, in words."""
    address: str | None
    entities: tuple[str, ...]
    """Ids of entities whose mandate is based on it."""
    topics: Topics
    provisions: tuple[Provision, ...]
    """All provisions in order, including unverified ones, which pages mark; see `verified_provisions`."""
    note: str | None
    """For editors."""
    described: str | None = None
    """Description in our own words, if its title is unverified."""
    within: tuple[str, ...] = ()
    """M49 regions and ids of States for which it was made; empty if for the whole world."""

    @property
    def verified_provisions(self) -> tuple[Provision, ...]:
        """Its provisions that a source has shown, in order."""
        return tuple(provision for provision in self.provisions if provision.verified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(SourcedRow):
    """A publication of an entity."""

    id: str
    title: str
    symbol: str | None = None
    """As printed: `CRC/C/156`; None if it has none, or none was seen."""
    kind: str
    """A concept of the vocabulary's scheme `documents`."""
    date: str | None
    """ISO date, possibly only YYYY or YYYY-MM; None if unknown."""
    publishers: tuple[str, ...]
    """Ids of entities."""
    languages: tuple[str, ...]
    """ISO 639-1."""
    address: str | None
    topics: Topics
    digests: Mapping[str, str]
    """Summary in our own words, by language, English always; empty if its contents were not seen."""
    note: str | None
    """For editors."""
    described: str | None = None
    """Description in our own words, if its title is unverified."""
    matching: tuple[str, ...] = ()
    """Titles used only for matching."""

    @property
    def digest(self) -> str | None:
        """The digest in English, if there is one."""
        return self.digests.get("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(SourcedRow):
    """Entities and States that act together."""

    id: str
    kind: str
    """One of PARTNERSHIP_KINDS."""
    names: Mapping[str, str]
    """In our own words, by language; English always."""
    members: tuple[str, ...]
    """Ids of entities."""
    lead: str | None
    """Id of an entity."""
    states: tuple[str, ...]
    """Ids of States."""
    start: int | None
    """First year; None if unknown."""
    end: int | None
    """Last year; None if it continues or is unknown."""
    topics: Topics
    note: str | None
    """For editors."""

    @property
    def name(self) -> str:
        """The name in English."""
        return self.names["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(SourcedRow):
    """A dated event in the history of coordination in the field."""

    id: str
    date: str
    """ISO date, possibly only YYYY or YYYY-MM."""
    kind: str
    """One of MILESTONE_KINDS."""
    titles: Mapping[str, str]
    """In our own words, by language; English always."""
    summaries: Mapping[str, str]
    """In our own words, by language; English always."""
    entities: tuple[str, ...]
    publications: tuple[str, ...]
    note: str | None
    """For editors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryFacts:
    """All rows of a registry's fact files, including unverified ones, for editors."""

    instruments: tuple[Instrument, ...] = ()
    publications: tuple[Publication, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    timeline: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryProfile:
    """Verified facts about an entity, in addition to its own row."""

    publications: tuple[Publication, ...]
    """Newest first, undated last."""
    partnerships: tuple[Partnership, ...]
    """Newest first."""
    instruments: tuple[Instrument, ...]
    """Those that its mandate is based on, or that have a provision addressed to it."""
    timeline: tuple[Milestone, ...]
    """Oldest first."""
