"""The rows of the registry: States and other areas, M49 regions, organisations and mechanisms."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.statements import RefType

UN_STANDINGS = ("member", "observer", "non-member", "area")
"""Of an area at the United Nations: Member State, observer State, State outside, or an ISO 3166-1 area that is none."""

ENTITY_KINDS = (
    "un-entity",
    "international-organisation",
    "regional-organisation",
    "mechanism",
    "initiative",
    "civil-society",
    "private-sector",
    "state-body",
)
"""What an entity can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, subregion or intermediate region of the United Nations standard M49."""

    id: str
    """M49 code, three digits."""
    within: str | None
    """Code of the region above it; None for the world."""
    names: Mapping[str, str]
    """By language: all six."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A State, or an area with an ISO 3166-1 code that documents name beside States."""

    id: str
    """`state:` and the ISO 3166-1 alpha-3 code."""
    alpha2: str
    standing: str
    """One of STANDINGS."""
    region: str
    """M49 code of the continent."""
    subregion: str
    """M49 code."""
    intermediate: str | None
    """M49 code of the intermediate region, where M49 has one (in Africa south of the Sahara and Latin America)."""
    names: Mapping[str, str]
    """UN names for showing, by language: all six."""
    matching: tuple[str, ...]
    """Other names, former names and short forms in use; for matching only."""
    demonyms: tuple[str, ...]
    """English adjectives."""

    @property
    def alpha3(self) -> str:
        """ISO 3166-1 alpha-3 code."""
        return self.id.removeprefix("state:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An organisation or mechanism of the field."""

    id: str
    acronym: str | None
    kind: str
    """One of KINDS."""
    names: Mapping[str, str]
    """By language; English always."""
    matching: tuple[str, ...]
    """Other names and acronyms, in any language; for matching only."""
    ambiguous: tuple[str, ...]
    """Those of its acronyms that also stand for other things, and need the context of a document."""
    role: str
    """What it does in this field, in our words."""
    website: str | None
    icat: bool
    """Whether a public source names it a member of ICAT; False says that none was seen, not that it is none."""
    icat_since: int | None
    sources: tuple[str, ...]
    """Public addresses that show its name and role."""
    verified: bool
    """Whether one was seen; rows that are not verified are kept for editors and never shown or matched."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; a Registry's rows for showing are without them, save names, which are ours."""

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
class NameMatch:
    """What a printed name names, and by which rule where it is not one of the names as they stand."""

    id: str
    type: RefType
    reason: str | None = None
    """None for a name of the registry as it stands; else the rule in words that a reviewer understands."""
