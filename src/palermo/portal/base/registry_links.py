"""Addresses of the pages of registry rows, and links to their sources."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from palermo import registry, vocabulary
from palermo.portal.base import display_names, languages, plurals, value_labels
from palermo.portal.base.forms import FieldOptions
from palermo.registry import Entity, Instrument, Publication
from palermo.search import TOPIC_SCHEMES


def get_page_address(id: str | None) -> str | None:
    """Return the address of the page of a registry row, a place or a topic; None for any other id.

    Instruments and publications may be given by their symbols, countries by `state:` and ISO code, and regions by
    M49 code.
    """
    known = registry.load_registry()
    if id and (place := _get_place_code(id)):
        return reverse("topics:place", kwargs={"code": place})
    if id and (concept := vocabulary.load_vocabulary().get_concept(id)) and concept.scheme in TOPIC_SCHEMES:
        return reverse("topics:topic", kwargs={"id": id})
    if id in known.entities:
        return reverse("entities:profile", kwargs={"id": id})
    if id and (instrument := known.get_instrument(id)):
        return reverse("instruments:instrument", kwargs={"id": instrument.id})
    publication = next(
        (cited_id for cited_id in known.find_cited_ids(id or "") if cited_id in known.publications), None
    )
    return reverse("publications:publication", kwargs={"id": publication}) if publication else None


def _get_place_code(id: str) -> str | None:
    """Return the code by which addresses name a country or a region; None if the id is neither."""
    known = registry.load_registry()
    if id in known.states:
        return id.removeprefix("state:")
    return id if id in known.regions and id != registry.WORLD else None


def get_short_name(id: str, language: str) -> str:
    """Return an entity's acronym, or its name if it has none."""
    entity = registry.load_registry().entities.get(id)
    return (entity.acronym if entity else None) or display_names.get_label(id, language) or id


def build_registry_facts(row: Entity | Instrument | Publication) -> dict[str, Any]:
    """Return what the page of a row shows beside its fields.

    These are its names in other languages that a source shows, the host of its address, and the labels of the fields
    that are left out because no source shows them.
    """
    active, address = languages.get_active_language(), getattr(row, "address", None)
    shown = display_names.get_label(row.id, active)
    names = {} if isinstance(row, Publication) else row.verified_names
    links = build_source_links([address]) if address else []
    return {
        "other_names": [(code, name) for code, name in names.items() if code != active and name != shown],
        "host": links[0][0] if links else address,
        "unverified_fields": plurals.get_separator().join(value_labels.list_unverified_fields(row.unverified)),
    }


def build_source_links(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Return sources as (host, address).

    Sources with the same host are numbered, and schemes other than HTTP are left out.
    """
    counts: Counter[str] = Counter()
    source_links = []
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.netloc:
            host = parts.netloc.removeprefix("www.")
            counts[host] += 1
            source_links.append((host if counts[host] == 1 else f"{host} ({counts[host]})", address))
    return source_links


def get_title_language(publication: Publication) -> str:
    """Return the language in which the registry gives a publication's title.

    This is English if the publication exists in English.
    """
    if "title" in publication.unverified:
        return "en"  # described by the registry
    return "en" if "en" in publication.languages or not publication.languages else publication.languages[0]


def list_concept_options(scheme: str, used_ids: Iterable[str], language: str) -> FieldOptions:
    """Return the concepts of a scheme that are in use, sorted by label."""
    known = set(used_ids)
    options = [
        (concept.id, display_names.get_concept_label(concept.id, language))
        for concept in vocabulary.load_vocabulary().list_concepts(scheme)
        if concept.id in known
    ]
    return sorted(options, key=lambda pair: pair[1].casefold())


def list_entity_options(used_ids: Iterable[str], language: str) -> FieldOptions:
    """Return entities by name."""
    options = [(id, display_names.get_label(id, language) or id) for id in set(used_ids)]
    return sorted(options, key=lambda pair: pair[1].casefold())
