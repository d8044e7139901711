"""The controlled words: schemes, and the concepts of each with their labels in six languages."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import vocabulary
from palermo.errors import NotFound
from palermo.portal.api.cursors import PageOut, PageQuery, parse_page_position
from palermo.vocabulary import SCHEMES

router = Router(tags=["vocabularies"])


class SchemeOut(Schema):
    """A list of controlled words."""

    id: str
    concepts: int


class SchemeListOut(PageOut):
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


class ConceptListOut(PageOut):
    """Concepts of a scheme, in its own order."""

    items: list[ConceptOut]


@router.get("/vocabularies", response=SchemeListOut, operation_id="vocabularies")
def list_schemes(request: HttpRequest, params: Query[PageQuery]) -> dict[str, Any]:
    """List the schemes of the vocabulary."""
    position, known = parse_page_position(request, params), vocabulary.load_vocabulary()
    return position.build_page(SCHEMES, lambda scheme: {"id": scheme, "concepts": len(known.list_concepts(scheme))})


@router.get("/vocabularies/{scheme}", response=ConceptListOut, operation_id="vocabulary")
def list_concepts(request: HttpRequest, scheme: str, params: Query[PageQuery]) -> dict[str, Any]:
    """List the concepts of a scheme."""
    position = parse_page_position(request, params)
    if scheme not in SCHEMES:
        raise NotFound(f"vocabulary {scheme}", "it does not exist", f"Name one of {', '.join(SCHEMES)}")
    rows = vocabulary.load_vocabulary().list_concepts(scheme)
    return position.build_page(rows)
