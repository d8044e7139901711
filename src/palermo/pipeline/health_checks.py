"""What may keep a library from being built or served: looked at one after the other, each with its mend."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Literal

from packaging.requirements import Requirement

from palermo import __version__
from palermo.edition import Library, open_view
from palermo.errors import NoLibrary, NotFetched, PalermoError
from palermo.pipeline.config import load_sources
from palermo.pipeline.library_status import format_count
from palermo.pipeline.origins import load_origins
from palermo.pipeline.stages import Stages
from palermo.reading import tesseract
from palermo.sources import Bounds, Downloads, Fetcher, Origin, Urllib3Client, gather_files, is_address

GIGABYTE = 1_000_000_000
MIN_FREE_BYTES, LOW_FREE_BYTES = GIGABYTE, 5 * GIGABYTE
"""Bytes of free disk below which a build may fail, and below which that is worth a word."""

type CheckState = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """One thing that was looked at."""

    state: CheckState
    """`wrong` keeps Palermo from its work; `note` is worth knowing."""
    thing: str
    reason: str
    mend: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    def format_line(self) -> str:
        """As a line for people."""
        return f"{self.state:<5}  {self.thing}: {self.reason}.{f' {self.mend}.' if self.mend else ''}"


def run_health_checks(library: Library, stages: Stages, *, network: bool = True) -> Iterator[HealthCheck]:
    """Look at the machine, the library, its sources and its edition; with `network`, at addresses too."""
    yield from _check_machine()
    with suppress(PalermoError):
        library.pull()
    yield from _catch_errors("the library", lambda: _check_library(library))
    yield from _catch_errors("sources.yaml", lambda: _check_sources(library, network))
    yield from _catch_errors("the edition", lambda: _check_edition(library, stages))


def _catch_errors(subject: str, run_check: Callable[[], Iterator[HealthCheck]]) -> Iterator[HealthCheck]:
    """What is told, and what stops the looking as one check more."""
    try:
        yield from run_check()
    except PalermoError as error:
        yield HealthCheck(state="wrong", thing=error.thing, reason=error.reason, mend=error.mend)
    except OSError as error:
        yield HealthCheck(
            state="wrong", thing=subject, reason=f"it cannot be looked at ({error})", mend="Check its rights"
        )


def _check_machine() -> Iterator[HealthCheck]:
    yield HealthCheck(state="ok", thing="Python", reason=".".join(map(str, sys.version_info[:3])))
    missing = list(_find_missing_packages())
    if missing:
        yield HealthCheck(state="wrong", thing="packages", reason=", ".join(missing), mend="Install them: make install")
    else:
        yield HealthCheck(state="ok", thing="packages", reason=f"those of Palermo {__version__} are there")
    there = tesseract.find_tesseract()
    if there:
        yield HealthCheck(state="ok", thing="Tesseract", reason=there)
    else:
        mend = "Install tesseract-ocr and its languages, if you have scans"
        yield HealthCheck(
            state="note", thing="Tesseract", reason="it is not on PATH, and scans are not read", mend=mend
        )


def _find_missing_packages() -> Iterator[str]:
    for line in requires("palermo") or ():
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        try:
            there = version(wanted.name)
        except PackageNotFoundError:
            yield f"{wanted.name} is missing"
            continue
        if not wanted.specifier.contains(there, prereleases=True):
            yield f"{wanted.name} is {there}, and {wanted.specifier} is needed"


def _check_library(library: Library) -> Iterator[HealthCheck]:
    if not library.exists():
        mend = f"Make one: palermo init {library.name}"
        yield HealthCheck(state="wrong", thing=library.name, reason="there is no library", mend=mend)
        return
    try:
        with tempfile.TemporaryFile(dir=library.path):
            pass
        yield HealthCheck(state="ok", thing=library.name, reason="the library can be written")
    except OSError as error:
        reason = f"the library cannot be written ({error.strerror})"
        yield HealthCheck(state="wrong", thing=library.name, reason=reason, mend="Check its rights and its disk")
    free = shutil.disk_usage(library.path).free
    state: CheckState = "wrong" if free < MIN_FREE_BYTES else "note" if free < LOW_FREE_BYTES else "ok"
    mend = "" if state == "ok" else "Make room: palermo clean takes old editions away"
    yield HealthCheck(state=state, thing="disk", reason=f"{free / GIGABYTE:,.1f} GB are free", mend=mend)


def _check_sources(library: Library, network: bool) -> Iterator[HealthCheck]:
    origins = load_origins(library)
    if not origins:
        yield from _check_folders(library)
        return
    fetcher = Fetcher(Urllib3Client(), Downloads(library.downloads), Bounds(tries=1, seconds=30.0))
    fetcher.allow_hosts(origin.location for origin in origins if is_address(origin.location))
    for origin in origins:
        yield from _catch_errors(origin.name, partial(_check_source, origin, library, fetcher if network else None))


def _check_folders(library: Library) -> Iterator[HealthCheck]:
    try:
        folders = load_sources(library.config)
    except NoLibrary:
        mend = "Add one: palermo add SOURCE"
        yield HealthCheck(state="note", thing="sources.yaml", reason="it names no source", mend=mend)
        return
    for folder in folders:
        yield from _catch_errors(str(folder), partial(_check_folder, str(folder), folder, library))


def _check_source(origin: Origin, library: Library, fetcher: Fetcher | None) -> Iterator[HealthCheck]:
    if origin.kind == "folder" and origin.path:
        yield from _check_folder(origin.name, origin.path, library)
    elif origin.path:
        origin.path.open("rb").close()
        yield HealthCheck(state="ok", thing=origin.name, reason=f"{origin.location} can be read")
    elif fetcher is None:
        yield HealthCheck(state="note", thing=origin.name, reason=f"{origin.location} was not asked for")
    else:
        try:
            fetcher.reach(origin.location)
            yield HealthCheck(state="ok", thing=origin.name, reason=f"{origin.location} answers")
        except NotFetched as error:
            yield HealthCheck(
                state="wrong", thing=f"{origin.name} ({error.thing})", reason=error.reason, mend=error.mend
            )


def _check_folder(name: str, folder: Path, library: Library) -> Iterator[HealthCheck]:
    """A folder can be listed, and its catalogues hold; raises SourceMissing and CatalogueInvalid."""
    held = gather_files([folder], [library.path])
    yield HealthCheck(state="ok", thing=name, reason=f"{folder} holds {format_count(len(held.files), 'file')}")
    for item in held.unlisted:
        yield HealthCheck(state="wrong", thing=item.source, reason=item.reason, mend=item.fix)
    for warning in held.warnings:
        thing, _, reason = warning.partition(": ")
        yield HealthCheck(state="wrong", thing=thing, reason=reason.removesuffix("."))


def _check_edition(library: Library, stages: Stages) -> Iterator[HealthCheck]:
    current = library.read_current_id() if library.exists() else None
    if current is None:
        yield HealthCheck(state="note", thing="edition", reason="none was made yet", mend="Build one: palermo build")
        return
    library.fetch(current)
    with open_view(library, visibility=("public", "members", "secretariat")) as view:
        manifest = view.manifest
        held = len(view.list_documents())
    reason = f"{manifest.name} can be read, with {format_count(held, 'document')}"
    yield HealthCheck(state="ok", thing="edition", reason=reason)
    other = [name for name, made in stages.versions.items() if manifest.versions.get(name) != made]
    if other:
        reason = f"{manifest.name} was made by another {' and '.join(other)} than this Palermo has"
        yield HealthCheck(state="note", thing="edition", reason=reason, mend="Build again: palermo build")
