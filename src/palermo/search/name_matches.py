"""Named items of the name index, and the quality of the match of a query with a name."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

ANY_LANGUAGE = ""
"""Language of acronyms and symbols, which belong to no language."""
UNKNOWN_LANGUAGE = "und"
"""Language of other names of the registry, which does not record it."""


class NameType(StrEnum):
    """Types of named items, in the order in which pages list them."""

    ENTITY = "entity"
    INSTRUMENT = "instrument"
    PROVISION = "provision"
    TOPIC = "topic"
    PLACE = "place"
    PUBLICATION = "publication"


class MatchQuality(IntEnum):
    """How a query matches a name, best first."""

    EXACT = 0
    BEGINNING = 1
    """The name begins with the query."""
    WORDS = 2
    """The name has all words of the query."""
    TERM = 3
    """The query is a term of the vocabulary's concept."""
    PREFIXES = 4
    """Words of the name begin with those of the query."""
    STEMS = 5
    """The name has all words of the query in another form."""
    CONTAINED = 6
    """The query contains the whole name."""
    DESCRIPTION = 7
    """The item's description has all words of the query."""
    MISPRINT = 8
    """The name has all words of the query but for typing errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemName:
    """A name of an item, or a description of it."""

    text: str
    language: str
    is_description: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """A row of the registry or the vocabulary with its names."""

    type: NameType
    id: str
    names: tuple[ItemName, ...]
    parent_id: str = ""
    """Id of the instrument of a provision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """An item that a query finds, and by which of its names."""

    item: NamedItem
    name: ItemName
    quality: MatchQuality
    is_foreign: bool
    """Whether the name is in another language than the page, and not in English."""
