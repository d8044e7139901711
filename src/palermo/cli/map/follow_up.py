"""The command that asks what came of recommendations."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.map.options import Conditions, MapFormat, Output, asking, put
from palermo.cli.options import LibraryPath, cores, library_of
from palermo.settings import from_environment


class By(StrEnum):
    """What a row of the map is."""

    CHAIN = "chain"
    RECOMMENDATION = "recommendation"


def follow_up(
    by: Annotated[By, typer.Option(help="What a row is: a chain of the same call, or one recommendation.")] = By.CHAIN,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Show which recommendations are repeated, since when and by whom, and what came of each."""
    from palermo.analysis.follow_up import followed, open_follow_up
    from palermo.pipeline import make_followed, telling
    from palermo.publishing.pictures.balance import sheet_svg
    from palermo.publishing.sheets import follow_up as sheets

    chosen = library_of(library)
    progress = telling(Console(stderr=True, highlight=False))
    make_followed(chosen, meaning=from_environment().meaning, progress=progress, workers=cores(None))
    with asking(library, conditions) as asked:
        folder = chosen.edition(asked.view.manifest.id)
        found = open_follow_up(folder, asked.view) or followed(asked.view, asked.values.registry)
        make = sheets.chain_sheet if by is By.CHAIN else sheets.recommendation_sheet
        sheet = make(found, asked.view, asked.where, asked.values)

        def drawn() -> str:
            return sheet_svg(sheet, ("wording",), "recommendations", ("done", "promised"))

        put(sheet, format, output, drawn if by is By.CHAIN else None)
