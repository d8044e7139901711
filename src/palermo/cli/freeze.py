"""The command that writes a static copy of an edition."""

from pathlib import Path
from typing import Annotated

import typer

from palermo.cli.console import print_status
from palermo.cli.options import LibraryPath, open_library
from palermo.edition import StatementSelection, open_view
from palermo.environment import load_settings
from palermo.pipeline import format_count
from palermo.publishing.exports import ExportContext
from palermo.publishing.static_copy.frozen_edition import freeze_edition
from palermo.registry import load_registry


def freeze(
    folder: Annotated[Path, typer.Argument(help="Folder to write; one that holds an earlier copy is replaced.")],
    library: LibraryPath = None,
) -> None:
    """Write the confirmed statements of the public edition as a folder of HTML and data, for use without a server."""
    with open_view(open_library(library), selection=StatementSelection.CONFIRMED) as view:
        context = ExportContext(view=view, registry=load_registry(), address=load_settings().address)
        report = freeze_edition(context, folder)
    pages = format_count(report.pages, "page")
    print_status(f"{pages}, {format_count(report.files, 'file')}, {report.bytes / 1_000_000:.1f} MB in {folder}")
