"""The command that asks who does what."""

from dataclasses import replace
from typing import Annotated

import typer

from palermo.analysis import OLD
from palermo.cli.map.options import Conditions, Format, Kinds, MapFormat, Output, asking, form_of, put
from palermo.cli.options import LibraryPath

PICTURED = 40
"""Most rows and columns of a picture."""


def who_does_what(
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
    old: Annotated[int, typer.Option(min=0, help="Years after which evidence is old to you.")] = OLD,
    conditions: Conditions = None,
    kinds: Kinds = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Count statements where two or three dimensions meet: who does what, for whom, where, when."""
    from palermo.analysis.who_does_what import ground_of, question
    from palermo.analysis.who_does_what import who_does_what as counted
    from palermo.publishing.sheets.heat_picture import picture
    from palermo.publishing.sheets.matrix import matrix
    from palermo.publishing.sheets.who_does_what import sheet

    form = form_of(format, output)
    with asking(library, conditions, kinds) as asked:
        wanted = question(rows, columns, facet, asked.where, old, PICTURED if form is Format.SVG else None)
        wanted = replace(wanted, others=others)
        found = counted(ground_of(asked.view, asked.values), wanted, asked.values)
        manifest = asked.view.manifest
        if form is Format.TABLE:
            made = matrix(found, manifest, asked.values)
        else:
            made = sheet(found, manifest, asked.values, sparse=None if every_cell is None else not every_cell)
        put(made, form, output, lambda: picture(found, manifest, asked.values))
