"""The sources that a library's `sources.yaml` names: read, added to, and looked through with what Palermo ships."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from palermo import registry
from palermo.edition import Library
from palermo.edition.files import open_atomic
from palermo.errors import DefinitionInvalid, NoLibrary, RunStopped
from palermo.pipeline.cache import build_write_error
from palermo.pipeline.progress import ProgressReporter
from palermo.pipeline.stages import Stages
from palermo.reading.word.package import MAX_PARTS, MAX_RATIO
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
    choose_free_name,
    collect_origins,
    read_definition,
)
from palermo.sources.definition import DEFINITION_HEADER

LIBRARY_ENTRY_NAMES = frozenset(
    {"cache", "downloads", "quarantine", "runs", "editions", "objects", ".lock", "lock.json"}
)
"""What a library that was never finished may hold."""


def create_library(library: Library) -> bool:
    """Make a library with an empty definition of its sources; False where there is one already.

    Raises RunStopped for a folder that holds something else, NoLibrary where a file is in the way.
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
    """Only a new or empty folder becomes a library, so that a slip of the hand fills no folder of somebody's own."""
    if library.exists():
        return
    store = library.store
    if {*store.list_files(""), *store.list_folders("")} - LIBRARY_ENTRY_NAMES:
        raise RunStopped(library.name, "it holds files and no library", "Name a new or an empty folder")


def load_origins(library: Library) -> tuple[Origin, ...]:
    """The sources of a library, none where it names none; raises DefinitionInvalid naming file and line."""
    return read_definition(_read_definition_text(library), DEFINITION_FILE, library.path.resolve())


def write_empty_definition(library: Library) -> bool:
    """Write an empty definition; False where there is one already. Raises OSError."""
    if library.definition.exists():
        return False
    with open_atomic(library.definition) as file:
        file.write(DEFINITION_HEADER.encode())
    return True


def add_origin(library: Library, origin: Origin) -> Origin:
    """Write a source at the end of the definition; gives it as it stands there, with a name where it had none.

    Raises NoLibrary, DefinitionInvalid where the definition is not right with it, RunStopped where another source has
    its place already or the definition cannot be written.
    """
    if not library.exists():
        raise NoLibrary(library.name, "there is no library", f"Make one: palermo init {library.name}")
    try:
        with library.lock():
            known = load_origins(library)
            _refuse_duplicate(origin, known)
            name = origin.name or choose_free_name(origin.location, [one.name for one in known])
            text = append_origin(_read_definition_text(library), replace(origin, name=name))
            added = read_definition(text, DEFINITION_FILE, library.path.resolve())[-1]
            with open_atomic(library.definition) as file:
                file.write(text.encode())
    except OSError as error:
        raise build_write_error(error, library.definition) from error
    return added


def _refuse_duplicate(origin: Origin, origins: Sequence[Origin]) -> None:
    for one in origins:
        if (one.location, one.kind) == (origin.location, origin.kind):
            place = f"{DEFINITION_FILE}, line {one.line_number}"
            raise RunStopped(
                origin.location, f"it is the source {one.name} already ({place})", "Change that row instead"
            )


def list_origins(
    origins: Sequence[Origin], library: Library, stages: Stages, progress: ProgressReporter
) -> SourceListing:
    """Look through sources, and fetch what is at addresses; whoever calls it holds the library's lock.

    Raises RunStopped where the sources hold nothing at all, and what `collected` raises.
    """
    found = collect_origins(origins, _build_collect_context(library, stages, progress))
    if not found.files and not found.unlisted:
        places = ", ".join(origin.location for origin in origins)
        reason = "none of the sources holds a document"
        raise RunStopped(places, reason, "; ".join(found.warnings) or "Add another: palermo add SOURCE")
    return found


def open_ledger(library: Library) -> Ledger:
    """What is known of the library's sources; raises OSError."""
    return Ledger(library.downloads / LEDGER_FILE)


def _build_collect_context(library: Library, stages: Stages, progress: ProgressReporter) -> CollectContext:
    limits = stages.spec.limits
    bounds = Bounds(size=limits.size, ratio=MAX_RATIO, members=MAX_PARTS)
    downloads = Downloads(library.downloads)
    known = registry.load_registry()
    telling = threading.Lock()

    def find_publisher(name: str) -> str | None:
        entity = known.find_entity(name)
        return entity.id if entity else None

    def on_document() -> None:
        with telling:
            progress.advance()

    return CollectContext(
        ledger=open_ledger(library),
        downloads=downloads,
        fetcher=Fetcher(Urllib3Client(), downloads, bounds),
        bounds=bounds,
        find_publisher=find_publisher,
        excluded_folders=[library.path],
        on_step=progress.start_step,
        on_document=on_document,
    )


def _read_definition_text(library: Library) -> str:
    try:
        return library.definition.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise DefinitionInvalid(str(library.definition), f"it cannot be read ({error})", "Save it as UTF-8") from error
