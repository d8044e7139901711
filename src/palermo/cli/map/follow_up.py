"""The command that asks what came of recommendations."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.map.map_options import Conditions, MapFormatOption, Output, open_map_request, write_map
from palermo.cli.options import LibraryPath, count_processes, open_library
from palermo.settings import load_settings


class FollowUpRows(StrEnum):
    """What a row of the map is."""

    CHAIN = "chain"
    RECOMMENDATION = "recommendation"


def show_follow_up(
    by: Annotated[
        FollowUpRows, typer.Option(help="What a row is: a chain of the same call, or one recommendation.")
    ] = FollowUpRows.CHAIN,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
) -> None:
    """Show which recommendations are repeated, since when and by whom, and what came of each."""
    from palermo.analysis.follow_up import compute_follow_up, open_follow_up
    from palermo.pipeline import create_reporter, ensure_follow_up
    from palermo.publishing.sheets import follow_up as sheets
    from palermo.publishing.svg.balance import draw_sheet

    chosen = open_library(library)
    progress = create_reporter(Console(stderr=True, highlight=False))
    ensure_follow_up(chosen, use_embeddings=load_settings().meaning, progress=progress, workers=count_processes(None))
    with open_map_request(library, conditions) as asked:
        store = chosen.open_artefacts(asked.view.manifest.id)
        found = open_follow_up(store, asked.view) or compute_follow_up(asked.view, asked.values.registry)
        make = sheets.build_chain_sheet if by is FollowUpRows.CHAIN else sheets.build_recommendation_sheet
        sheet = make(found, asked.view, asked.filter_set, asked.values)

        def draw() -> str:
            return draw_sheet(sheet, ("wording",), "recommendations", ("done", "promised"))

        write_map(sheet, format, output, draw if by is FollowUpRows.CHAIN else None)
