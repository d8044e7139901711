"""The sources that a library's `sources.yaml` names: read, added to, and looked through with what Palermo ships."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from palermo import registry
from palermo.edition import Library
from palermo.edition.files import replacing
from palermo.errors import DefinitionInvalid, NoLibrary, RunStopped
from palermo.pipeline.cache import unwritable
from palermo.pipeline.progress import Telling
from palermo.pipeline.stages import Stages
from palermo.reading.word.package import MAX_PARTS, MAX_RATIO
from palermo.sources import (
    DEFINITION,
    LEDGER,
    Bounds,
    Desk,
    Downloads,
    Fetcher,
    Gathered,
    Http,
    Ledger,
    Origin,
    collected,
    free_name,
    read_definition,
    with_origin,
)
from palermo.sources.definition import HEAD

OWN = frozenset({"cache", "downloads", "quarantine", "runs", "editions", "objects", ".lock", "lock.json"})
"""What a library that was never finished may hold."""


def make_library(library: Library) -> bool:
    """Make a library with an empty definition of its sources; False where there is one already.

    Raises RunStopped for a folder that holds something else, NoLibrary where a file is in the way.
    """
    refuse_foreign(library)
    new = not library.found()
    try:
        library.create()
        with library.lock():
            return define(library) and new
    except OSError as error:
        raise unwritable(error, library.path) from error


def refuse_foreign(library: Library) -> None:
    """Only a new or empty folder becomes a library, so that a slip of the hand fills no folder of somebody's own."""
    if library.found():
        return
    store = library.store
    if {*store.listed(""), *store.folders("")} - OWN:
        raise RunStopped(library.name, "it holds files and no library", "Name a new or an empty folder")


def defined(library: Library) -> tuple[Origin, ...]:
    """The sources of a library, none where it names none; raises DefinitionInvalid naming file and line."""
    return read_definition(_text(library), DEFINITION, library.path.resolve())


def define(library: Library) -> bool:
    """Write an empty definition; False where there is one already. Raises OSError."""
    if library.definition.exists():
        return False
    with replacing(library.definition) as file:
        file.write(HEAD.encode())
    return True


def add_origin(library: Library, origin: Origin) -> Origin:
    """Write a source at the end of the definition; gives it as it stands there, with a name where it had none.

    Raises NoLibrary, DefinitionInvalid where the definition is not right with it, RunStopped where another source has
    its place already or the definition cannot be written.
    """
    if not library.found():
        raise NoLibrary(library.name, "there is no library", f"Make one: palermo init {library.name}")
    try:
        with library.lock():
            known = defined(library)
            _refuse_doubled(origin, known)
            name = origin.name or free_name(origin.place, [one.name for one in known])
            text = with_origin(_text(library), replace(origin, name=name))
            added = read_definition(text, DEFINITION, library.path.resolve())[-1]
            with replacing(library.definition) as file:
                file.write(text.encode())
    except OSError as error:
        raise unwritable(error, library.definition) from error
    return added


def _refuse_doubled(origin: Origin, known: Sequence[Origin]) -> None:
    for one in known:
        if (one.place, one.kind) == (origin.place, origin.kind):
            place = f"{DEFINITION}, line {one.line}"
            raise RunStopped(origin.place, f"it is the source {one.name} already ({place})", "Change that row instead")


def gathered_from(origins: Sequence[Origin], library: Library, stages: Stages, progress: Telling) -> Gathered:
    """Look through sources, and fetch what is at addresses; whoever calls it holds the library's lock.

    Raises RunStopped where the sources hold nothing at all, and what `collected` raises.
    """
    found = collected(origins, _desk(library, stages, progress))
    if not found.found and not found.unlisted:
        places = ", ".join(origin.place for origin in origins)
        reason = "none of the sources holds a document"
        raise RunStopped(places, reason, "; ".join(found.warnings) or "Add another: palermo add SOURCE")
    return found


def ledger_of(library: Library) -> Ledger:
    """What is known of the library's sources; raises OSError."""
    return Ledger(library.downloads / LEDGER)


def _desk(library: Library, stages: Stages, progress: Telling) -> Desk:
    limits = stages.recipe.limits
    bounds = Bounds(size=limits.size, ratio=MAX_RATIO, members=MAX_PARTS)
    downloads = Downloads(library.downloads)
    known = registry.load()
    telling = threading.Lock()

    def publisher(name: str) -> str | None:
        entity = known.entity(name)
        return entity.id if entity else None

    def seen() -> None:
        with telling:
            progress.seen()

    return Desk(
        ledger=ledger_of(library),
        downloads=downloads,
        fetcher=Fetcher(Http(), downloads, bounds),
        bounds=bounds,
        publisher=publisher,
        apart=[library.path],
        step=progress.step,
        seen=seen,
    )


def _text(library: Library) -> str:
    try:
        return library.definition.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise DefinitionInvalid(str(library.definition), f"it cannot be read ({error})", "Save it as UTF-8") from error
