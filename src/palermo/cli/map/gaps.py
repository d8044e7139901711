"""The command `palermo map gaps`: recommendations for which no activity was found, and overlaps."""

from enum import StrEnum
from typing import Annotated

import typer

from palermo import registry
from palermo.analysis.gaps import compute_balance, find_overlaps
from palermo.analysis.partnerships import find_current_ties
from palermo.cli.map.map_options import (
    Conditions,
    Confirmed,
    MapFormat,
    MapFormatOption,
    MapRequest,
    Output,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath
from palermo.publishing.sheets.gaps import build_balance_sheet, build_overlaps_sheet
from palermo.publishing.svg.balance import draw_balance


class BalanceSection(StrEnum):
    """Parts of the balance that can be listed."""

    ALL = "all"
    UNMET = "unmet"
    OUTDATED = "outdated"
    UNASKED = "unasked"
    MET = "met"
    OVERLAPS = "overlaps"


MAX_BARS = 20
"""Most cells in the chart."""


def show_gaps(
    by: Annotated[
        list[str] | None,
        typer.Option(help="A dimension: theme, intervention, exploitation, group, place or region; two or three."),
    ] = None,
    listed: Annotated[
        BalanceSection,
        typer.Option(
            "--list", help="Recommended and no activity found, only old ones, any; not recommended; or overlaps."
        ),
    ] = BalanceSection.UNMET,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Maximum number of rows.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Compare recommendations with activities: where no activity was found, and overlaps."""
    with open_map_request(library, conditions, confirmed=confirmed) as request:
        if listed is BalanceSection.OVERLAPS:
            _write_overlaps(request, most, (format, output))
        else:
            _write_balance(request, tuple(by or ()), listed, most, (format, output))


def _write_balance(
    request: MapRequest,
    dimensions: tuple[str, ...],
    section: BalanceSection,
    max_rows: int,
    file: tuple[MapFormat | None, Output],
) -> None:
    balance = compute_balance(request.view, registry.load_registry(), dimensions, request.filters)
    cells = balance.cells if section is BalanceSection.ALL else getattr(balance, section.value)
    sheet = build_balance_sheet(balance, cells[:max_rows], request.sheet_source)

    def label_cell(values: tuple[str, ...]) -> str:
        return ", ".join(request.values.get_label(axis, id) for axis, id in zip(balance.axes, values, strict=True))

    def draw() -> str:
        rows = [(label_cell(cell.values), cell.demand, cell.supply) for cell in cells[:MAX_BARS]]
        return draw_balance(rows, sheet.title, ("Recommendations", "Activities"), sheet.cite)

    write_map(sheet, *file, draw_svg=draw)


def _write_overlaps(request: MapRequest, max_rows: int, file: tuple[MapFormat | None, Output]) -> None:
    entity_registry = registry.load_registry()
    ties = find_current_ties(request.view, entity_registry)
    overlaps = find_overlaps(request.view, entity_registry, ties, request.filters)
    write_map(build_overlaps_sheet(overlaps, overlaps.overlaps[:max_rows], request.sheet_source), *file)
