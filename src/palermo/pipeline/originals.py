"""Where a library's documents lie on this machine."""

from contextlib import suppress
from pathlib import Path

from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline.config import load_sources
from palermo.pipeline.origins import load_origins
from palermo.sources import Downloads, locate_original
from palermo.statements import Document


def find_original(library: Library, document: Document) -> Path | None:
    """The file of a document, or None where this machine has none, as where only the edition was copied to it."""
    return locate_original(document, _list_folders(library), Downloads(library.downloads))


def _list_folders(library: Library) -> list[Path]:
    """Folders and files of the last build, and those that `sources.yaml` names; wrong settings name none."""
    found: list[Path] = []
    with suppress(PalermoError, OSError):
        found += load_sources(library.config)
    with suppress(PalermoError, OSError):
        found += [origin.path for origin in load_origins(library) if origin.path]
    return found
