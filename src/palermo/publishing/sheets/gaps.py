"""Demand against supply, and overlaps, as sheets: one row for each cell or meeting."""

from collections.abc import Sequence

from palermo.analysis import Values, Where
from palermo.analysis.gaps.balance import Balance, Cell
from palermo.analysis.gaps.overlaps import Overlap, Overlaps
from palermo.analysis.gaps.sides import DEMAND, PROMISED, SUPPLY
from palermo.edition import Manifest
from palermo.publishing.sheets.sheet import Cell as Shown
from palermo.publishing.sheets.sheet import Column, Sheet, citation, numbered
from palermo.publishing.sheets.told import told
from palermo.publishing.sheets.who_does_what import TAGS

PUBLISHED = "A map of what is published is not a map of what is done: where nothing is told, much may be done."
INFERRED = "Counted where the State is that acts or is asked, for want of a place of their own: {}."

PRESSURE = (
    "Pressure sets a row's share of all recommendations against its share of all activities: "
    "1 is twice as large, 2 four times, -1 half."
)

_MEASURES = (
    Column(key="demand", label="Recommendations", shown="number", tag="#indicator+demand+num"),
    Column(key="demand_works", label="Works that ask", shown="number", tag="#indicator+demand+works+num"),
    Column(key="supply", label="Activities", shown="number", tag="#indicator+supply+num"),
    Column(key="supply_works", label="Works that tell", shown="number", tag="#indicator+supply+works+num"),
    Column(key="promised", label="Commitments", shown="number", tag="#indicator+promised+num"),
    Column(key="newest_demand", label="Asked last", tag="#date+demand+year"),
    Column(key="newest_supply", label="Done last", tag="#date+supply+year"),
    Column(key="pressure", label="Pressure", tag="#indicator+pressure+num"),
    Column(key="emptiness", label="Emptiness", tag="#status+emptiness"),
    Column(key="searched", label="Works searched", shown="number", tag="#indicator+searched+num"),
)


def balance_sheet(
    found: Balance, shown: Sequence[Cell], manifest: Manifest, where: Where, values: Values, language: str = "en"
) -> Sheet:
    """Those cells, in the order given."""
    title = f"Gaps: recommendations against activities by {', '.join(found.by)}"
    filters = told(where, values, language)
    columns = (
        *(Column(key=name, label=name, tag=TAGS.get(name, "")) for name in found.by),
        *(Column(key=f"{name}_name", label=f"{name} (name)") for name in found.by),
        *_MEASURES,
    )
    rows: list[Sequence[Shown]] = [
        (
            *cell.values,
            *(values.label(name, id, language) for name, id in zip(found.by, cell.values, strict=True)),
            cell.demand,
            cell.demand_works,
            cell.supply,
            cell.supply_works,
            cell.promised,
            cell.newest_demand,
            cell.newest_supply,
            cell.pressure,
            cell.emptiness and cell.emptiness.value,
            cell.searched,
        )
        for cell in shown
    ]
    inferred = sum(side.inferred for side in found.totals.values())
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=where.asked,
        told=filters,
        denominators={
            "recommendations": found.totals[DEMAND].statements,
            "recommendations_in_cells": found.totals[DEMAND].counted,
            "activities": found.totals[SUPPLY].statements,
            "activities_in_cells": found.totals[SUPPLY].counted,
            "commitments": found.totals[PROMISED].statements,
        },
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        notes=(PUBLISHED, PRESSURE, *((INFERRED.format(numbered(inferred, "statements")),) if inferred else ())),
        called="cells",
    )


def overlaps_sheet(
    found: Overlaps, shown: Sequence[Overlap], manifest: Manifest, where: Where, values: Values, language: str = "en"
) -> Sheet:
    """Those overlaps, in the order given."""
    title = "Overlaps: the same for the same people in the same place, and no tie found"
    filters = told(where, values, language)

    def body(id: str) -> str:
        return found.names.get(id) or values.label("entity", id, language)

    columns = (
        Column(key="same", label="The same", tag="#activity+same"),
        Column(key="bodies", label="Bodies", tag="#org+list"),
        Column(key="apart", label="No tie found between", tag="#org+apart"),
        Column(key="statements", label="Statements", tag="#meta+evidence+id"),
    )
    rows: list[Sequence[Shown]] = [
        (
            tuple(f"{name}: {values.label(name, id, language)}" for name, id in zip(one.by, one.values, strict=True)),
            tuple(map(body, one.bodies)),
            tuple(f"{body(a)} – {body(b)}" for a, b in one.apart),
            tuple(dict.fromkeys(id for ids in one.bodies.values() for id in ids)),
        )
        for one in shown
    ]
    return Sheet(
        title=title,
        edition=manifest.name,
        filters=where.asked,
        told=filters,
        denominators={"activities": found.activities, "meetings_of_tied_bodies": found.together},
        cite=citation(title, manifest, filters),
        columns=columns,
        rows=rows,
        notes=(PUBLISHED, "Where no place is named, the bodies may be at work far from each other."),
        called="overlaps",
    )
