"""Bodies of the registry by the official hosts of a document's own address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from palermo.registry import load_registry


def find_host_entity(address: str) -> str | None:
    """Return the id of the entity on whose official site an address is; None if no entity or several have it.

    >>> find_host_entity("https://www.iom.int/news/1"), find_host_entity("https://example.org")
    ('iom', None)
    """
    parts = urlsplit(address if "//" in address else f"https://{address}")
    host = (parts.hostname or "").removeprefix("www.")
    return _map_hosts().get(host)


def find_own_entity(addresses: Sequence[str], printed_text: str, *, is_web_page: bool) -> Iterator[str]:
    """Yield the name of the body on whose site a document is.

    The address of a text that prints the body's acronym nowhere may be a link to another site.
    """
    words = frozenset(re.findall(r"\w+", printed_text))
    for id in filter(None, map(find_host_entity, addresses[:1])):
        entity = load_registry().entities[id]
        if is_web_page or entity.acronym in words:
            yield entity.names["en"]


@cache
def _map_hosts() -> Mapping[str, str]:
    """Return the entities by the host of their site, without hosts of several entities and parts of sites."""
    entities: dict[str, str | None] = {}
    for entity in load_registry().entities.values():
        parts = urlsplit(entity.website or "")
        if parts.hostname and not parts.path.strip("/"):
            host = parts.hostname.removeprefix("www.")
            entities[host] = entity.id if host not in entities else None
    return {host: id for host, id in entities.items() if id}
