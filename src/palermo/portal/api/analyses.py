"""Analyses as their pages show them: partnerships, gaps, follow-up of recommendations, appraisal of instruments."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import registry
from palermo.analysis import parse_filters
from palermo.analysis.gaps.demand_supply import AXES
from palermo.analysis.partnerships import find_current_ties, rank_prospective_ties
from palermo.portal.api.maps import MapMetadataOut, build_choice_type
from palermo.portal.services.analysis_cache import get_balance, get_overlaps, select_cells
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.follow_up import EMPTY_FOLLOW_UP, get_current_appraisals, get_current_follow_up
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.services.map_sheets import get_sheet_source
from palermo.portal.services.partnerships import get_current_partnerships
from palermo.publishing.sheets import MapSheet
from palermo.publishing.sheets.appraisal import build_instruments_sheet, build_provisions_sheet
from palermo.publishing.sheets.follow_up import build_chain_sheet, build_recommendation_sheet
from palermo.publishing.sheets.gaps import build_balance_sheet, build_overlaps_sheet
from palermo.publishing.sheets.partnerships import build_prospects_sheet, build_ties_sheet
from palermo.publishing.sheets.sheet_formats import build_sheet_values as as_json

router = Router(tags=["maps"])

if TYPE_CHECKING:
    GapAxis = str
else:
    GapAxis = build_choice_type(AXES)
BalancePart = Literal["unmet", "outdated", "met", "unasked", "cells"]
PENDING_NOTE = "Chains and answers of this edition are still being made; ask again in a minute."


class EntityPairOut(Schema):
    """Two bodies."""

    one: str
    other: str
    one_name: str
    other_name: str


class TieOut(EntityPairOut):
    """A current tie."""

    strength: float
    band: Literal["strong", "some", "slight"]
    first: int | None
    last: int | None
    standing: Literal["recent", "open", "silent", "undated"]
    why: list[str] = Field(description="What each kind of evidence adds.")
    evidence: list[str] = Field(description="What it opens, as `statement:ID`, `partnership:ID` and so on.")


class TieListOut(MapMetadataOut):
    """Current ties, the strongest first."""

    ties: list[TieOut]


class ProspectOut(EntityPairOut):
    """A prospective tie."""

    points: float
    reasons: list[str]
    against: list[str]


class ProspectListOut(MapMetadataOut):
    """Prospective ties, the most promising first."""

    prospects: list[ProspectOut]


class BalanceOut(MapMetadataOut):
    """Recommendations against activities."""

    cells: list[dict[str, Any]] = Field(
        description="Each with its value and name by dimension, demand, supply, promised, pressure and emptiness."
    )


class OverlapOut(Schema):
    """Bodies that do the same."""

    same: list[str]
    bodies: list[str]
    apart: list[str] = Field(description="Pairs between which no tie is found.")
    statements: list[str]


class OverlapListOut(MapMetadataOut):
    """Overlaps."""

    overlaps: list[OverlapOut]


class TieQuery(Schema):
    """The entity whose ties are listed, and filters."""

    entity: str = Field("", max_length=200, description="Only those of this entity: its id or any of its names.")
    where: list[str] = Field([], max_length=30, description="Only statements with this: theme=technology and so on.")
    top: int = Field(100, ge=1, le=1000, description="Pairs of the answer.")

    def find_entity_id(self) -> str | None:
        """Return the id of the entity, or None for all; raises QuestionInvalid for an unknown name."""
        return get_facet_values().find_ids("actor", self.entity)[0] if self.entity else None


class BalanceQuery(Schema):
    """Dimensions, part and filters of the balance."""

    by: list[GapAxis] = Field(
        [],
        min_length=2,
        max_length=3,
        description="Two or three different ones; none: those that suit the edition.",
        json_schema_extra={"uniqueItems": True},
    )
    part: BalancePart = Field("unmet", description="A part; `cells` is all of them.")
    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or subject=trafficking.")
    top: int = Field(100, ge=1, le=1000, description="Cells of the answer.")


class OverlapQuery(Schema):
    """Filters of overlaps."""

    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or subject=trafficking.")
    top: int = Field(1000, ge=1, le=1000, description="Overlaps of the answer.")


@router.get("/maps/partnerships", response=TieListOut, operation_id="partnerships")
def list_ties(request: HttpRequest, params: Query[TieQuery]) -> dict[str, Any]:
    """List who works with whom, since when, how strongly, and the evidence."""
    filters, centre = parse_filters(params.where, get_facet_values()), params.find_entity_id()
    known, view = registry.load_registry(), get_current_view()
    partnership_ties = find_current_ties(view, known, filters) if filters.selected else get_current_partnerships().ties
    selected = partnership_ties.find_by_party(centre) if centre else partnership_ties.ties
    return as_json(build_ties_sheet(partnership_ties, selected[: params.top], get_sheet_source(filters)))


@router.get("/maps/prospects", response=ProspectListOut, operation_id="prospects")
def list_prospects(request: HttpRequest, params: Query[TieQuery]) -> dict[str, Any]:
    """List who could work together, with the reasons for and against."""
    filters, centre = parse_filters(params.where, get_facet_values()), params.find_entity_id()
    known, view, partnerships = registry.load_registry(), get_current_view(), get_current_partnerships()
    ranked = (
        rank_prospective_ties(view, known, partnerships.ties, filters=filters)
        if filters.selected
        else partnerships.prospects
    )
    selected = ranked.find_by_party(centre) if centre else ranked.prospects
    return as_json(build_prospects_sheet(ranked, selected[: params.top], get_sheet_source(filters)))


@router.get("/maps/gaps", response=BalanceOut, operation_id="gaps")
def list_gaps(request: HttpRequest, params: Query[BalanceQuery]) -> dict[str, Any]:
    """Compare recommendations with activities by two or three dimensions."""
    filters = parse_filters(params.where, get_facet_values())
    balance = get_balance(tuple(params.by), filters)
    balance_cells = select_cells(balance, params.part)[: params.top]
    return as_json(build_balance_sheet(balance, balance_cells, get_sheet_source(filters)))


@router.get("/maps/overlaps", response=OverlapListOut, operation_id="overlaps")
def list_overlaps(request: HttpRequest, params: Query[OverlapQuery]) -> dict[str, Any]:
    """List bodies that do the same for the same people in the same place without a tie."""
    filters = parse_filters(params.where, get_facet_values())
    overlaps = get_overlaps(filters)
    return as_json(build_overlaps_sheet(overlaps, overlaps.overlaps[: params.top], get_sheet_source(filters)))


class MapRowsOut(MapMetadataOut):
    """A map of rows."""

    rows: list[dict[str, Any]] = Field(description="Each with the columns of the page's export by their keys.")


class FollowUpQuery(Schema):
    """Filters of recommendations."""

    by: Literal["chain", "recommendation"] = Field(
        "chain", description="A row for each chain of recommendations that repeat each other, or for each one."
    )
    where: list[str] = Field([], max_length=30, description="Conditions such as addressee=states or year=2018..2022.")
    top: int = Field(100, ge=1, le=1000, description="Rows of the answer.")


class AppraisalQuery(Schema):
    """The instrument to appraise."""

    instrument: str = Field(
        "", max_length=200, description="Id or symbol: its provisions. None: all instruments, a row each."
    )


@router.get("/maps/follow-up", response=MapRowsOut, operation_id="followUp")
def get_follow_up(request: HttpRequest, params: Query[FollowUpQuery]) -> dict[str, Any]:
    """List which recommendations are repeated, by whom and since when, and their follow-up."""
    follow_up = get_current_follow_up()
    build_sheet = build_chain_sheet if params.by == "chain" else build_recommendation_sheet
    source = get_sheet_source(parse_filters(params.where, get_facet_values()))
    sheet = build_sheet(follow_up or EMPTY_FOLLOW_UP, get_current_view(), source)
    notes = sheet.notes if follow_up else (*sheet.notes, PENDING_NOTE)
    return _to_rows_response(replace(sheet, rows=sheet.rows[: params.top], notes=notes))


@router.get("/maps/appraisal", response=MapRowsOut, operation_id="appraisal")
def get_appraisal(request: HttpRequest, params: Query[AppraisalQuery]) -> dict[str, Any]:
    """Count the recommendations, activities and mandates that cite each instrument, or each provision of one."""
    appraisals = get_current_appraisals()
    if not params.instrument:
        return _to_rows_response(build_instruments_sheet(appraisals, get_sheet_source()))
    appraisal = appraisals.get_appraisal(params.instrument, registry.load_registry())
    return _to_rows_response(build_provisions_sheet(appraisal, get_sheet_source()))


def _to_rows_response(sheet: MapSheet) -> dict[str, Any]:
    return as_json(replace(sheet, rows_key="rows"))
