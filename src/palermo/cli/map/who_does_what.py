"""The command that asks who does what."""

from dataclasses import replace
from typing import Annotated

import typer

from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.cli.map.map_options import (
    Conditions,
    Kinds,
    MapFormat,
    MapFormatOption,
    Output,
    choose_format,
    open_map_request,
    write_map,
)
from palermo.cli.options import LibraryPath

MAX_PICTURE_AXIS_VALUES = 40
"""Most rows and columns of a picture."""


def show_who_does_what(
    rows: Annotated[str, typer.Option(help="Dimension of the rows.")] = "entity",
    columns: Annotated[str, typer.Option(help="Dimension of the columns.")] = "intervention",
    facet: Annotated[str | None, typer.Option(help="A third dimension: one map for each of its values.")] = None,
    others: Annotated[
        bool, typer.Option("--others", help="Rows for names that the registry has no id for, and for nobody named.")
    ] = False,
    every_cell: Annotated[
        bool | None,
        typer.Option(
            "--every-cell/--sparse", help="Cells without statements too, or not [default: not where there is a facet]."
        ),
    ] = None,
    old: Annotated[int, typer.Option(min=0, help="Years after which evidence is old to you.")] = MAX_EVIDENCE_AGE_YEARS,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
) -> None:
    """Count statements where two or three dimensions meet: who does what, for whom, where, when."""
    from palermo.analysis.cross_tabulation import build_cross_tabulation as counted
    from palermo.analysis.cross_tabulation import load_fact_table, parse_query
    from palermo.publishing.sheets.heat_map import draw_heat_map
    from palermo.publishing.sheets.matrix import build_matrix
    from palermo.publishing.sheets.who_does_what import build_map_sheet

    form = choose_format(format, output)
    with open_map_request(library, conditions, kinds) as asked:
        wanted = parse_query(
            rows, columns, facet, asked.filter_set, old, MAX_PICTURE_AXIS_VALUES if form is MapFormat.SVG else None
        )
        wanted = replace(wanted, others=others)
        found = counted(load_fact_table(asked.view, asked.values), wanted, asked.values)
        manifest = asked.view.manifest
        if form is MapFormat.TABLE:
            made = build_matrix(found, manifest, asked.values)
        else:
            made = build_map_sheet(found, manifest, asked.values, sparse=None if every_cell is None else not every_cell)
        write_map(made, form, output, lambda: draw_heat_map(found, manifest, asked.values))
