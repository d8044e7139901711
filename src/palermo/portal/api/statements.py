"""Statements: found by the filters of the register, counted, one by one, and those that say something alike."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.edition import Filters
from palermo.portal.api.cursors import Stretch, place
from palermo.portal.api.shapes import Alike, Counts, StatementOut, Statements
from palermo.portal.editions.current import current_search, current_view
from palermo.portal.frame.asking import clean
from palermo.publishing.found import hit_values
from palermo.statements import Kind, Nature, Passage, Statement, record

router = Router(tags=["statements"])

Answer = Literal["accepted", "noted", "pending", "none"]


class Narrowed(Schema):
    """Which statements are wanted: any of the values of a field, all of the fields that have values."""

    q: str = Field("", max_length=200, description="Words of the quote, all of them.")
    kind: list[Kind] = Field([], max_length=6)
    actor: list[str] = Field([], max_length=30, description="Who acts, speaks or recommends: an id, or `name:NAME`.")
    addressee: list[str] = Field([], max_length=30, description="Who is asked or served: an id, or `name:NAME`.")
    response: list[Answer] = Field([], max_length=4, description="The printed answer; `none` where there is none.")
    year: list[int] = Field([], max_length=30, description="Years of publication of the document.")
    theme: list[str] = Field([], max_length=30, description="Ids of the vocabulary.")
    instrument: list[str] = Field([], max_length=30, description="Ids of the registry, or symbols as printed.")
    language: list[str] = Field([], max_length=30, description="ISO 639-1.")
    document: list[str] = Field([], max_length=30)
    nature: list[Nature] = Field([], max_length=4)
    every_copy: bool = Field(False, description="Whether what a Work says twice is found twice.")

    @property
    def filters(self) -> Filters:
        """The same for a View."""
        return Filters(
            kinds=tuple(one.value for one in self.kind),
            actors=_cleaned(self.actor),
            addressees=_cleaned(self.addressee),
            responses=tuple(self.response),
            years=tuple(self.year),
            themes=_cleaned(self.theme),
            instruments=_cleaned(self.instrument),
            languages=_cleaned(self.language),
            documents=_cleaned(self.document),
            natures=tuple(one.value for one in self.nature),
            words=clean(self.q),
            every_copy=self.every_copy,
        )


class Wanted(Narrowed, Stretch):
    """Which stretch of which statements is wanted."""

    sort: Literal["newest", "printed"] = Field("newest", description="`printed`: by source, as printed.")


@router.get("/statements", response=Statements, operation_id="statements")
def statements(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """List statements of all kinds, newest document first."""
    stretch = place(request, asked)
    found = current_view().statements(asked.filters, offset=stretch.offset, limit=stretch.limit, order=asked.sort)
    items = [record(one, found.documents[one.document]) for one in found.statements]
    return {"items": items, "total": found.total, "next": stretch.next(found.total)}


@router.get("/statements/counts", response=Counts, operation_id="statementCounts")
def counts(request: HttpRequest, asked: Query[Narrowed]) -> dict[str, Any]:
    """Count statements by the values of each field, each with its own filter lifted."""
    found = current_view().facets(asked.filters)
    rows = {
        name: [{"value": one.value, "name": one.name, "statements": one.statements} for one in counted]
        for name, counted in found.items()
    }
    return {"facets": rows}


@router.get("/statements/{id}", response=StatementOut, operation_id="statement")
def statement(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one statement."""
    view = current_view()
    found = view.statement(id)
    return record(found, view.document(found.document))


@router.get("/statements/{id}/alike", response=Alike, operation_id="statementAlike")
def alike(request: HttpRequest, id: str) -> dict[str, Any]:
    """List passages of other Works that say something alike, in any language."""
    return alike_to(current_view().statement(id))


def alike_to(said: Statement | Passage) -> dict[str, Any]:
    """What says something alike; nothing where the edition cannot compare meaning."""
    index = current_search()
    return {"items": [hit_values(hit) for hit in index.alike(said, limit=10)] if index else []}


def _cleaned(values: list[str]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(map(clean, values)) if one)
