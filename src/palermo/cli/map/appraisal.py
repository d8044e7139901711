"""The command that appraises instruments."""

from typing import Annotated

import typer
from rich.console import Console

from palermo.cli.map.options import Conditions, MapFormat, Output, asking, put
from palermo.cli.options import LibraryPath, cores, library_of
from palermo.settings import from_environment


def appraisal(
    instrument: Annotated[str | None, typer.Argument(help="Id or symbol of one instrument [default: all].")] = None,
    conditions: Conditions = None,
    library: LibraryPath = None,
    format: MapFormat = None,
    output: Output = None,
) -> None:
    """Show what calls for the provisions of an instrument, what answers them, and where nothing does."""
    from palermo.analysis.appraisal import appraisals
    from palermo.pipeline import make_followed, telling
    from palermo.publishing.pictures.balance import sheet_svg
    from palermo.publishing.sheets import appraisal as sheets

    chosen = library_of(library)
    progress = telling(Console(stderr=True, highlight=False))
    make_followed(chosen, meaning=from_environment().meaning, progress=progress, workers=cores(None))
    with asking(library, conditions) as asked:
        known, manifest = asked.values.registry, asked.view.manifest
        found = appraisals(chosen.edition(manifest.id), asked.view, known, asked.where.filters)
        if instrument is None:
            sheet = sheets.instruments_sheet(found, manifest, asked.where, asked.values)
        else:
            named = known.instrument(instrument)
            one = found.of(named.id if named else instrument)
            sheet = sheets.provisions_sheet(one, found, manifest, asked.where, asked.values)
        names = ("name",) if instrument is None else ("provision", "summary")
        put(sheet, format, output, lambda: sheet_svg(sheet, names, "recommendations", ("acts",)))
