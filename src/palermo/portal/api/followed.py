"""What came of recommendations, and instruments appraised, as the pages of both have them."""

from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import registry
from palermo.analysis import Where, where
from palermo.analysis.follow_up import FollowUp
from palermo.edition import ALL
from palermo.portal.api.maps import About
from palermo.portal.editions.current import current_view
from palermo.portal.maps.ground import values
from palermo.portal.recommendations.followed import current_appraisals, current_follow_up
from palermo.publishing.sheets import Sheet
from palermo.publishing.sheets.appraisal import instruments_sheet, provisions_sheet
from palermo.publishing.sheets.follow_up import chain_sheet, recommendation_sheet
from palermo.publishing.sheets.json import values as as_json

router = Router(tags=["maps"])

NOTHING = FollowUp(chains=(), chain_of={}, answers={}, meaning=False)
BEING_MADE = "Chains and answers of this edition are still being made; ask again in a minute."
EVERYTHING = Where(asked={}, filters=ALL)


class RowsOut(About):
    """A map of rows."""

    rows: list[dict[str, Any]] = Field(description="Each with the columns of the page's export by their keys.")


class AskedFollowUp(Schema):
    """Which recommendations are wanted."""

    by: Literal["chain", "recommendation"] = Field(
        "chain", description="A row for each chain of recommendations that repeat each other, or for each one."
    )
    where: list[str] = Field([], max_length=30, description="Conditions such as addressee=states or year=2018..2022.")
    top: int = Field(100, ge=1, le=1000, description="Rows of the answer.")


class AskedAppraisal(Schema):
    """Which appraisal is wanted."""

    instrument: str = Field(
        "", max_length=200, description="Id or symbol: its provisions. None: all instruments, a row each."
    )


@router.get("/maps/follow-up", response=RowsOut, operation_id="followUp")
def follow_up(request: HttpRequest, asked: Query[AskedFollowUp]) -> dict[str, Any]:
    """Tell which recommendations are repeated, by whom and since when, and what came of them."""
    found = current_follow_up()
    made = chain_sheet if asked.by == "chain" else recommendation_sheet
    sheet = made(found or NOTHING, current_view(), where(asked.where, values()), values())
    notes = sheet.notes if found else (*sheet.notes, BEING_MADE)
    return _told(replace(sheet, rows=sheet.rows[: asked.top], notes=notes))


@router.get("/maps/appraisal", response=RowsOut, operation_id="appraisal")
def appraisal(request: HttpRequest, asked: Query[AskedAppraisal]) -> dict[str, Any]:
    """Tell what is called for and what is done under each instrument, or each verified provision of one."""
    found, manifest = current_appraisals(), current_view().manifest
    if not asked.instrument:
        return _told(instruments_sheet(found, manifest, EVERYTHING, values()))
    named = registry.load().instrument(asked.instrument)
    one = found.of(named.id if named else asked.instrument)
    return _told(provisions_sheet(one, found, manifest, EVERYTHING, values()))


def _told(sheet: Sheet) -> dict[str, Any]:
    return as_json(replace(sheet, called="rows"))
