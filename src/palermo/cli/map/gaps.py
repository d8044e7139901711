"""The command that asks what is called for and not done, and who does the same."""

from enum import StrEnum
from typing import Annotated

import typer

from palermo import registry
from palermo.cli.map.map_options import (
    Conditions,
    MapFormat,
    MapFormatOption,
    MapRequest,
    Output,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath


class BalanceSection(StrEnum):
    """Which part of the balance is listed."""

    ALL = "all"
    UNMET = "unmet"
    OUTDATED = "outdated"
    UNASKED = "unasked"
    MET = "met"
    OVERLAPS = "overlaps"


MAX_BARS = 20
"""Cells of the picture."""


def show_gaps(
    by: Annotated[
        list[str] | None,
        typer.Option(help="A dimension: theme, intervention, exploitation, group, country or region; two or three."),
    ] = None,
    listed: Annotated[
        BalanceSection,
        typer.Option("--list", help="Called for and not done, done long ago, not called for; or overlaps."),
    ] = BalanceSection.UNMET,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Rows that are shown at most.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
) -> None:
    """Set recommendations against activities: what is asked for and not told done, and who does the same."""
    with open_map_request(library, conditions) as asked:
        if listed is BalanceSection.OVERLAPS:
            _write_overlaps(asked, most, (format, output))
        else:
            _write_balance(asked, tuple(by or ()), listed, most, (format, output))


def _write_balance(
    request: MapRequest,
    dimensions: tuple[str, ...],
    section: BalanceSection,
    max_rows: int,
    file: tuple[MapFormat | None, Output],
) -> None:
    from palermo.analysis.gaps import compute_balance
    from palermo.publishing.sheets.gaps import build_balance_sheet
    from palermo.publishing.svg.balance import draw_balance

    found = compute_balance(request.view, registry.load_registry(), dimensions, request.filter_set.filters)
    cells = found.cells if section is BalanceSection.ALL else getattr(found, section.value)
    made = build_balance_sheet(found, cells[:max_rows], request.view.manifest, request.filter_set, request.values)

    def label_cell(values: tuple[str, ...]) -> str:
        return ", ".join(request.values.get_label(axis, id) for axis, id in zip(found.axes, values, strict=True))

    def draw() -> str:
        return draw_balance([(label_cell(one.values), one.demand, one.supply) for one in cells[:MAX_BARS]], made.title)

    write_map(made, *file, draw_svg=draw)


def _write_overlaps(request: MapRequest, max_rows: int, file: tuple[MapFormat | None, Output]) -> None:
    from palermo.analysis.gaps import find_overlaps
    from palermo.analysis.partnerships import find_current_ties
    from palermo.publishing.sheets.gaps import build_overlaps_sheet

    known = registry.load_registry()
    found = find_overlaps(request.view, known, find_current_ties(request.view, known), request.filter_set.filters)
    write_map(
        build_overlaps_sheet(
            found, found.overlaps[:max_rows], request.view.manifest, request.filter_set, request.values
        ),
        *file,
    )
