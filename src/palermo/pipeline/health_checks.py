"""Health checks of the machine, the library, its sources and its edition: `palermo doctor`."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from palermo import __version__
from palermo.edition import Library, open_view
from palermo.errors import NoLibrary, NotFetched, PalermoError
from palermo.extraction.tagger.model import has_shipped_model
from palermo.pipeline.origins import load_origins, load_sources
from palermo.pipeline.progress import format_count
from palermo.pipeline.stages import Stages
from palermo.reading import tesseract
from palermo.sources import Bounds, Downloads, Fetcher, Origin, Urllib3Client, gather_files, is_address

GIGABYTE = 1_000_000_000
MIN_FREE_BYTES, LOW_FREE_BYTES = GIGABYTE, 5 * GIGABYTE
"""Free bytes below which a build may fail, and below which a note is given."""

MODELS_PACKAGE = "palermo-models"
"""Distribution of the tagger's weights; a checkout has the files without it."""

type CheckState = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck:
    """The result of one check."""

    state: CheckState
    """`wrong` prevents Palermo from working; `note` is information."""
    subject: str
    reason: str
    hint: str = ""

    def format_line(self) -> str:
        """Return the check as a line for people."""
        return f"{self.state:<5}  {self.subject}: {self.reason}.{f' {self.hint}.' if self.hint else ''}"


def run_health_checks(library: Library, stages: Stages, *, network: bool = True) -> Iterator[HealthCheck]:
    """Check the machine, the library, its sources and its edition; with `network`, addresses too."""
    yield from _check_machine()
    with suppress(PalermoError):
        library.pull()
    yield from _catch_errors("the library", lambda: _check_library(library))
    yield from _catch_errors("sources.yaml", lambda: _check_sources(library, network))
    yield from _catch_errors("the edition", lambda: _check_edition(library, stages))


def check_served_edition(library: Library, stages: Stages) -> Iterator[HealthCheck]:
    """Check that the library has an edition that can be served."""
    yield from _catch_errors("the edition", lambda: _check_edition(library, stages))


def _catch_errors(subject: str, run_check: Callable[[], Iterator[HealthCheck]]) -> Iterator[HealthCheck]:
    """Yield the checks, and an error that stops them as one more check."""
    try:
        yield from run_check()
    except PalermoError as error:
        yield HealthCheck(state="wrong", subject=error.subject, reason=error.reason, hint=error.hint)
    except OSError as error:
        yield HealthCheck(
            state="wrong", subject=subject, reason=f"it cannot be checked ({error})", hint="Check its permissions"
        )


def _check_machine() -> Iterator[HealthCheck]:
    yield HealthCheck(state="ok", subject="Python", reason=".".join(map(str, sys.version_info[:3])))
    missing = list(_find_missing_packages())
    if missing:
        yield HealthCheck(
            state="wrong", subject="packages", reason=", ".join(missing), hint="Install them: make install"
        )
    else:
        yield HealthCheck(state="ok", subject="packages", reason=f"those of Palermo {__version__} are installed")
    tesseract_version = tesseract.find_tesseract()
    if tesseract_version:
        yield HealthCheck(state="ok", subject="Tesseract", reason=tesseract_version)
    else:
        hint = "Install tesseract-ocr and its languages, if you have scans"
        yield HealthCheck(
            state="note", subject="Tesseract", reason="it is not on PATH, so scans are not read", hint=hint
        )


def _find_missing_packages() -> Iterator[str]:
    for line in requires("palermo") or ():
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = version(requirement.name)
        except PackageNotFoundError:
            if requirement.name == MODELS_PACKAGE and has_shipped_model():
                continue
            yield f"{requirement.name} is missing"
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            yield f"{requirement.name} is {installed}, and {requirement.specifier} is needed"


def _check_library(library: Library) -> Iterator[HealthCheck]:
    if not library.exists():
        hint = f"Create one: palermo init {library.name}"
        yield HealthCheck(state="wrong", subject=library.name, reason="there is no library", hint=hint)
        return
    try:
        with tempfile.TemporaryFile(dir=library.path):
            pass
        yield HealthCheck(state="ok", subject=library.name, reason="the library can be written")
    except OSError as error:
        reason = f"the library cannot be written ({error.strerror})"
        yield HealthCheck(state="wrong", subject=library.name, reason=reason, hint="Check its permissions and its disk")
    free = shutil.disk_usage(library.path).free
    state: CheckState = "wrong" if free < MIN_FREE_BYTES else "note" if free < LOW_FREE_BYTES else "ok"
    hint = "" if state == "ok" else "Free disk space: palermo clean removes old editions"
    yield HealthCheck(state=state, subject="disk", reason=f"{free / GIGABYTE:,.1f} GB are free", hint=hint)


def _check_sources(library: Library, network: bool) -> Iterator[HealthCheck]:
    origins = load_origins(library)
    if not origins:
        yield from _check_folders(library)
        return
    fetcher = Fetcher(Urllib3Client(), Downloads(library.downloads), Bounds(max_attempts=1, response_timeout_s=30.0))
    fetcher.allow_hosts(origin.location for origin in origins if is_address(origin.location))
    for origin in origins:
        yield from _catch_errors(origin.name, partial(_check_source, origin, library, fetcher if network else None))


def _check_folders(library: Library) -> Iterator[HealthCheck]:
    try:
        folders = load_sources(library.config)
    except NoLibrary:
        hint = "Add one: palermo add SOURCE"
        yield HealthCheck(state="note", subject="sources.yaml", reason="it names no source", hint=hint)
        return
    for folder in folders:
        yield from _catch_errors(str(folder), partial(_check_folder, str(folder), folder, library))


def _check_source(origin: Origin, library: Library, fetcher: Fetcher | None) -> Iterator[HealthCheck]:
    if origin.kind == "folder" and origin.path:
        yield from _check_folder(origin.name, origin.path, library)
    elif origin.path:
        origin.path.open("rb").close()
        yield HealthCheck(state="ok", subject=origin.name, reason=f"{origin.location} can be read")
    elif fetcher is None:
        yield HealthCheck(state="note", subject=origin.name, reason=f"{origin.location} was not checked")
    else:
        try:
            fetcher.reach(origin.location)
            yield HealthCheck(state="ok", subject=origin.name, reason=f"{origin.location} answers")
        except NotFetched as error:
            yield HealthCheck(
                state="wrong", subject=f"{origin.name} ({error.subject})", reason=error.reason, hint=error.hint
            )


def _check_folder(name: str, folder: Path, library: Library) -> Iterator[HealthCheck]:
    """Check that a folder can be listed and its catalogues are valid.

    Raises SourceMissing and CatalogueInvalid.
    """
    listing = gather_files([folder], [library.path])
    yield HealthCheck(state="ok", subject=name, reason=f"{folder} holds {format_count(len(listing.files), 'file')}")
    for item in listing.unlisted:
        yield HealthCheck(state="wrong", subject=item.source, reason=item.reason, hint=item.hint)
    for warning in listing.warnings:
        subject, _, reason = warning.partition(": ")
        yield HealthCheck(state="wrong", subject=subject, reason=reason.removesuffix("."))


def _check_edition(library: Library, stages: Stages) -> Iterator[HealthCheck]:
    current = library.read_current_id() if library.exists() else None
    if current is None:
        yield HealthCheck(state="note", subject="edition", reason="there is none yet", hint="Build one: palermo build")
        return
    library.fetch(current)
    with open_view(library, visibility=("public", "members", "secretariat")) as view:
        manifest = view.manifest
        count = len(view.list_documents())
    reason = f"{manifest.name} can be read, with {format_count(count, 'document')}"
    yield HealthCheck(state="ok", subject="edition", reason=reason)
    outdated = [name for name, version in stages.versions.items() if manifest.versions.get(name) != version]
    if outdated:
        reason = f"{manifest.name} was built with another version of {' and '.join(outdated)}"
        yield HealthCheck(state="note", subject="edition", reason=reason, hint="Build again: palermo build")
