"""Statements: the filtered list, counts, single statements and similar passages."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from palermo.edition import Filters, build_filters
from palermo.portal.api.cursors import PageQuery, parse_page_position
from palermo.portal.api.schemas import FacetCountsOut, SimilarPassagesOut, StatementListOut, StatementOut
from palermo.portal.base.forms import clean_value
from palermo.portal.services.current_edition import get_current_edition, get_current_view, get_search_index
from palermo.publishing.search_results import build_hit_values
from palermo.statements import FACETS, Facet, Passage, Statement, build_record

router = Router(tags=["statements"])

MAX_VALUES = 30


def add_facet_fields[T: Schema](schema: type[T]) -> type[T]:
    """Return the schema with a list of values for each facet."""
    fields: dict[str, Any] = {facet.name: _build_field(facet) for facet in FACETS}
    extended: type[T] = create_model(schema.__name__, __base__=schema, __doc__=schema.__doc__, **fields)
    return extended


def _build_field(facet: Facet) -> tuple[Any, Any]:
    """Return the type and the definition of a facet's field; a closed set of values is an enumeration."""
    is_closed = bool(facet.values) and facet.name != "language"
    value_type: Any = Literal[facet.values] if is_closed else int if facet.name == "year" else str
    limit = len(facet.values) if is_closed else MAX_VALUES
    return list[value_type], Field([], max_length=limit, description=facet.description or None)


@add_facet_fields
class StatementFilterQuery(Schema):
    """Which statements are wanted: any of the values of a field, all of the fields that have values."""

    q: str = Field("", max_length=200, description="Words of the quote, all of them.")
    every_copy: bool = Field(False, description="Whether what a Work says twice is found twice.")

    @property
    def filters(self) -> Filters:
        """The same for a View."""
        values = {facet.name: _clean_values(getattr(self, facet.name)) for facet in FACETS}
        return build_filters(words=clean_value(self.q), every_copy=self.every_copy, **values)


class StatementListQuery(StatementFilterQuery, PageQuery):
    """Filters, order and page of the list of statements."""

    sort: Literal["newest", "printed"] = Field("newest", description="`printed`: by source, as printed.")


@router.get("/statements", response=StatementListOut, operation_id="statements")
def list_statements(request: HttpRequest, params: Query[StatementListQuery]) -> dict[str, Any]:
    """List statements of all kinds, newest document first."""
    position = parse_page_position(request, params)
    statements = get_current_view().find_statements(
        params.filters, offset=position.offset, limit=position.limit, order=params.sort
    )
    reviews = get_current_view().reviews
    items = [
        build_record(statement, statements.documents[statement.document], reviews.get(statement.id))
        for statement in statements.statements
    ]
    return {
        "items": items,
        "total": statements.total,
        "unconfirmed": get_current_edition().count_unconfirmed(params.filters),
        "next": position.encode_next_cursor(statements.total),
    }


@router.get("/statements/counts", response=FacetCountsOut, operation_id="statementCounts")
def count_statements(request: HttpRequest, params: Query[StatementFilterQuery]) -> dict[str, Any]:
    """Count statements by the values of each field, each with its own filter lifted."""
    return {"facets": get_current_view().count_facets(params.filters)}


@router.get("/statements/{id}", response=StatementOut, operation_id="statement")
def get_statement(request: HttpRequest, id: str) -> dict[str, Any]:
    """Give one statement."""
    view = get_current_view()
    statement = view.get_statement(id)
    return build_record(statement, view.get_document(statement.document), view.reviews.get(statement.id))


@router.get("/statements/{id}/alike", response=SimilarPassagesOut, operation_id="statementAlike")
def list_similar_passages(request: HttpRequest, id: str) -> dict[str, Any]:
    """List passages of other Works that are similar in meaning, in any language."""
    return find_similar_passages(get_current_view().get_statement(id))


def find_similar_passages(source: Statement | Passage) -> dict[str, Any]:
    """Return similar passages; none if the edition has no search index."""
    index, view = get_search_index(), get_current_view()
    return {"items": [build_hit_values(hit, view) for hit in index.find_similar(source, limit=10)] if index else []}


def _clean_values(values: list[object]) -> tuple[str, ...]:
    return tuple(item for item in dict.fromkeys(clean_value(str(value)) for value in values) if item)
