"""Rows of the registry: States and other areas, M49 regions, organisations and mechanisms."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.statements import Reason, RefType

UN_STATUSES = ("member", "observer", "non-member", "area")
"""Standing at the United Nations: Member State, observer State, other State, or another ISO 3166-1 area."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region, subregion or intermediate region of the United Nations standard M49."""

    id: str
    """M49 code, three digits."""
    within: str | None
    """Code of the enclosing region; None for the world."""
    names: Mapping[str, str]
    """By language, in all six."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A State, or an area with an ISO 3166-1 code that documents list with States."""

    id: str
    """`state:` and the ISO 3166-1 alpha-3 code."""
    alpha2: str
    un_status: str
    """One of UN_STATUSES."""
    region: str
    """M49 code of the continent."""
    subregion: str
    """M49 code."""
    intermediate: str | None
    """M49 code of the intermediate region, if any (in sub-Saharan Africa, Latin America and the Caribbean)."""
    names: Mapping[str, str]
    """UN names for display, by language; in all LABELLED_LANGUAGES."""
    matching: tuple[str, ...]
    """Other names, former names and short forms in use; only for matching."""
    demonyms: tuple[str, ...]
    """English adjectives."""

    @property
    def alpha3(self) -> str:
        """ISO 3166-1 alpha-3 code."""
        return self.id.removeprefix("state:")

    @property
    def regions(self) -> tuple[str, ...]:
        """M49 codes of the regions that it lies in: smallest first, without the world."""
        return tuple(code for code in (self.intermediate, self.subregion, self.region) if code)


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text in our own words, and its language."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def choose_own_text(texts: Mapping[str, str], language: str) -> OwnText:
    """Choose the text in a language, or in English."""
    chosen = language if language in texts else "en"
    return OwnText(texts[chosen], chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedRow:
    """A row whose facts public sources have shown, or not."""

    sources: tuple[str, ...]
    """Public addresses that show its facts."""
    verified: bool
    """Whether a source was seen; unverified rows are for editors, and never shown or matched."""
    unverified: tuple[str, ...] = ()
    """Fields that no source has shown; public rows do not have them, except names, which are our translations."""


class NamedRow:
    """A row with names in several languages, of which some may be our translations."""

    __slots__ = ()
    names: Mapping[str, str]
    unverified: tuple[str, ...]

    @property
    def translated_languages(self) -> frozenset[str]:
        """Languages in which its name is our translation, because no source has shown it."""
        doubted = {field.removeprefix("names.") for field in self.unverified if field.startswith("names.")}
        return frozenset(doubted - {"en"})

    @property
    def verified_names(self) -> Mapping[str, str]:
        """Its names by language, without our translations."""
        return {language: name for language, name in self.names.items() if language not in self.translated_languages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(NamedRow, SourcedRow):
    """An organisation or mechanism of the field."""

    id: str
    acronym: str | None
    kind: str
    """One of ENTITY_KINDS."""
    names: Mapping[str, str]
    """By language; English always."""
    matching: tuple[str, ...]
    """Other names and acronyms, in any language; only for matching."""
    ambiguous: tuple[str, ...]
    """Those of its names and acronyms that others have too, and that need the context of a document."""
    roles: Mapping[str, str]
    """What it does in the field, in our own words, by language; English always."""
    website: str | None
    icat: bool
    """Whether a public source names it a member of ICAT; False only means that no such source was seen."""
    icat_since: int | None

    @property
    def role(self) -> str:
        """The role in English."""
        return self.roles["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """The id that a printed name refers to, and the rule that found it unless it is an exact match."""

    id: str
    type: RefType
    reason: Reason | None = None
    """None for an exact match of a name in the registry; otherwise the rule, for reviewers."""
