"""Names with a comma or an `and` within them, which no list is divided at: `Trinidad and Tobago and Kenya` are two."""

import re
from functools import cache, lru_cache

from palermo import registry
from palermo.statements import digest

_WITHIN = {
    ", ": "\ue001",
    " and ": "\ue002",
    " et ": "\ue003",
    " y ": "\ue004",
    " и ": "\ue005",
    "和": "\ue006",
    "与": "\ue007",
    "及": "\ue009",
    "、": "\ue00a",
    " و": "\ue008",
}
"""What parts a list, and what stands for it while a list is divided."""

_BODIES = r"(?:(?:specialized\s+)?agencies,\s+)?funds(?:,?\s+and\s+|,\s+)programmes"
_REGIONS = (
    r"Asia and the Pacific|Latin America and the Caribbean|Middle East and North Africa|Europe and Central Asia"
    r"|(?:East|West|North|South|Central|Southern)(?:ern)? and (?:East|West|North|South|Central|Southern)(?:ern)?"
    r" (?:Africa|Asia|Europe|America)"
)
"""The bodies of the United Nations, which go by one name: `agencies, funds and programmes`."""


def apart(listed: str) -> str:
    """A list whose names of the registry hold nothing that a list is divided at; `joined` brings it back."""
    if not any(mark in listed for mark in _WITHIN):
        return listed
    return _compounds().sub(lambda found: hidden(found.group()), listed)


def joined(part: str) -> str:
    """A part of a list as it was printed."""
    for printed, sign in _WITHIN.items():
        part = part.replace(sign, printed)
    return part


@lru_cache(maxsize=8192)
def is_known(name: str) -> bool:
    """Whether a name is an organisation's of the registry."""
    return registry.load().entity(name) is not None


@lru_cache(maxsize=1024)
def is_same(name: str, other: str) -> bool:
    """Whether two names are of one organisation of the registry."""
    rows = registry.load().entity(name), registry.load().entity(other)
    return rows[0] is not None and rows[1] is not None and rows[0].id == rows[1].id


def compounds_version() -> str:
    """Changes with any name of the registry: part of the key under which extractions are kept."""
    return digest("compounds.3", _BODIES, _REGIONS, *sorted(_names()))[:12]


def hidden(name: str) -> str:
    """A name in which nothing parts a list; `joined` brings it back."""
    for printed, sign in _WITHIN.items():
        name = name.replace(printed, sign)
    return name


@cache
def _names() -> frozenset[str]:
    """All names of organisations and States."""
    known = registry.load()
    names = {name for entity in known.entities.values() for name in (*entity.names.values(), *entity.matching)}
    return frozenset(names | {name for s in known.states.values() for name in (*s.names.values(), *s.matching)})


def _of_two_states(name: str) -> bool:
    """Whether a State of old has the names of two that are: `Serbia and Montenegro`."""
    parts = re.split(r" (?:and|et|y|и) ", name)
    known = registry.load()
    return len(parts) == 2 and all(known.state(part) is not None for part in parts)


@cache
def _compounds() -> re.Pattern[str]:
    """The names of organisations and States that hold a comma or an `and`, the longest first."""
    whole = (name for name in _names() if any(mark in name for mark in _WITHIN) and not _of_two_states(name))
    within = sorted(whole, key=lambda n: (-len(n), n))
    chinese = [name for name in within if any(sign in name for sign in "和与及、")]
    others = [name for name in within if name not in chinese]
    listed = "|".join(map(re.escape, others))
    return re.compile(rf"\b(?:{listed}|{_BODIES}|{_REGIONS})(?!\w)|(?:{'|'.join(map(re.escape, chinese))})")
