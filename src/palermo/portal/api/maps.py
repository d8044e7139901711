"""Maps: who does what, by any two or three dimensions."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, WithJsonSchema

from palermo.analysis import MAP_FACETS, MAX_EVIDENCE_AGE_YEARS, parse_filters
from palermo.analysis.cross_tabulation import parse_query
from palermo.errors import QuestionInvalid
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.map_cache import MapComparison, get_current_maps, get_facet_values
from palermo.portal.services.map_sheets import get_sheet_source
from palermo.publishing.sheets import who_does_what
from palermo.publishing.sheets.sheet_formats import build_sheet_values as as_json
from palermo.statements import resolve_facet_name

router = Router(tags=["maps"])
PERIODS_HINT = "Give earlier=2015..2019 and later=2020..2024, or since=EDITION"
CellTrend = Literal["new", "silent", "grown", "shrunk"]


def build_choice_type(names: Collection[str]) -> Any:
    """Return a type of facet names; aliases of a name are accepted, the schema lists the names."""

    def validate(name: str) -> str:
        resolved = resolve_facet_name(name)
        if resolved not in names:
            raise ValueError(f"{name!r} is none of {', '.join(names)}")
        return resolved

    return Annotated[str, AfterValidator(validate), WithJsonSchema({"type": "string", "enum": [*names]})]


if TYPE_CHECKING:
    MapDimension = str
else:
    MapDimension = build_choice_type(MAP_FACETS)


class MapMetadataOut(Schema):
    """The edition, filters and counts of a map."""

    title: str
    edition: str = Field(description="Name of the edition.")
    filters: dict[str, list[str]] = Field(description="Ids of the values that were asked for, by dimension.")
    denominators: dict[str, int] = Field(description="What its numbers are counted among.")
    notes: list[str] = Field(description="Warnings that its readers need.")
    cite: str


class MapCellOut(Schema):
    """A cell of a map."""

    row: str
    column: str
    facet: str | None = None
    row_name: str
    column_name: str
    facet_name: str | None = None
    statements: int
    documents: int = Field(description="Works.")
    entities: int
    newest: int | None = Field(description="Year of the newest document.")
    share: float = Field(description="Of the row's statements.")
    per_document: float
    emptiness: Literal["nothing-found", "no-document", "old-evidence"] | None
    searched: int


class MapOut(MapMetadataOut):
    """A map."""

    cells: list[MapCellOut]


class ChangedCellOut(Schema):
    """A cell in two periods."""

    row: str
    column: str
    row_name: str
    column_name: str
    turn: CellTrend
    before: int
    after: int


class MapChangeOut(MapMetadataOut):
    """Changes of a map between two periods."""

    cells: list[ChangedCellOut]


class MapAxesQuery(Schema):
    """Dimensions and filters of a map."""

    rows: MapDimension = "actor"
    columns: MapDimension = Field("intervention", description="Another than that of the rows.")
    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or year=2018..2022.")


class WhoDoesWhatQuery(MapAxesQuery):
    """A map with its third dimension and its limits."""

    facet: MapDimension | None = Field(None, description="A third dimension.")
    old: int = Field(MAX_EVIDENCE_AGE_YEARS, ge=0, le=100, description="Years after which evidence is old.")
    top: int = Field(100, ge=1, le=1000, description="Rows, columns and facets, those with the most statements.")
    others: bool = Field(
        False, description="Add rows for names without a registry id, and for statements without a name."
    )
    sparse: bool | None = Field(
        None, description="Without the cells that have no statement; by itself so where there is a facet."
    )


class MapChangeQuery(MapAxesQuery):
    """The periods or editions to compare."""

    earlier: str = Field(
        "", max_length=20, description="A year, or a range such as 2015..2019. Give two periods, or `since`."
    )
    later: str = Field("", max_length=20)
    since: str = Field("", max_length=80, description="Name or id of another edition, in the place of two periods.")


@router.get("/maps/who-does-what", response=MapOut, operation_id="whoDoesWhat")
def get_who_does_what_map(request: HttpRequest, params: Query[WhoDoesWhatQuery]) -> dict[str, Any]:
    """Count statements where two or three dimensions meet."""
    query = parse_query(
        params.rows,
        params.columns,
        params.facet,
        parse_filters(params.where, get_facet_values()),
        params.old,
        params.top,
    )
    query = replace(query, others=params.others)
    maps = get_current_maps()
    result_map = maps.get_map(query)
    return as_json(who_does_what.build_map_sheet(result_map, get_sheet_source(), sparse=params.sparse))


@router.get("/maps/change", response=MapChangeOut, operation_id="mapChange")
def get_map_change(request: HttpRequest, params: Query[MapChangeQuery]) -> dict[str, Any]:
    """List what is new in a map, no longer found, grown or shrunk.

    Between two periods or since another edition.
    """
    query = parse_query(params.rows, params.columns, None, parse_filters(params.where, get_facet_values()))
    view, asked = get_current_view(), MapComparison(earlier=params.earlier, later=params.later, since=params.since)
    if not (params.since or (params.earlier and params.later)):
        raise QuestionInvalid("what to compare", "neither two periods nor an edition is given", PERIODS_HINT)
    return as_json(who_does_what.build_change_sheet(asked.compare(view, query), asked.description, get_sheet_source()))
