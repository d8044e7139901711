"""Bodies of one house: a part and its whole, or a body and what it runs; what they do together is no partnership."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from palermo.registry import Entity, Partnership, Registry

BodyPair = tuple[str, str]
"""Two parties, the smaller id first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLink:
    """What lies between two bodies."""

    party_a: str
    party_b: str
    """Ids of entities, of the registry or provisional; `one` is the smaller."""

    @property
    def parties(self) -> BodyPair:
        """Both ids."""
        return self.party_a, self.party_b

    def get_other_party(self, party: str) -> str:
        """The other end, seen from one."""
        return self.party_b if party == self.party_a else self.party_a


class Affiliation(StrEnum):
    """Why two bodies are of one house."""

    SUBSIDIARY = "subsidiary"
    """The registry has a source that the one is a subsidiary of the other, or both of a third."""
    ADMINISTRATION = "administration"
    """The one runs the other."""
    NAME = "name"
    """The one's name holds the other's."""
    SITE = "site"
    """The one's pages stand on the other's site."""


def order_pair(party_a: str, party_b: str) -> BodyPair:
    """Two parties in the order in which ties name them."""
    return (party_a, party_b) if party_a <= party_b else (party_b, party_a)


def find_affiliations(registry: Registry) -> Mapping[BodyPair, Affiliation]:
    """Pairs of entities of one house, with the reason."""
    found: dict[BodyPair, Affiliation] = {}
    for one, other in combinations(registry.entities.values(), 2):
        if _is_named_after(one, other) or _is_named_after(other, one):
            found[order_pair(one.id, other.id)] = Affiliation.NAME
        elif _is_hosted_by(one, other) or _is_hosted_by(other, one):
            found[order_pair(one.id, other.id)] = Affiliation.SITE
    for row in registry.partnerships:
        found |= dict(_read_partnership(row))
    return found


def _read_partnership(row: Partnership) -> Iterator[tuple[BodyPair, Affiliation]]:
    if row.kind == "subsidiary":
        for one, other in combinations(row.members, 2):
            yield order_pair(one, other), Affiliation.SUBSIDIARY
    if row.kind == "administration":  # its first member is what the others run
        for other in row.members[1:]:
            yield order_pair(row.members[0], other), Affiliation.ADMINISTRATION


def _is_named_after(entity: Entity, parent: Entity) -> bool:
    """Whether one's English name or acronym holds the other's as words: `Bali Process` in `... of the Bali Process`."""
    names = [name for name in (parent.acronym, parent.names["en"]) if name and len(name) >= 3]
    held = (entity.names["en"], *((entity.acronym,) if entity.acronym else ()))
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names for text in held)


def _is_hosted_by(entity: Entity, parent: Entity) -> bool:
    """Whether one's site is a part of the other's: its path lies below, or its host does."""
    if not (entity.website and parent.website):
        return False
    (host, path), (above, below) = _split_address(entity.website), _split_address(parent.website)
    return (host == above and path != "" and below == "") or host.endswith(f".{above}")


def _split_address(website: str) -> tuple[str, str]:
    parts = urlsplit(website)
    return parts.netloc.lower().removeprefix("www."), parts.path.strip("/")
