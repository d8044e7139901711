"""The command `palermo map follow-up`."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from palermo.analysis.follow_up import compute_follow_up, open_follow_up
from palermo.cli.map.map_options import Conditions, Confirmed, MapFormatOption, Output, open_map_request, write_map
from palermo.cli.options import LibraryPath, count_processes, open_library
from palermo.environment import load_settings
from palermo.pipeline import create_reporter, ensure_follow_up
from palermo.publishing.sheets import follow_up as sheets
from palermo.publishing.svg.balance import draw_sheet


class FollowUpRows(StrEnum):
    """Records that a row can represent."""

    CHAIN = "chain"
    RECOMMENDATION = "recommendation"


def show_follow_up(
    by: Annotated[
        FollowUpRows, typer.Option(help="What a row is: a chain of repeated recommendations, or one recommendation.")
    ] = FollowUpRows.CHAIN,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Show which recommendations are repeated, since when and by whom, with the follow-up of each."""
    chosen = open_library(library)
    progress = create_reporter(Console(stderr=True, highlight=False))
    ensure_follow_up(chosen, use_embeddings=load_settings().meaning, progress=progress, workers=count_processes(None))
    with open_map_request(library, conditions, confirmed=confirmed) as request:
        store = chosen.open_artefacts(request.view.manifest.id)
        follow_up = open_follow_up(store, request.view) or compute_follow_up(request.view, request.values.registry)
        build_sheet = sheets.build_chain_sheet if by is FollowUpRows.CHAIN else sheets.build_recommendation_sheet
        sheet = build_sheet(follow_up, request.view, request.sheet_source)

        def draw() -> str:
            return draw_sheet(sheet, ("wording",), "recommendations", ("done", "promised"))

        write_map(sheet, format, output, draw if by is FollowUpRows.CHAIN else None)
