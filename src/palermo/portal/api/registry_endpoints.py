"""Entities, instruments and publications of the registry, with counts of the served edition."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import registry
from palermo.errors import NotFound
from palermo.portal.api.cursors import PageOut, PageQuery, parse_page_position
from palermo.portal.base.forms import ListFilters, clean_value
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.registry_lists import (
    RegistryList,
    build_entity_list,
    build_instrument_list,
    build_publication_list,
)
from palermo.registry import Entity, Instrument, Publication

_OWN_SUMMARY_NOTE = "In our words, in English."
router = Router(tags=["registry"])


class TopicsOut(Schema):
    """Topics of a fact: ids of the vocabulary."""

    themes: list[str]
    exploitation: list[str]
    interventions: list[str]
    groups: list[str]


class EntityOut(Schema):
    """An organisation or mechanism."""

    id: str
    acronym: str | None
    kind: str
    names: dict[str, str] = Field(description="By language, as sources show them.")
    role: str = Field(description=_OWN_SUMMARY_NOTE)
    roles: dict[str, str] = Field(description="The role by language (ISO 639-1).")
    website: str | None
    icat: bool = Field(description="Whether a public source names it a member of ICAT.")
    icat_since: int | None
    sources: list[str]
    documents: int = Field(description="Documents of the edition that it published, each Work once.")
    acting: int = Field(description="Statements in which it acts or speaks.")
    addressed: int = Field(description="Statements that are addressed to it.")


class EntityListOut(PageOut):
    """Entities, by English name."""

    items: list[EntityOut]


class PartnershipOut(Schema):
    """Entities that act together."""

    id: str
    kind: str
    name: str = Field(description=_OWN_SUMMARY_NOTE)
    names: dict[str, str] = Field(description="The name by language (ISO 639-1).")
    members: list[str]
    lead: str | None
    start: int | None
    end: int | None
    sources: list[str]


class EntityDetailOut(EntityOut):
    """An entity with its publications, instruments and partnerships."""

    publications: list[str]
    instruments: list[str]
    partnerships: list[PartnershipOut]


class ProvisionOut(Schema):
    """A numbered or named part of an instrument."""

    number: str | None
    summary: str = Field(description=_OWN_SUMMARY_NOTE)
    summaries: dict[str, str] = Field(description="The summary by language (ISO 639-1).")
    addressees: list[str]
    topics: TopicsOut
    sources: list[str]


class InstrumentOut(Schema):
    """A treaty, resolution, compact or plan."""

    id: str
    symbol: str | None
    kind: str
    names: dict[str, str]
    year: int | None
    organ: str
    address: str | None
    entities: list[str] = Field(description="Ids of entities whose task rests on it.")
    topics: TopicsOut
    sources: list[str]
    citing: int = Field(description="Statements that cite it.")


class InstrumentListOut(PageOut):
    """Instruments, newest first."""

    items: list[InstrumentOut]


class InstrumentDetailOut(InstrumentOut):
    """An instrument with its provisions and the documents that are it."""

    provisions: list[ProvisionOut]
    documents: list[str]


class PublicationOut(Schema):
    """Something that an entity has published."""

    id: str
    title: str
    symbol: str | None
    kind: str
    year: int | None
    publishers: list[str]
    languages: list[str]
    topics: TopicsOut
    digest: str | None = Field(description=_OWN_SUMMARY_NOTE)
    digests: dict[str, str] = Field(description="The digest by language (ISO 639-1); empty if there is none.")
    address: str | None
    sources: list[str]
    documents: list[str] = Field(description="Documents of the edition that are this publication, or are about it.")
    citing: int = Field(description="Statements that cite it.")


class PublicationListOut(PageOut):
    """Publications, newest first."""

    items: list[PublicationOut]


class RegistryListQuery(PageQuery):
    """Filters of a list of the registry."""

    q: str = Field("", max_length=200, description="Words of names or titles, all of them.")
    kind: str = Field("", max_length=40)
    theme: str = Field("", max_length=40, description="Id of the vocabulary.")

    def to_filters(self) -> ListFilters:
        """Return the filters of the list."""
        fields = self.dict(exclude={"q", "limit", "cursor"})
        chosen = {name: str(value) for name, value in fields.items() if value}
        return ListFilters(search_text=clean_value(self.q), chosen=chosen)


class EntityListQuery(RegistryListQuery):
    """Filters of entities."""

    icat: Literal["yes", "no", ""] = Field("", description="Whether a source names it a member of ICAT.")


class DatedListQuery(RegistryListQuery):
    """Filters of dated texts."""

    year: int | None = Field(None, ge=1000, le=9999)


class PublicationListQuery(DatedListQuery):
    """Filters of publications."""

    publisher: str = Field("", max_length=100)
    language: str = Field("", max_length=8)
    held: Literal["yes", "no", ""] = Field("", description="Whether a document of the edition is it.")


@router.get("/entities", response=EntityListOut, operation_id="entities")
def list_entities(request: HttpRequest, params: Query[EntityListQuery]) -> dict[str, Any]:
    """List verified entities from A to Z."""
    return _build_page(request, params, build_entity_list(), _to_entity_row)


@router.get("/entities/{id}", response=EntityDetailOut, operation_id="entity")
def get_entity(request: HttpRequest, id: str) -> dict[str, Any]:
    """Return one entity with its publications, instruments and partnerships."""
    known, documents = registry.load_registry(), get_document_index()
    entity = known.entities.get(id)
    if entity is None:
        raise _build_not_found("entity", id)
    about = known.get_profile(id)
    return {
        **_to_entity_row(entity, documents),
        "publications": [publication.id for publication in about.publications],
        "instruments": [instrument.id for instrument in about.instruments],
        "partnerships": [asdict(item) | {"name": item.name} for item in about.partnerships],
    }


@router.get("/instruments", response=InstrumentListOut, operation_id="instruments")
def list_instruments(request: HttpRequest, params: Query[DatedListQuery]) -> dict[str, Any]:
    """List verified instruments, newest first."""
    return _build_page(request, params, build_instrument_list(), _to_instrument_row)


@router.get("/instruments/{id}", response=InstrumentDetailOut, operation_id="instrument")
def get_instrument(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one instrument with its verified provisions."""
    instrument, documents = registry.load_registry().instruments.get(id), get_document_index()
    if instrument is None:
        raise _build_not_found("instrument", id)
    provisions = [asdict(item) | {"summary": item.summary} for item in instrument.verified_provisions]
    return {
        **_to_instrument_row(instrument, documents),
        "provisions": provisions,
        "documents": [d.id for d in documents.instrument_documents.get(id, ())],
    }


@router.get("/publications", response=PublicationListOut, operation_id="publications")
def list_publications(request: HttpRequest, params: Query[PublicationListQuery]) -> dict[str, Any]:
    """List verified publications, newest first."""
    rows = build_publication_list(get_document_index().publication_documents)
    return _build_page(request, params, rows, _to_publication_row)


@router.get("/publications/{id}", response=PublicationOut, operation_id="publication")
def get_publication(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one publication."""
    publication = registry.load_registry().publications.get(id)
    if publication is None:
        raise _build_not_found("publication", id)
    return _to_publication_row(publication, get_document_index())


def _build_page[T: Entity | Instrument | Publication](
    request: HttpRequest,
    params: RegistryListQuery,
    rows: RegistryList[T],
    convert: Callable[[T, DocumentIndex], dict[str, Any]],
) -> dict[str, Any]:
    """Return the page of a list that the parameters select, each row converted with the documents of the edition."""
    documents = get_document_index()
    position = parse_page_position(request, params)
    return position.build_page(rows.select(params.to_filters()), lambda row: convert(row, documents))


def _build_not_found(noun: str, id: str) -> NotFound:
    return NotFound(
        f"{noun} {id[:60]!r}", f"the registry shows no {noun} of that id", "List them at the address without an id"
    )


def _to_entity_row(entity: Entity, index: DocumentIndex) -> dict[str, Any]:
    names = ("id", "acronym", "kind", "role", "roles", "website", "icat", "icat_since", "sources")
    return {
        **{name: getattr(entity, name) for name in names},
        "names": dict(entity.verified_names),
        "documents": len(index.publisher_documents.get(entity.id, ())),
        "acting": index.actor_counts.get(entity.id, 0),
        "addressed": index.addressee_counts.get(entity.id, 0),
    }


def _to_instrument_row(instrument: Instrument, index: DocumentIndex) -> dict[str, Any]:
    names = ("id", "symbol", "kind", "organ", "address", "entities", "sources")
    return {
        **{name: getattr(instrument, name) for name in names},
        "names": dict(instrument.verified_names),
        "year": _parse_year(instrument.date),
        "topics": asdict(instrument.topics),
        "citing": index.citation_counts.get(instrument.id, 0),
    }


def _to_publication_row(publication: Publication, index: DocumentIndex) -> dict[str, Any]:
    names = ("id", "title", "symbol", "kind", "publishers", "languages", "digest", "digests", "address", "sources")
    return {
        **{name: getattr(publication, name) for name in names},
        "year": _parse_year(publication.date),
        "topics": asdict(publication.topics),
        "documents": [document.id for document in index.publication_documents.get(publication.id, ())],
        "citing": index.citation_counts.get(publication.id, 0),
    }


def _parse_year(date: str | None) -> int | None:
    """Of a date the year alone is shown, as on the pages."""
    return int(date[:4]) if date else None
