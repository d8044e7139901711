"""Demand against supply, and overlaps, as sheets: one row for each cell or overlap."""

from collections.abc import Sequence
from dataclasses import replace

from palermo.analysis.gaps.balance import Balance, BalanceCell
from palermo.analysis.gaps.demand_supply import DEMAND, PROMISED, SUPPLY
from palermo.analysis.gaps.overlaps import Overlap, Overlaps
from palermo.publishing.phrases import Phrase
from palermo.publishing.sheets.sheet import (
    MapSheet,
    SheetCell,
    SheetColumn,
    SheetGrid,
    SheetSource,
    build_axis_columns,
)
from palermo.statements import FACET_BY_NAME

PUBLISHED_NOTE = Phrase(
    "A map of what is published is not a map of what is done: where nothing is reported, much may be done."
)

PRESSURE_NOTE = Phrase(
    "Pressure sets a row's share of all recommendations against its share of all activities: "
    "1 is twice as large, 2 four times, -1 half."
)

_MEASURE_COLUMNS = (
    SheetColumn(key="demand", label="Recommendations", display="number", tag="#indicator+demand+num"),
    SheetColumn(key="demand_works", label="Works that recommend", display="number", tag="#indicator+demand+works+num"),
    SheetColumn(key="supply", label="Activities", display="number", tag="#indicator+supply+num"),
    SheetColumn(key="supply_works", label="Works that report", display="number", tag="#indicator+supply+works+num"),
    SheetColumn(key="promised", label="Commitments", display="number", tag="#indicator+promised+num"),
    SheetColumn(key="newest_demand", label="Asked last", tag="#date+demand+year"),
    SheetColumn(key="newest_supply", label="Done last", tag="#date+supply+year"),
    SheetColumn(key="pressure", label="Pressure", tag="#indicator+pressure+num"),
    SheetColumn(key="emptiness", label="Emptiness", tag="#status+emptiness"),
    SheetColumn(key="searched", label="Works searched", display="number", tag="#indicator+searched+num"),
)


def build_balance_title(axes: Sequence[str]) -> Phrase:
    """Return the title of a balance by the given dimensions."""
    return Phrase("Gaps: recommendations against activities by {axes}", axes=[FACET_BY_NAME[axis] for axis in axes])


def build_balance_sheet(balance: Balance, cells: Sequence[BalanceCell], source: SheetSource) -> MapSheet:
    """Return the sheet of the given cells, in their order."""
    columns = (*build_axis_columns(balance.axes, balance.axes, source.language), *_MEASURE_COLUMNS)
    rows: list[Sequence[SheetCell]] = [
        (
            *cell.values,
            *map(source.get_label, balance.axes, cell.values),
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
        for cell in cells
    ]
    inferred = sum(side.inferred for side in balance.totals.values())
    *row_names, column_name = (f"{name}_name" for name in balance.axes)
    counted = "demand" if any(cell.demand for cell in cells) else "supply"
    sheet = replace(source, kinds=(DEMAND, SUPPLY, PROMISED)).build_sheet(
        title=build_balance_title(balance.axes),
        denominators={
            "recommendations": balance.totals[DEMAND].statements,
            "recommendations_in_cells": balance.totals[DEMAND].counted,
            "activities": balance.totals[SUPPLY].statements,
            "activities_in_cells": balance.totals[SUPPLY].counted,
            "commitments": balance.totals[PROMISED].statements,
        },
        columns=columns,
        rows=rows,
        notes=(
            PUBLISHED_NOTE,
            PRESSURE_NOTE,
            *(
                [
                    Phrase(
                        "Statements that are counted where the State is that acts or is asked, for want of a place of "
                        "their own: {number}.",
                        number=inferred,
                    )
                ]
                if inferred
                else []
            ),
        ),
        rows_key="cells",
    )
    return replace(sheet, grid=SheetGrid(rows=row_names, columns=column_name, values=counted))


def build_overlaps_sheet(overlaps: Overlaps, selected_overlaps: Sequence[Overlap], source: SheetSource) -> MapSheet:
    """Return the sheet of the given overlaps, in their order."""
    title = Phrase("Overlaps: the same for the same people in the same place, and no tie found")

    def get_body_name(id: str) -> str:
        return source.get_label("actor", id, overlaps.names)

    columns = (
        SheetColumn(key="same", label="The same", tag="#activity+same"),
        SheetColumn(key="bodies", label="Bodies", tag="#org+list"),
        SheetColumn(key="apart", label="No tie found between", tag="#org+apart"),
        SheetColumn(key="statements", label="Statements", tag="#meta+evidence+id"),
    )
    rows: list[Sequence[SheetCell]] = [
        (
            tuple(
                f"{FACET_BY_NAME[axis].get_label(source.language)}: {source.get_label(axis, value)}"
                for axis, value in zip(overlap.axes, overlap.values, strict=True)
            ),
            tuple(map(get_body_name, overlap.bodies)),
            tuple(f"{get_body_name(a)} – {get_body_name(b)}" for a, b in overlap.untied_pairs),
            tuple(dict.fromkeys(id for ids in overlap.bodies.values() for id in ids)),
        )
        for overlap in selected_overlaps
    ]
    return replace(source, kinds=(SUPPLY,)).build_sheet(
        title=title,
        denominators={"activities": overlaps.activities, "meetings_of_tied_bodies": overlaps.fully_tied},
        columns=columns,
        rows=rows,
        notes=(PUBLISHED_NOTE, Phrase("Where no place is named, the bodies may be at work far from each other.")),
        rows_key="overlaps",
    )
