"""The command that asks what is called for and not done, and who does the same."""

from enum import StrEnum
from typing import Annotated

import typer

from palermo import registry
from palermo.cli.map.options import Asked, Conditions, Format, MapFormat, Output, asking, put
from palermo.cli.options import LibraryPath


class Listed(StrEnum):
    """Which part of the balance is listed."""

    ALL = "all"
    UNMET = "unmet"
    OUTDATED = "outdated"
    UNASKED = "unasked"
    MET = "met"
    OVERLAPS = "overlaps"


BARS = 20
"""Cells of the picture."""


def gaps(
    by: Annotated[
        list[str] | None,
        typer.Option(help="A dimension: theme, intervention, exploitation, group, country or region; two or three."),
    ] = None,
    listed: Annotated[
        Listed, typer.Option("--list", help="Called for and not done, done long ago, not called for; or overlaps.")
    ] = Listed.UNMET,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Rows that are shown at most.")] = 100,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Set recommendations against activities: what is asked for and not told done, and who does the same."""
    with asking(library, conditions) as asked:
        if listed is Listed.OVERLAPS:
            _overlaps(asked, most, (format, output))
        else:
            _balance(asked, tuple(by or ()), listed, most, (format, output))


def _balance(asked: Asked, by: tuple[str, ...], listed: Listed, most: int, file: tuple[Format | None, Output]) -> None:
    from palermo.analysis.gaps import balance
    from palermo.publishing.pictures.balance import balance_svg
    from palermo.publishing.sheets.gaps import balance_sheet

    found = balance(asked.view, registry.load(), by, asked.where.filters)
    cells = found.cells if listed is Listed.ALL else getattr(found, listed.value)
    made = balance_sheet(found, cells[:most], asked.view.manifest, asked.where, asked.values)

    def name(values: tuple[str, ...]) -> str:
        return ", ".join(asked.values.label(axis, id) for axis, id in zip(found.by, values, strict=True))

    def drawn() -> str:
        return balance_svg([(name(one.values), one.demand, one.supply) for one in cells[:BARS]], made.title)

    put(made, *file, picture=drawn)


def _overlaps(asked: Asked, most: int, file: tuple[Format | None, Output]) -> None:
    from palermo.analysis.gaps import overlaps
    from palermo.analysis.partnerships import current_ties
    from palermo.publishing.sheets.gaps import overlaps_sheet

    known = registry.load()
    found = overlaps(asked.view, known, current_ties(asked.view, known), asked.where.filters)
    put(overlaps_sheet(found, found.overlaps[:most], asked.view.manifest, asked.where, asked.values), *file)
