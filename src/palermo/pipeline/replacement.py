"""Guard against a build that would silently drop documents of the current edition."""

from collections.abc import Sequence
from pathlib import Path

from palermo.edition import Library
from palermo.edition.manifest import load as load_manifest
from palermo.errors import RunStopped
from palermo.pipeline.library_status import format_count
from palermo.pipeline.origins import list_current_sources
from palermo.sources.folder import format_path


def check_replacement(library: Library, folders: Sequence[Path]) -> None:
    """Raise RunStopped if an edition of `folders` alone would leave out a source of the current edition.

    A source is covered if one of the folders is it or contains it. A library without an edition loses nothing, and the
    build itself refuses a folder that does not exist.
    """
    if not folders or not all(folder.exists() for folder in folders):
        return
    library.pull()
    current = library.read_current_id()
    if current is None:
        return
    kept_folders = [folder.resolve() for folder in folders]
    dropped = [source for source in list_current_sources(library) if not _is_covered(source, kept_folders)]
    if dropped:
        documents = format_count(load_manifest(library.get_edition_folder(current)).counts.documents, "document")
        raise RunStopped(
            library.name,
            f"its edition of {documents} also rests on {_format_sources(dropped)}, which this build would leave out",
            f"Add to it: palermo add {format_path(folders[0])} --library {library.name}, then palermo build --library "
            f"{library.name}; or build from the named folders only: --only",
        )


def _is_covered(source: Path | str, folders: Sequence[Path]) -> bool:
    return isinstance(source, Path) and any(source.resolve().is_relative_to(folder) for folder in folders)


def _format_sources(sources: Sequence[Path | str]) -> str:
    first = format_path(sources[0]) if isinstance(sources[0], Path) else sources[0]
    return first if len(sources) == 1 else f"{first} and {format_count(len(sources) - 1, 'other source')}"
