"""The command `palermo map appraisal`."""

from typing import Annotated

import typer
from rich.console import Console

from palermo.analysis.appraisal import appraise_instruments
from palermo.cli.map.map_options import Conditions, Confirmed, MapFormatOption, Output, open_map_request, write_map
from palermo.cli.options import LibraryPath, count_processes, open_library
from palermo.environment import load_settings
from palermo.pipeline import create_reporter, ensure_follow_up
from palermo.publishing.sheets import appraisal as sheets
from palermo.publishing.svg.balance import draw_sheet


def show_appraisal(
    instrument: Annotated[str | None, typer.Argument(help="Id or symbol of one instrument (default: all).")] = None,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormatOption = None,
    output: Output = None,
    confirmed: Confirmed = False,
) -> None:
    """Show recommendations and actions on the provisions of an instrument, and where there are none."""
    chosen = open_library(library)
    progress = create_reporter(Console(stderr=True, highlight=False))
    ensure_follow_up(chosen, use_embeddings=load_settings().meaning, progress=progress, workers=count_processes(None))
    with open_map_request(library, conditions, confirmed=confirmed) as request:
        entity_registry, store = request.values.registry, chosen.open_artefacts(request.view.manifest.id)
        appraisals = appraise_instruments(store, request.view, entity_registry, request.filters)
        if instrument is None:
            sheet = sheets.build_instruments_sheet(appraisals, request.sheet_source)
        else:
            named = entity_registry.get_instrument(instrument)
            appraisal = appraisals.get_appraisal(named.id if named else instrument)
            sheet = sheets.build_provisions_sheet(appraisal, appraisals, request.sheet_source)
        names = ("name",) if instrument is None else ("provision", "summary")
        write_map(sheet, format, output, lambda: draw_sheet(sheet, names, "recommendations", ("acts",)))
