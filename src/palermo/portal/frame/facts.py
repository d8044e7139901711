"""Facts of the registry as pages show them: addresses of their pages, and the sources that prove them."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import reverse

from palermo import registry, vocabulary
from palermo.portal.frame import names
from palermo.portal.frame.asking import Options
from palermo.registry import Publication


def page_of(id: str | None) -> str | None:
    """Address of the page of an entity, instrument or publication (by its symbol too); None for any other id."""
    known = registry.load()
    if id in known.entities:
        return reverse("entities:profile", kwargs={"id": id})
    if id and (instrument := known.instrument(id)):
        return reverse("instruments:instrument", kwargs={"id": instrument.id})
    publication = next((found for found in known.cited(id or "") if found in known.publications), None)
    return reverse("publications:publication", kwargs={"id": publication}) if publication else None


def short(id: str, language: str) -> str:
    """An entity's acronym, or its name where it has none."""
    found = registry.load().entities.get(id)
    return (found.acronym if found else None) or names.label(id, language) or id


def links(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Sources as (host, address), those of one host numbered; what is no web address is left out."""
    seen: Counter[str] = Counter()
    found = []
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.netloc:
            host = parts.netloc.removeprefix("www.")
            seen[host] += 1
            found.append((host if seen[host] == 1 else f"{host} ({seen[host]})", address))
    return found


def language_of(publication: Publication) -> str:
    """The language in which the registry gives a publication's title: English where it is published in it."""
    if "title" in publication.unverified:
        return "en"  # described in our words
    return "en" if "en" in publication.languages or not publication.languages else publication.languages[0]


def concepts(scheme: str, used: Iterable[str], language: str) -> Options:
    """The vocabulary's words of a scheme that are in use, by their labels."""
    known = set(used)
    found = [(one.id, names.concept(one.id, language)) for one in vocabulary.load().concepts(scheme) if one.id in known]
    return sorted(found, key=lambda pair: pair[1].casefold())


def entities(used: Iterable[str], language: str) -> Options:
    """Entities by name."""
    found = [(id, names.label(id, language) or id) for id in set(used)]
    return sorted(found, key=lambda pair: pair[1].casefold())
