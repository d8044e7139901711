"""The follow-up of recommendations and the appraisal of instruments, as their pages show them."""

from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import registry
from palermo.analysis import parse_filters
from palermo.analysis.follow_up import FollowUp
from palermo.portal.api.maps import MapMetadataOut
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.follow_up import get_current_appraisals, get_current_follow_up
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.services.sheet_files import get_sheet_source
from palermo.publishing.sheets import MapSheet
from palermo.publishing.sheets.appraisal import build_instruments_sheet, build_provisions_sheet
from palermo.publishing.sheets.follow_up import build_chain_sheet, build_recommendation_sheet
from palermo.publishing.sheets.json import build_sheet_values as as_json

router = Router(tags=["maps"])

EMPTY_FOLLOW_UP = FollowUp(chains=(), chain_by_call={}, answers={}, meaning=False)
PENDING_NOTE = "Chains and answers of this edition are still being made; ask again in a minute."


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
    """List what is called for and what is done under each instrument, or under each provision of one."""
    appraisals = get_current_appraisals()
    if not params.instrument:
        return _to_rows_response(build_instruments_sheet(appraisals, get_sheet_source()))
    named = registry.load_registry().get_instrument(params.instrument)
    appraisal = appraisals.get_appraisal(named.id if named else params.instrument)
    return _to_rows_response(build_provisions_sheet(appraisal, appraisals, get_sheet_source()))


def _to_rows_response(sheet: MapSheet) -> dict[str, Any]:
    return as_json(replace(sheet, rows_key="rows"))
