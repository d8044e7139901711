"""The controlled words: schemes, and the concepts of each with their labels in six languages."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import vocabulary
from palermo.errors import NotFound
from palermo.portal.api.cursors import Listed, Stretch, place
from palermo.vocabulary import SCHEMES, Concept

router = Router(tags=["vocabularies"])


class SchemeOut(Schema):
    """A list of controlled words."""

    id: str
    concepts: int


class Schemes(Listed):
    """The lists of controlled words."""

    items: list[SchemeOut]


class ConceptOut(Schema):
    """One controlled word."""

    id: str
    scheme: str
    broader: str | None = Field(description="Id of the concept above it.")
    targets: list[str] = Field(description="Targets of the Sustainable Development Goals that it bears on.")
    labels: dict[str, str] = Field(description="By language.")
    definitions: dict[str, str] = Field(description="One sentence, by language.")


class Concepts(Listed):
    """Concepts of a scheme, in its own order."""

    items: list[ConceptOut]


@router.get("/vocabularies", response=Schemes, operation_id="vocabularies")
def schemes(request: HttpRequest, asked: Query[Stretch]) -> dict[str, Any]:
    """List the schemes of the vocabulary."""
    stretch, known = place(request, asked), vocabulary.load()
    items = [{"id": one, "concepts": len(known.concepts(one))} for one in stretch.of(SCHEMES)]
    return {"items": items, "total": len(SCHEMES), "next": stretch.next(len(SCHEMES))}


@router.get("/vocabularies/{scheme}", response=Concepts, operation_id="vocabulary")
def concepts(request: HttpRequest, scheme: str, asked: Query[Stretch]) -> dict[str, Any]:
    """List the concepts of a scheme."""
    stretch = place(request, asked)
    if scheme not in SCHEMES:
        raise NotFound(f"vocabulary {scheme}", "there is none of that name", f"Name one of {', '.join(SCHEMES)}")
    rows = vocabulary.load().concepts(scheme)
    return {"items": [_row(one) for one in stretch.of(rows)], "total": len(rows), "next": stretch.next(len(rows))}


def _row(one: Concept) -> dict[str, Any]:
    names = ("id", "scheme", "broader", "labels", "definitions")
    return {**{name: getattr(one, name) for name in names}, "targets": list(one.targets)}
