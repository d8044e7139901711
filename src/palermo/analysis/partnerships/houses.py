"""Bodies of one house: a part and its whole, or a body and what it runs; what they do together is no partnership."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from palermo.registry import Entity, Partnership, Registry

Pair = tuple[str, str]
"""Two parties, the smaller id first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What lies between two bodies."""

    one: str
    other: str
    """Ids of entities, of the registry or provisional; `one` is the smaller."""

    @property
    def ends(self) -> Pair:
        """Both ids."""
        return self.one, self.other

    def beyond(self, party: str) -> str:
        """The other end, seen from one."""
        return self.other if party == self.one else self.one


class House(StrEnum):
    """Why two bodies are of one house."""

    SUBSIDIARY = "subsidiary"
    """The registry has a source that the one is a subsidiary of the other, or both of a third."""
    ADMINISTRATION = "administration"
    """The one runs the other."""
    NAME = "name"
    """The one's name holds the other's."""
    SITE = "site"
    """The one's pages stand on the other's site."""


def pair(one: str, other: str) -> Pair:
    """Two parties in the order in which ties name them."""
    return (one, other) if one <= other else (other, one)


def houses(registry: Registry) -> Mapping[Pair, House]:
    """Pairs of entities of one house, with the reason."""
    found: dict[Pair, House] = {}
    for one, other in combinations(registry.entities.values(), 2):
        if _named_after(one, other) or _named_after(other, one):
            found[pair(one.id, other.id)] = House.NAME
        elif _stands_on(one, other) or _stands_on(other, one):
            found[pair(one.id, other.id)] = House.SITE
    for row in registry.partnerships:
        found |= dict(_told(row))
    return found


def _told(row: Partnership) -> Iterator[tuple[Pair, House]]:
    if row.kind == "subsidiary":
        for one, other in combinations(row.members, 2):
            yield pair(one, other), House.SUBSIDIARY
    if row.kind == "administration":  # its first member is what the others run
        for other in row.members[1:]:
            yield pair(row.members[0], other), House.ADMINISTRATION


def _named_after(one: Entity, other: Entity) -> bool:
    """Whether one's English name or acronym holds the other's as words: `Bali Process` in `... of the Bali Process`."""
    names = [name for name in (other.acronym, other.names["en"]) if name and len(name) >= 3]
    held = (one.names["en"], *((one.acronym,) if one.acronym else ()))
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names for text in held)


def _stands_on(one: Entity, other: Entity) -> bool:
    """Whether one's site is a part of the other's: its path lies below, or its host does."""
    if not (one.website and other.website):
        return False
    (host, path), (above, below) = _address(one.website), _address(other.website)
    return (host == above and path != "" and below == "") or host.endswith(f".{above}")


def _address(website: str) -> tuple[str, str]:
    parts = urlsplit(website)
    return parts.netloc.lower().removeprefix("www."), parts.path.strip("/")
