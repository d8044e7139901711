"""Affiliated bodies, such as a part and its whole, whose joint work is no partnership."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from palermo.registry import Entity, Partnership, Registry

BodyPair = tuple[str, str]
"""Two parties, in order of id."""
MIN_NAME_CHARS = 3
"""Length from which a name is searched in those of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLink:
    """A pair of bodies."""

    party_a: str
    party_b: str
    """Ids of entities, of the registry or provisional; `party_a` is the smaller."""

    @property
    def parties(self) -> BodyPair:
        """Both ids."""
        return self.party_a, self.party_b

    def get_other_party(self, party: str) -> str:
        """Return the other party of the pair."""
        return self.party_b if party == self.party_a else self.party_a


class Affiliation(StrEnum):
    """Why two bodies are affiliated."""

    SUBSIDIARY = "subsidiary"
    """A source of the registry says that one is a subsidiary of the other, or both of a third."""
    ADMINISTRATION = "administration"
    """One administers the other."""
    NAME = "name"
    """The name of one contains that of the other."""
    SITE = "site"
    """The pages of one are part of the other's site."""


def order_pair(party_a: str, party_b: str) -> BodyPair:
    """Return two parties in order of id."""
    return (party_a, party_b) if party_a <= party_b else (party_b, party_a)


def find_affiliations(registry: Registry) -> Mapping[BodyPair, Affiliation]:
    """Return the pairs of affiliated entities, with the reason."""
    entities = registry.entities.values()
    affiliations = dict.fromkeys(_find_parts_of_sites(entities), Affiliation.SITE)
    affiliations |= dict.fromkeys(_find_names_in_names(entities), Affiliation.NAME)
    for row in registry.partnerships:
        affiliations |= dict(_read_partnership(row))
    return affiliations


def _find_names_in_names(entities: Collection[Entity]) -> Iterator[BodyPair]:
    """Yield the pairs of which the name or acronym of one contains that of the other: `... of the Bali Process`."""
    owners = defaultdict(list)
    for entity in entities:
        for name in _list_names(entity):
            if len(name) >= MIN_NAME_CHARS:
                owners[name].append(entity.id)
    for entity in entities:
        for name in _list_names(entity):
            parts = dict.fromkeys(part for part in _split_at_words(name) if part in owners)
            yield from (order_pair(entity.id, id) for part in parts for id in owners[part] if id != entity.id)


def _list_names(entity: Entity) -> list[str]:
    """Return the acronym and the English name."""
    return [name for name in (entity.acronym, entity.names["en"]) if name]


def _split_at_words(name: str) -> Iterator[str]:
    """Yield every part of a name that cuts no word."""
    starts = [match.start() for match in re.finditer(r"(?<!\w)", name)]
    ends = [match.start() for match in re.finditer(r"(?!\w)", name)]
    return (name[start:end] for start in starts for end in ends if start < end)


def _find_parts_of_sites(entities: Collection[Entity]) -> Iterator[BodyPair]:
    """Yield the pairs of which the site of one is part of that of the other, by path or as a subdomain."""
    sites = {entity.id: _split_address(entity.website) for entity in entities if entity.website}
    owners = defaultdict(list)
    for id, (host, path) in sites.items():
        owners[host].append((id, path))
    for id, (host, path) in sites.items():
        parents = [parent for parent, parent_path in owners[host] if path and not parent_path] if host else []
        labels = host.split(".")
        for start in range(1, len(labels)):
            parents += [parent for parent, _ in owners.get(".".join(labels[start:]), ())]
        yield from (order_pair(id, parent) for parent in parents)


def _read_partnership(row: Partnership) -> Iterator[tuple[BodyPair, Affiliation]]:
    if row.kind == "subsidiary":
        for item, other in combinations(row.members, 2):
            yield order_pair(item, other), Affiliation.SUBSIDIARY
    if row.kind == "administration":  # its first member is what the others run
        for other in row.members[1:]:
            yield order_pair(row.members[0], other), Affiliation.ADMINISTRATION


def _split_address(website: str) -> tuple[str, str]:
    parts = urlsplit(website)
    return parts.netloc.lower().removeprefix("www."), parts.path.strip("/")
