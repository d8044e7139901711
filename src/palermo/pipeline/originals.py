"""Where a library's documents lie on this machine."""

from contextlib import suppress
from pathlib import Path

from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline.config import remembered
from palermo.pipeline.origins import defined
from palermo.sources import Downloads, original
from palermo.statements import Document


def original_of(library: Library, document: Document) -> Path | None:
    """The file of a document, or None where this machine has none, as where only the edition was copied to it."""
    return original(document, _folders(library), Downloads(library.downloads))


def _folders(library: Library) -> list[Path]:
    """Folders and files of the last build, and those that `sources.yaml` names; wrong settings name none."""
    found: list[Path] = []
    with suppress(PalermoError, OSError):
        found += remembered(library.config)
    with suppress(PalermoError, OSError):
        found += [origin.path for origin in defined(library) if origin.path]
    return found
