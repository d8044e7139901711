"""Groups of registry rows and topics that a search finds by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from palermo import registry, vocabulary
from palermo.portal.base import display_names, languages, number_formats, value_labels
from palermo.portal.base.value_labels import get_facet_title
from palermo.search import MatchQuality, NameHit, NameType
from palermo.search.name_matches import UNKNOWN_LANGUAGE
from palermo.statements import FACETS

MAX_GROUP_ROWS = 5
_FACET_BY_SCHEME = {facet.scheme: facet for facet in FACETS if facet.scheme}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A row of the registry, or a topic, as the search shows it."""

    title: str
    title_language: str
    address: str
    type_label: str
    matched_name: str = ""
    """The name by which it was found, if it is not the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameGroup:
    """Rows of one kind: the first, how many there are, and the address of the list of all."""

    id: str
    title: Promise
    rows: Sequence[NameRow]
    total: int
    address: str
    has_exact: bool
    """Whether the query is the whole name of a row."""


class _GroupDefinition(NamedTuple):
    id: str
    title: Promise
    types: tuple[NameType, ...]
    url_name: str


GROUPS = (
    _GroupDefinition("entities", _("Entities and mechanisms"), (NameType.ENTITY,), "entities:list"),
    _GroupDefinition(
        "instruments", _("Instruments and provisions"), (NameType.INSTRUMENT, NameType.PROVISION), "instruments:list"
    ),
    _GroupDefinition("topics", _("Themes and topics"), (NameType.TOPIC,), "topics:list"),
    _GroupDefinition("places", _("Places"), (NameType.PLACE,), "topics:places"),
    _GroupDefinition("publications", _("Publications"), (NameType.PUBLICATION,), "publications:list"),
)


def build_name_groups(query: str, hits: Sequence[NameHit]) -> list[NameGroup]:
    """Return the groups that have a hit: those with an exact name first, else in their order."""
    groups = [_build_group(definition, query, hits) for definition in GROUPS]
    return sorted((group for group in groups if group.total), key=lambda item: not item.has_exact)


def build_name_row(hit: NameHit) -> NameRow:
    """Return the row that represents a hit."""
    language, id, item_type = languages.get_active_language(), hit.item.id, hit.item.type
    if item_type is NameType.PROVISION:
        return _build_provision_row(hit)
    title = _get_title(hit)
    shown_language = language
    if item_type is NameType.PUBLICATION:
        shown_language = display_names.get_title_language(registry.load_registry().publications[id])
    address = display_names.get_page_address(f"state:{id}" if _is_state(hit) else id) or ""
    has_other_name = not hit.name.is_description and hit.quality is not MatchQuality.TERM and hit.name.text != title
    return NameRow(
        title=title,
        title_language=shown_language,
        address=address,
        type_label=_get_type_label(hit),
        matched_name=hit.name.text if has_other_name and hit.name.language != UNKNOWN_LANGUAGE else "",
    )


def _build_group(definition: _GroupDefinition, query: str, hits: Sequence[NameHit]) -> NameGroup:
    """Return a group with one row for each page that its list opens: of an instrument, the best of its provisions."""
    own: dict[str, NameHit] = {}
    for hit in hits:
        if hit.item.type in definition.types:
            own.setdefault(hit.item.parent_id or hit.item.id, hit)
    return NameGroup(
        id=definition.id,
        title=definition.title,
        rows=[build_name_row(hit) for hit in list(own.values())[:MAX_GROUP_ROWS]],
        total=len(own),
        address=f"{reverse(definition.url_name)}?{urlencode({'q': query})}",
        has_exact=any(hit.quality is MatchQuality.EXACT for hit in own.values()),
    )


def _build_provision_row(hit: NameHit) -> NameRow:
    instrument_id, _separator, position = hit.item.id.rpartition("#")
    instrument = registry.load_registry().instruments[instrument_id]
    provision = instrument.provisions[int(position)]
    language = languages.get_active_language()
    name = instrument.names.get(language, instrument.names["en"])
    address = reverse("instruments:instrument", kwargs={"id": instrument_id})
    return NameRow(
        title=registry.choose_own_text(provision.summaries, language).text,
        title_language=language,
        address=f"{address}#provision-{int(position) + 1}",
        type_label=number_formats.join_texts(filter(None, [name, instrument.symbol, provision.get_number(language)])),
    )


def _is_state(hit: NameHit) -> bool:
    return hit.item.type is NameType.PLACE and not hit.item.id.isdigit()


def _get_title(hit: NameHit) -> str:
    id = f"state:{hit.item.id}" if _is_state(hit) else hit.item.id
    return display_names.get_name(id)


def _get_type_label(hit: NameHit) -> str:
    """Return the type of a row: a kind of entity or instrument, or the scheme of a topic."""
    known, id = registry.load_registry(), hit.item.id
    match hit.item.type:
        case NameType.ENTITY:
            entity = known.entities[id]
            kind = value_labels.get_value_label(value_labels.ENTITY_KINDS, entity.kind)
            return f"{entity.acronym} · {kind}" if entity.acronym else kind
        case NameType.INSTRUMENT:
            instrument = known.instruments[id]
            kind = value_labels.get_value_label(value_labels.INSTRUMENT_KINDS, instrument.kind)
            return f"{instrument.symbol} · {kind}" if instrument.symbol else kind
        case NameType.PUBLICATION:
            publishers = [display_names.get_short_name(publisher) for publisher in known.publications[id].publishers]
            year = (known.publications[id].date or "")[:4]
            return " · ".join([*publishers, *([year] if year else [])])
        case NameType.TOPIC:
            concept = vocabulary.load_vocabulary().get_concept(id)
            return str(get_facet_title(_FACET_BY_SCHEME[concept.scheme])) if concept else ""
        case _:
            return str(_("Region")) if id.isdigit() else str(_("Country or area"))
