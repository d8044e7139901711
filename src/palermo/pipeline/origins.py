"""The sources in a library's `sources.yaml` and `palermo.toml`: loading, adding, collecting, finding original files."""

import json
import threading
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from palermo import registry
from palermo.edition import Library
from palermo.edition.files import open_atomic
from palermo.errors import (
    DefinitionInvalid,
    NoLibrary,
    PalermoError,
    RunStopped,
    SettingInvalid,
    SourceMissing,
    build_write_error,
    describe_cause,
)
from palermo.pipeline.progress import ProgressReporter
from palermo.pipeline.stages import Stages
from palermo.reading.file_types import TEXT_SUFFIXES
from palermo.reading.zip_limits import MAX_PARTS, MAX_RATIO
from palermo.sources import (
    DEFINITION_FILE,
    LEDGER_FILE,
    Bounds,
    CollectContext,
    Downloads,
    Fetcher,
    Ledger,
    Origin,
    SourceListing,
    Urllib3Client,
    append_origin,
    check_list_file,
    choose_free_name,
    collect_origins,
    locate_original,
    read_definition,
)
from palermo.sources.definition import DEFINITION_HEADER
from palermo.sources.folder import format_path
from palermo.sources.folder_listing import Globs
from palermo.statements import Document

CONFIG_HEADER = "# Where this library's documents come from. `palermo build` without folders builds from these.\n"


def load_sources(config: Path) -> list[Path]:
    """Return the sources of the last build.

    Raises NoLibrary if there are none, SettingInvalid for invalid content.
    """
    try:
        content = tomllib.loads(config.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoLibrary(
            str(config.parent),
            "no sources of an earlier build are known",
            "Name the folders, or add a source: palermo add SOURCE",
        ) from None
    except (OSError, ValueError) as error:
        reason = f"it cannot be read ({describe_cause(error)})"
        raise SettingInvalid(str(config), reason, "Correct it, or name the folders again") from error
    unknown = sorted(set(content) - {"sources"})
    if unknown:
        raise SettingInvalid(str(config), f"it has no setting {unknown[0]!r}", "Keep only: sources")
    sources = content.get("sources")
    if not isinstance(sources, list) or not sources or not all(isinstance(source, str) for source in sources):
        raise SettingInvalid(str(config), "sources is not a list of paths", 'Write it as sources = ["/path/to/folder"]')
    return [config.parent / source for source in sources]


def save_sources(config: Path, sources: Sequence[Path]) -> None:
    """Save the sources for later builds.

    Raises SourceMissing for a path that TOML cannot represent, and OSError.
    """
    lines = "".join(f"    {_quote_path(source.resolve())},\n" for source in sources)
    text = f"{CONFIG_HEADER}sources = [\n{lines}]\n"
    try:
        if config.read_text(encoding="utf-8") == text:
            return
    except (OSError, ValueError):
        pass
    with open_atomic(config) as file:
        file.write(text.encode())


def _quote_path(path: Path) -> str:
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise SourceMissing(format_path(path), "its path is not UTF-8 and cannot be saved", "Rename it") from error
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")  # as TOML writes it, but for DEL


LIBRARY_ENTRY_NAMES = frozenset(
    {"cache", "downloads", "quarantine", "runs", "editions", "objects", ".lock", "lock.json"}
)
"""Entries of a library that was never completed."""


def create_library(library: Library) -> bool:
    """Create a library with an empty definition of its sources; returns False if there is one already.

    Raises RunStopped for a folder with other content, NoLibrary if a file is in the way.
    """
    refuse_foreign(library)
    new = not library.exists()
    try:
        library.create()
        with library.lock():
            return write_empty_definition(library) and new
    except OSError as error:
        raise build_write_error(error, library.path) from error


def refuse_foreign(library: Library) -> None:
    """Refuse a folder with other content, so that a typing error fills no foreign folder."""
    if library.exists():
        return
    store = library.store
    if {*store.list_files(""), *store.list_folders("")} - LIBRARY_ENTRY_NAMES:
        raise RunStopped(library.name, "it contains files but no library", "Name a new or an empty folder")


def load_origins(library: Library) -> tuple[Origin, ...]:
    """Return the sources of a library, possibly none; raises DefinitionInvalid with file and line."""
    return read_definition(_read_definition_text(library), DEFINITION_FILE, library.path.resolve())


def write_empty_definition(library: Library) -> bool:
    """Write an empty definition; returns False if there is one already. Raises OSError."""
    if library.definition.exists():
        return False
    with open_atomic(library.definition) as file:
        file.write(DEFINITION_HEADER.encode())
    return True


def add_origin(library: Library, origin: Origin) -> Origin:
    """Append a source to the definition and return it with its name.

    If the definition names no source yet, the folders of the last build are written before it, because the next build
    would leave their documents out. Raises NoLibrary, DefinitionInvalid if the result is invalid, and RunStopped if
    the registry has no such publisher, the file is no list of its kind, another source has its location, or the
    definition cannot be written.
    """
    library.check_exists()
    _check_publishers(origin.publishers)
    check_list_file(origin)
    try:
        with library.lock():
            origins = load_origins(library)
            _refuse_duplicate(origin, origins)
            built = [] if origins else _list_built_folders(library)
            built = [folder for folder in built if folder.location != origin.location]
            return _append_origins(library, origins, [*built, origin])[-1]
    except OSError as error:
        raise build_write_error(error, library.definition) from error


def add_starter(library: Library, starter: Sequence[Origin]) -> tuple[Origin, ...]:
    """Add those sources of a starter list to the definition that it does not name yet, and return them.

    Raises DefinitionInvalid, and RunStopped if the definition cannot be written.
    """
    try:
        with library.lock():
            origins = load_origins(library)
            locations = {origin.location for origin in origins}
            missing = [origin for origin in starter if origin.location not in locations]
            built = [] if origins else _list_built_folders(library)
            return _append_origins(library, origins, [*built, *missing])[len(built) :]
    except OSError as error:
        raise build_write_error(error, library.definition) from error


def list_current_sources(library: Library) -> list[Path | str]:
    """Return the folders and addresses from which a build of the library without folders collects."""
    origins = load_origins(library)
    return [origin.path or origin.location for origin in origins] or [*_list_saved_folders(library)]


def _list_saved_folders(library: Library) -> list[Path]:
    """Return the folders and files of the last build; none if it was built from `sources.yaml`."""
    return [path.resolve() for path in load_sources(library.config)] if library.config.exists() else []


def _list_built_folders(library: Library) -> list[Origin]:
    """Return the folders and files of the last build as sources without names."""
    return [_create_folder_origin(path) for path in _list_saved_folders(library)]


def _create_folder_origin(path: Path) -> Origin:
    folder, globs = (path.parent, Globs(include=(path.name,))) if path.is_file() else (path, Globs())
    return Origin(name="", kind="folder", location=str(folder), line_number=0, globs=globs)


def _append_origins(library: Library, origins: Sequence[Origin], added: Sequence[Origin]) -> tuple[Origin, ...]:
    """Append sources to the definition, and return them as they are read from it.

    Folders of the library are written as relative paths, so that the library can be moved and restored elsewhere.
    """
    base = library.path.resolve()
    text, names = _read_definition_text(library), [origin.name for origin in origins]
    for origin in added:
        is_free = origin.line_number == 0 or origin.name not in names
        names.append(origin.name if origin.name and is_free else choose_free_name(origin.location, names))
        path = origin.path.resolve() if origin.path else None
        location = path.relative_to(base).as_posix() if path and path.is_relative_to(base) else origin.location
        text = append_origin(text, replace(origin, name=names[-1], location=location))
    written = read_definition(text, DEFINITION_FILE, base)[len(origins) :]
    with open_atomic(library.definition) as file:
        file.write(text.encode())
    return written


def _check_publishers(publishers: Sequence[str]) -> None:
    """Raise RunStopped for the first publisher that is no id of the registry."""
    entity_registry = registry.load_registry()
    for publisher in publishers:
        if publisher not in entity_registry.entities and publisher not in entity_registry.states:
            named = entity_registry.find_entity(publisher)
            hint = f"Its id is {named.id}" if named else "Look it up: palermo export entities, or leave it out"
            raise RunStopped(f"publisher {publisher[:60]!r}", "the registry has no entity with this id", hint)


def _refuse_duplicate(origin: Origin, origins: Sequence[Origin]) -> None:
    for other in origins:
        if (other.location, other.kind) == (origin.location, origin.kind):
            place = f"{DEFINITION_FILE}, line {other.line_number}"
            raise RunStopped(
                origin.location, f"it is already the source {other.name} ({place})", "Change that row instead"
            )


def list_origins(
    origins: Sequence[Origin], library: Library, stages: Stages, progress: ProgressReporter
) -> SourceListing:
    """Collect from sources, fetching from addresses; the caller holds the library's lock.

    Raises RunStopped if the sources are empty, and what `collect_origins` raises.
    """
    listing = collect_origins(origins, _build_collect_context(library, stages, progress))
    if not listing.files and not listing.unlisted:
        places = ", ".join(origin.location for origin in origins)
        reason = "none of the sources contains a document"
        raise RunStopped(places, reason, "; ".join(listing.warnings) or "Add another: palermo add SOURCE")
    return listing


def open_ledger(library: Library) -> Ledger:
    """Open the ledger of the library's sources; raises OSError."""
    return Ledger(library.downloads / LEDGER_FILE)


def _build_collect_context(library: Library, stages: Stages, progress: ProgressReporter) -> CollectContext:
    limits = stages.spec.limits
    bounds = Bounds(max_document_bytes=limits.size, max_unpacked_ratio=MAX_RATIO, max_members=MAX_PARTS)
    downloads = Downloads(library.downloads)
    entity_registry = registry.load_registry()
    progress_lock = threading.Lock()

    def find_publisher(name: str) -> str | None:
        entity = entity_registry.find_entity(name)
        return entity.id if entity else None

    def on_document() -> None:
        with progress_lock:
            progress.advance()

    return CollectContext(
        ledger=open_ledger(library),
        downloads=downloads,
        fetcher=Fetcher(Urllib3Client(), downloads, bounds),
        bounds=bounds,
        find_publisher=find_publisher,
        document_suffixes=TEXT_SUFFIXES,
        excluded_folders=[library.path],
        on_step=progress.start_step,
        on_document=on_document,
    )


def _read_definition_text(library: Library) -> str:
    try:
        return library.definition.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        reason, hint = f"it is not a text ({describe_cause(error)})", "Save it as UTF-8, or restore it"
        raise DefinitionInvalid(str(library.definition), reason, hint) from error
    except OSError as error:
        reason = f"it cannot be read ({describe_cause(error)})"
        raise DefinitionInvalid(str(library.definition), reason, "Check its permissions") from error


def find_original(library: Library, document: Document) -> Path | None:
    """Return the file of a document; None if this machine has none, as when only the edition was copied."""
    return locate_original(document, _list_folders(library), Downloads(library.downloads))


def _list_folders(library: Library) -> list[Path]:
    """Return the folders and files of the last build and of `sources.yaml`; invalid settings give none."""
    folders: list[Path] = []
    with suppress(PalermoError, OSError):
        folders += load_sources(library.config)
    with suppress(PalermoError, OSError):
        folders += [origin.path for origin in load_origins(library) if origin.path]
    return folders
