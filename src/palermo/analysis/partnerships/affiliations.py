"""Affiliated bodies, such as a part and its whole, whose joint work is no partnership."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from palermo.registry import Entity, Partnership, Registry

BodyPair = tuple[str, str]
"""Two parties, in order of id."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _ComparedBody:
    """Compared properties of an entity, prepared once because each is compared with all others."""

    texts: str
    """English name and acronym, one per line, in which other names are searched."""
    names: tuple[str, ...]
    """Names that are searched in those of others."""
    host: str
    """Host of its site; empty if it has none."""
    path: str


def find_affiliations(registry: Registry) -> Mapping[BodyPair, Affiliation]:
    """Return the pairs of affiliated entities, with the reason."""
    affiliations: dict[BodyPair, Affiliation] = {}
    compared = {id: _prepare_comparison(entity) for id, entity in registry.entities.items()}
    for (item, a), (other, b) in combinations(compared.items(), 2):
        if _is_named_after(a, b) or _is_named_after(b, a):
            affiliations[order_pair(item, other)] = Affiliation.NAME
        elif _is_hosted_by(a, b) or _is_hosted_by(b, a):
            affiliations[order_pair(item, other)] = Affiliation.SITE
    for row in registry.partnerships:
        affiliations |= dict(_read_partnership(row))
    return affiliations


def _read_partnership(row: Partnership) -> Iterator[tuple[BodyPair, Affiliation]]:
    if row.kind == "subsidiary":
        for item, other in combinations(row.members, 2):
            yield order_pair(item, other), Affiliation.SUBSIDIARY
    if row.kind == "administration":  # its first member is what the others run
        for other in row.members[1:]:
            yield order_pair(row.members[0], other), Affiliation.ADMINISTRATION


def _prepare_comparison(entity: Entity) -> _ComparedBody:
    host, path = _split_address(entity.website or "")
    names = [name for name in (entity.acronym, entity.names["en"]) if name]
    return _ComparedBody(
        texts="\n".join(names), names=tuple(name for name in names if len(name) >= 3), host=host, path=path
    )


def _is_named_after(body: _ComparedBody, parent: _ComparedBody) -> bool:
    """Return True if the name or acronym of `body` contains that of `parent`: `... of the Bali Process`."""
    return any(
        name in body.texts and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body.texts) for name in parent.names
    )


def _is_hosted_by(body: _ComparedBody, parent: _ComparedBody) -> bool:
    """Return True if the site of `body` is part of that of `parent`, by path or as a subdomain."""
    if not (body.host and parent.host):
        return False
    is_below = body.host == parent.host and body.path != "" and parent.path == ""
    return is_below or body.host.endswith(f".{parent.host}")


def _split_address(website: str) -> tuple[str, str]:
    parts = urlsplit(website)
    return parts.netloc.lower().removeprefix("www."), parts.path.strip("/")
