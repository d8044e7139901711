"""Partnerships and gaps, as the pages of both have them."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo import registry
from palermo.analysis import where
from palermo.analysis.partnerships import current_ties, prospective_ties
from palermo.portal.api.maps import About
from palermo.portal.editions.current import current_view
from palermo.portal.gaps.asked import balanced, cells, shared
from palermo.portal.maps.ground import values
from palermo.portal.partnerships.kept import kept
from palermo.publishing.sheets.gaps import balance_sheet, overlaps_sheet
from palermo.publishing.sheets.json import values as as_json
from palermo.publishing.sheets.partnerships import prospects_sheet, ties_sheet

router = Router(tags=["maps"])

Axis = Literal["theme", "intervention", "exploitation", "group", "country", "region"]
Part = Literal["unmet", "outdated", "met", "unasked", "cells"]


class PairOut(Schema):
    """Two bodies."""

    one: str
    other: str
    one_name: str
    other_name: str


class TieOut(PairOut):
    """A current tie."""

    strength: float
    band: Literal["strong", "some", "slight"]
    first: int | None
    last: int | None
    standing: Literal["recent", "open", "silent", "undated"]
    why: list[str] = Field(description="What each kind of evidence adds.")
    evidence: list[str] = Field(description="What it opens, as `statement:ID`, `partnership:ID` and so on.")


class TiesOut(About):
    """Current ties, the strongest first."""

    ties: list[TieOut]


class ProspectOut(PairOut):
    """A prospective tie."""

    points: float
    reasons: list[str]
    against: list[str]


class ProspectsOut(About):
    """Prospective ties, the most promising first."""

    prospects: list[ProspectOut]


class BalanceOut(About):
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


class OverlapsOut(About):
    """Overlaps."""

    overlaps: list[OverlapOut]


class AskedTies(Schema):
    """Whose ties are wanted."""

    entity: str = Field("", max_length=200, description="Only those of this entity: its id or any of its names.")
    where: list[str] = Field([], max_length=30, description="Only statements with this: theme=technology and so on.")
    top: int = Field(100, ge=1, le=1000, description="Pairs of the answer.")

    def centre(self) -> str | None:
        """The id of the entity, or None for all; raises QuestionInvalid for a name that there is not."""
        return values().ids("entity", self.entity)[0] if self.entity else None


class AskedGaps(Schema):
    """Which part of the balance is wanted."""

    by: list[Axis] = Field([], max_length=3, description="Two or three; none: those that suit the edition.")
    part: Part = Field("unmet", description="A part; `cells` is all of them.")
    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or subject=trafficking.")
    top: int = Field(100, ge=1, le=1000, description="Cells of the answer.")


class AskedOverlaps(Schema):
    """Which overlaps are wanted."""

    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or subject=trafficking.")
    top: int = Field(1000, ge=1, le=1000, description="Overlaps of the answer.")


@router.get("/maps/partnerships", response=TiesOut, operation_id="partnerships")
def partnerships(request: HttpRequest, asked: Query[AskedTies]) -> dict[str, Any]:
    """Tell who works with whom, since when, how strongly, and what shows it."""
    wanted, centre = where(asked.where, values()), asked.centre()
    known, view = registry.load(), current_view()
    found = current_ties(view, known, wanted.filters) if wanted.asked else kept().ties
    shown = found.of(centre) if centre else found.ties
    return as_json(ties_sheet(found, shown[: asked.top], view.manifest, wanted, values()))


@router.get("/maps/prospects", response=ProspectsOut, operation_id="prospects")
def prospects(request: HttpRequest, asked: Query[AskedTies]) -> dict[str, Any]:
    """Tell who could work together, with the reasons and with what speaks against."""
    wanted, centre = where(asked.where, values()), asked.centre()
    known, view, made = registry.load(), current_view(), kept()
    ranked = prospective_ties(view, known, made.ties, filters=wanted.filters) if wanted.asked else made.prospects
    shown = ranked.of(centre) if centre else ranked.prospects
    return as_json(prospects_sheet(ranked, shown[: asked.top], view.manifest, wanted, values()))


@router.get("/maps/gaps", response=BalanceOut, operation_id="gaps")
def gaps(request: HttpRequest, asked: Query[AskedGaps]) -> dict[str, Any]:
    """Set recommendations against activities where two or three dimensions meet."""
    wanted = where(asked.where, values())
    found = balanced(tuple(asked.by), wanted)
    shown = cells(found, asked.part)[: asked.top]
    return as_json(balance_sheet(found, shown, current_view().manifest, wanted, values()))


@router.get("/maps/overlaps", response=OverlapsOut, operation_id="overlaps")
def overlaps(request: HttpRequest, asked: Query[AskedOverlaps]) -> dict[str, Any]:
    """Tell which bodies do the same for the same people in the same place without a tie."""
    wanted = where(asked.where, values())
    found = shared(wanted)
    return as_json(overlaps_sheet(found, found.overlaps[: asked.top], current_view().manifest, wanted, values()))
