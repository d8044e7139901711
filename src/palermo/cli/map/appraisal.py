"""The command that appraises instruments."""

from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.map.map_options import Conditions, MapFormatOption, Output, open_map_request, write_map
from palermo.cli.options import LibraryPath, count_processes, open_library
from palermo.settings import load_settings


def show_appraisal(
    instrument: Annotated[str | None, typer.Argument(help="Id or symbol of one instrument [default: all].")] = None,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
) -> None:
    """Show what calls for the provisions of an instrument, what answers them, and where nothing does."""
    from palermo.analysis.appraisal import appraise_instruments
    from palermo.pipeline import create_reporter, ensure_follow_up
    from palermo.publishing.sheets import appraisal as sheets
    from palermo.publishing.svg.balance import draw_sheet

    chosen = open_library(library)
    progress = create_reporter(Console(stderr=True, highlight=False))
    ensure_follow_up(chosen, use_embeddings=load_settings().meaning, progress=progress, workers=count_processes(None))
    with open_map_request(library, conditions) as asked:
        known, manifest = asked.values.registry, asked.view.manifest
        found = appraise_instruments(chosen.open_artefacts(manifest.id), asked.view, known, asked.filter_set.filters)
        if instrument is None:
            sheet = sheets.build_instruments_sheet(found, manifest, asked.filter_set, asked.values)
        else:
            named = known.get_instrument(instrument)
            one = found.get_appraisal(named.id if named else instrument)
            sheet = sheets.build_provisions_sheet(one, found, manifest, asked.filter_set, asked.values)
        names = ("name",) if instrument is None else ("provision", "summary")
        write_map(sheet, format, output, lambda: draw_sheet(sheet, names, "recommendations", ("acts",)))
