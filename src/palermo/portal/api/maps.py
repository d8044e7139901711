"""Maps: who does what, by any two or three dimensions."""

from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.analysis import OLD, where
from palermo.analysis.who_does_what import question
from palermo.analysis.who_does_what.change import of_editions, of_periods
from palermo.errors import QuestionInvalid
from palermo.portal.maps.ground import current_maps, ground_before, values
from palermo.publishing.sheets import change as change_sheet
from palermo.publishing.sheets import who_does_what
from palermo.publishing.sheets.json import values as as_json

router = Router(tags=["maps"])

Dimension = Literal[
    "entity", "kind", "intervention", "exploitation", "theme", "group", "audience", "addressee", "partner", "country",
    "region", "instrument", "year", "response", "language", "nature", "subject",
]  # fmt: skip
BOTH = "Give earlier=2015..2019 and later=2020..2024, or since=EDITION"
Turn = Literal["new", "silent", "grown", "shrunk"]


class About(Schema):
    """What a map rests on."""

    title: str
    edition: str = Field(description="Name of the edition.")
    filters: dict[str, list[str]] = Field(description="Ids of the values that were asked for, by dimension.")
    denominators: dict[str, int] = Field(description="What its numbers are counted among.")
    notes: list[str] = Field(description="Warnings that its readers need.")
    cite: str


class CellOut(Schema):
    """What is found where a row and a column meet."""

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


class MapOut(About):
    """A map."""

    cells: list[CellOut]


class ChangedOut(Schema):
    """A cell in two periods."""

    row: str
    column: str
    row_name: str
    column_name: str
    turn: Turn
    before: int
    after: int


class ChangeOut(About):
    """What changed between two periods."""

    cells: list[ChangedOut]


class Asked(Schema):
    """Which statements a map is of."""

    rows: Dimension = "entity"
    columns: Dimension = "intervention"
    where: list[str] = Field([], max_length=30, description="Conditions such as region=africa or year=2018..2022.")


class AskedMap(Asked):
    """Which map is wanted."""

    facet: Dimension | None = Field(None, description="A third dimension.")
    old: int = Field(OLD, ge=0, le=100, description="Years after which evidence is old.")
    top: int = Field(100, ge=1, le=1000, description="Rows, columns and facets, those with the most statements.")
    others: bool = Field(False, description="Rows for names that the registry has no id for, and for nobody named.")
    sparse: bool | None = Field(
        None, description="Without the cells that have no statement; by itself so where there is a facet."
    )


class AskedChange(Asked):
    """Which periods are compared."""

    earlier: str = Field("", max_length=20, description="A year, or a range such as 2015..2019.")
    later: str = Field("", max_length=20)
    since: str = Field("", max_length=80, description="Name or id of another edition, in the place of two periods.")


@router.get("/maps/who-does-what", response=MapOut, operation_id="whoDoesWhat")
def who_does_what_map(request: HttpRequest, asked: Query[AskedMap]) -> dict[str, Any]:
    """Count statements where two or three dimensions meet."""
    wanted = question(asked.rows, asked.columns, asked.facet, where(asked.where, values()), asked.old, asked.top)
    wanted = replace(wanted, others=asked.others)
    maps = current_maps()
    found = maps.answer(wanted)
    return as_json(who_does_what.sheet(found, maps.ground.view.manifest, values(), sparse=asked.sparse))


@router.get("/maps/change", response=ChangeOut, operation_id="mapChange")
def change(request: HttpRequest, asked: Query[AskedChange]) -> dict[str, Any]:
    """Tell what is new in a map, what fell silent and what grew, between two periods or since another edition."""
    wanted = question(asked.rows, asked.columns, None, where(asked.where, values()))
    maps = current_maps()
    if asked.since:
        found = of_editions(ground_before(asked.since), maps.ground, wanted, values())
        compared = f"since edition {asked.since}"
    else:
        if not (asked.earlier and asked.later):
            raise QuestionInvalid("what to compare", "neither two periods nor an edition is named", BOTH)
        years = [values().ids("year", one) for one in (asked.earlier, asked.later)]
        found = of_periods(maps.ground, wanted, values(), *years)
        compared = f"{asked.earlier} against {asked.later}"
    return as_json(change_sheet.sheet(found, maps.ground.view.manifest, values(), compared))
