"""The command `palermo map who-does-what`."""

from dataclasses import replace
from typing import Annotated

import typer

from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.analysis.cross_tabulation import build_cross_tabulation, parse_query
from palermo.cli.map.map_options import (
    Conditions,
    Confirmed,
    Kinds,
    MapFormat,
    MapFormatOption,
    Output,
    choose_format,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath
from palermo.publishing.sheets.heat_map import draw_heat_map
from palermo.publishing.sheets.matrix import build_matrix
from palermo.publishing.sheets.who_does_what import build_map_sheet

MAX_PICTURE_AXIS_VALUES = 40
"""Most rows and columns of a chart."""


def show_who_does_what(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "actor",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    facet: Annotated[str | None, typer.Option(help="A third dimension: one map for each of its values.")] = None,
    others: Annotated[
        bool,
        typer.Option("--others", help="Add rows for names without a registry id, and for no name."),
    ] = False,
    every_cell: Annotated[
        bool | None,
        typer.Option(
            "--every-cell/--sparse", help="Include cells without statements (default: unless a facet is given)."
        ),
    ] = None,
    old: Annotated[int, typer.Option(min=0, help="Years after which evidence counts as old.")] = MAX_EVIDENCE_AGE_YEARS,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Count statements where two or three dimensions meet: who does what, for whom, where, when."""
    map_format = choose_format(format, output)
    with open_map_request(library, conditions, kinds, confirmed=confirmed) as request:
        query = parse_query(
            rows,
            columns,
            facet,
            request.filters,
            old,
            MAX_PICTURE_AXIS_VALUES if map_format is MapFormat.SVG else None,
        )
        query = replace(query, others=others)
        counts = build_cross_tabulation(request.view, query, request.values)
        if map_format is MapFormat.TABLE:
            sheet = build_matrix(counts, request.sheet_source)
        else:
            sparse = None if every_cell is None else not every_cell
            sheet = build_map_sheet(counts, request.sheet_source, sparse=sparse)
        write_map(sheet, map_format, output, lambda: draw_heat_map(counts, request.sheet_source))
