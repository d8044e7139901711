"""Entities, instruments and publications of the registry, each with what the edition holds of it."""

from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from palermo import registry
from palermo.errors import NotFound
from palermo.portal.api import facts_out as out
from palermo.portal.api.cursors import Stretch, place
from palermo.portal.editions.current import current_shelf
from palermo.portal.editions.shelf import Shelf
from palermo.portal.entities import asked as entity_list
from palermo.portal.frame.asking import Asked, clean
from palermo.portal.instruments import asked as instrument_list
from palermo.portal.publications import asked as publication_list
from palermo.registry import Entity, Instrument, Publication

router = Router(tags=["registry"])


class Words(Stretch):
    """Which rows are wanted."""

    q: str = Field("", max_length=200, description="Words of names or titles, all of them.")
    kind: str = Field("", max_length=40)
    theme: str = Field("", max_length=40, description="Id of the vocabulary.")

    def asked(self) -> Asked:
        """The same for a list."""
        fields = {**self.dict(exclude={"q", "limit", "cursor"})}
        return Asked(words=clean(self.q), chosen={name: str(value) for name, value in fields.items() if value})


class EntitiesWanted(Words):
    """Which entities are wanted."""

    icat: Literal["yes", "no", ""] = Field("", description="Whether a source names it a member of ICAT.")


class DatedWanted(Words):
    """Which dated texts are wanted."""

    year: int | None = Field(None, ge=1000, le=9999)


class PublicationsWanted(DatedWanted):
    """Which publications are wanted."""

    publisher: str = Field("", max_length=100)
    language: str = Field("", max_length=8)
    held: Literal["yes", "no", ""] = Field("", description="Whether a document of the edition is it.")


@router.get("/entities", response=out.Entities, operation_id="entities")
def entities(request: HttpRequest, asked: Query[EntitiesWanted]) -> dict[str, Any]:
    """List verified entities from A to Z."""
    stretch, shelf = place(request, asked), current_shelf()
    rows = entity_list.found(asked.asked())
    items = [_entity(one, shelf) for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/entities/{id}", response=out.EntityWhole, operation_id="entity")
def entity(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one entity, with what the registry knows of it."""
    known, shelf = registry.load(), current_shelf()
    found = known.entities.get(id)
    if found is None:
        raise _unknown("entity", id)
    about = known.about(id)
    return {
        **_entity(found, shelf),
        "publications": [one.id for one in about.publications],
        "instruments": [one.id for one in about.instruments],
        "partnerships": [asdict(one) for one in about.partnerships],
    }


@router.get("/instruments", response=out.Instruments, operation_id="instruments")
def instruments(request: HttpRequest, asked: Query[DatedWanted]) -> dict[str, Any]:
    """List verified instruments, newest first."""
    stretch, shelf = place(request, asked), current_shelf()
    rows = instrument_list.found(asked.asked())
    items = [_instrument(one, shelf) for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/instruments/{id}", response=out.InstrumentWhole, operation_id="instrument")
def instrument(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one instrument with its verified provisions."""
    found, shelf = registry.load().instruments.get(id), current_shelf()
    if found is None:
        raise _unknown("instrument", id)
    shown = [asdict(one) for one in found.provisions if one.verified]
    return {**_instrument(found, shelf), "provisions": shown, "documents": [d.id for d in shelf.texts.get(id, ())]}


@router.get("/publications", response=out.Publications, operation_id="publications")
def publications(request: HttpRequest, asked: Query[PublicationsWanted]) -> dict[str, Any]:
    """List verified publications, newest first."""
    stretch, shelf = place(request, asked), current_shelf()
    rows = publication_list.found(asked.asked(), shelf.held)
    items = [_publication(one, shelf) for one in stretch.of(rows)]
    return {"items": items, "total": len(rows), "next": stretch.next(len(rows))}


@router.get("/publications/{id}", response=out.PublicationOut, operation_id="publication")
def publication(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one publication."""
    found = registry.load().publications.get(id)
    if found is None:
        raise _unknown("publication", id)
    return _publication(found, current_shelf())


def _unknown(noun: str, id: str) -> NotFound:
    return NotFound(f"{noun} {id[:60]!r}", f"the registry shows no {noun} of that id", f"List them at {noun}s")


def _entity(one: Entity, shelf: Shelf) -> dict[str, Any]:
    names = ("id", "acronym", "kind", "role", "website", "icat", "icat_since", "sources")
    return {
        **{name: getattr(one, name) for name in names},
        "names": dict(one.proven_names),
        "documents": len(shelf.published.get(one.id, ())),
        "acting": shelf.acting.get(one.id, 0),
        "addressed": shelf.addressed.get(one.id, 0),
    }


def _instrument(one: Instrument, shelf: Shelf) -> dict[str, Any]:
    names = ("id", "symbol", "kind", "organ", "address", "entities", "sources")
    return {
        **{name: getattr(one, name) for name in names},
        "names": dict(one.proven_names),
        "year": _year(one.date),
        "topics": asdict(one.topics),
        "citing": shelf.citing.get(one.id, 0),
    }


def _publication(one: Publication, shelf: Shelf) -> dict[str, Any]:
    names = ("id", "title", "symbol", "kind", "publishers", "languages", "digest", "address", "sources")
    return {
        **{name: getattr(one, name) for name in names},
        "year": _year(one.date),
        "topics": asdict(one.topics),
        "documents": [document.id for document in shelf.held.get(one.id, ())],
        "citing": shelf.citing.get(one.id, 0),
    }


def _year(date: str | None) -> int | None:
    """Of a date the year alone is shown, as on the pages."""
    return int(date[:4]) if date else None
