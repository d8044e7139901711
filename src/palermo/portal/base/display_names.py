"""Names of registry rows and concepts, by default in the page's language; addresses of pages and sources."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from palermo import registry, vocabulary
from palermo.edition import ListedStatement
from palermo.portal.base import languages, number_formats, value_labels
from palermo.portal.base.forms import FieldOptions
from palermo.registry import Entity, Instrument, Publication
from palermo.search import TOPIC_SCHEMES
from palermo.statements import Ref, Statement
from palermo.vocabulary.class_names import build_name_value

MAX_JOINED_NAMES = 3


def get_ref_name(ref: Ref) -> str:
    """Return the display name of a ref of a statement."""
    return get_label(ref.id) or ref.name


def get_label(id: str | None, language: str | None = None) -> str | None:
    """Return the name of a State, an entity or a group of actors, or None if its id is unknown."""
    if id is None:
        return None
    label = registry.load_registry().get_label(id, language or languages.get_active_language())
    if label == id:
        label = vocabulary.load_vocabulary().get_label(id, language or languages.get_active_language())
    return label if label != id else None


def get_name(id: str, language: str | None = None) -> str:
    """Return the name of a State, an entity or a group of actors, or its id if that is unknown."""
    return get_label(id, language) or id


def get_concept_label(id: str, language: str | None = None) -> str:
    """Return the label of a concept, or its id with spaces for hyphens."""
    label = vocabulary.load_vocabulary().get_label(id, language or languages.get_active_language())
    return label if label != id else id.replace("-", " ")


def get_filter_value(ref: Ref) -> str:
    """Return the filter value of a ref: its id, or that of its printed name if it has none."""
    return ref.id or build_name_value(ref.name)


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


def get_short_name(id: str) -> str:
    """Return an entity's acronym, or its name if it has none."""
    entity = registry.load_registry().entities.get(id)
    return (entity.acronym if entity else None) or get_name(id)


def build_registry_facts(row: Entity | Instrument | Publication) -> dict[str, Any]:
    """Return what the page of a row shows beside its fields.

    These are its names in other languages that a source shows, the host of its address, and the labels of the fields
    that are left out because no source shows them.
    """
    active, address = languages.get_active_language(), getattr(row, "address", None)
    shown = get_label(row.id)
    names = {} if isinstance(row, Publication) else row.verified_names
    links = build_source_links([address]) if address else []
    return {
        "other_names": [(code, name) for code, name in names.items() if code != active and name != shown],
        "host": links[0][0] if links else address,
        "unverified_fields": number_formats.get_separator().join(value_labels.list_unverified_fields(row.unverified)),
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


def list_concept_options(scheme: str, used_ids: Iterable[str]) -> FieldOptions:
    """Return the concepts of a scheme that are in use, sorted by label."""
    known = set(used_ids)
    options = [
        (concept.id, get_concept_label(concept.id))
        for concept in vocabulary.load_vocabulary().list_concepts(scheme)
        if concept.id in known
    ]
    return sorted(options, key=lambda pair: pair[1].casefold())


def list_entity_options(used_ids: Iterable[str]) -> FieldOptions:
    """Return entities by name."""
    options = [(id, get_name(id)) for id in set(used_ids)]
    return sorted(options, key=lambda pair: pair[1].casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class RefName:
    """A name as a page shows it."""

    name: str
    page: str | None
    """Address of the page about it."""
    filter_value: str
    source: str
    """Where a name comes from that is not in the quote; empty for names in the quote, and for all but the last of names
    that come from the same place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """The names of a role of a statement; false if there are none."""

    confirmed: Sequence[RefName]
    unconfirmed: Sequence[RefName]

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.unconfirmed)

    @property
    def joined(self) -> str:
        """The first confirmed names."""
        return join_names(self.confirmed)


def build_role_names(statement: Statement, role: str) -> RoleNames:
    """Return the names of a role: `actors`, `addressees` or `partners`."""
    refs: Sequence[Ref] = getattr(statement, role)
    apart = getattr(statement, f"unconfirmed_{role}") if isinstance(statement, ListedStatement) else ()
    return RoleNames(
        confirmed=_print_common_source_once(list_ref_names(filter(statement.is_confirmed_ref, refs))),
        unconfirmed=list_ref_names([*(ref for ref in refs if not statement.is_confirmed_ref(ref)), *apart]),
    )


def list_ref_names(refs: Iterable[Ref]) -> list[RefName]:
    """Return the names of refs without those that have the same id and the same name."""
    first: dict[tuple[str | None, str], Ref] = {}
    for ref in refs:
        first.setdefault((ref.id, get_ref_name(ref)), ref)
    return [
        RefName(
            name=name,
            page=get_page_address(ref.id),
            filter_value=get_filter_value(ref),
            source=value_labels.get_value_label(value_labels.REF_SOURCES, ref.source) if ref.source != "quote" else "",
        )
        for (_, name), ref in first.items()
    ]


def _print_common_source_once(ref_names: Sequence[RefName]) -> Sequence[RefName]:
    if len({item.source for item in ref_names}) > 1:
        return ref_names
    return [*(replace(item, source="") for item in ref_names[:-1]), *ref_names[-1:]]


def join_names(ref_names: Iterable[RefName]) -> str:
    """Return at most three names, each isolated from the text direction around it."""
    names = list(dict.fromkeys(languages.mark_isolated(item.name) for item in ref_names))
    return number_formats.get_separator().join(names[:MAX_JOINED_NAMES] + ["…"] * (len(names) > MAX_JOINED_NAMES))
