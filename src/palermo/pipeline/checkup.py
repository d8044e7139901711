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
from palermo.pipeline.config import remembered
from palermo.pipeline.origins import defined
from palermo.pipeline.stages import Stages
from palermo.pipeline.status import counted
from palermo.reading import tesseract
from palermo.sources import Bounds, Downloads, Fetcher, Http, Origin, gather, is_address

GIGABYTE = 1_000_000_000
LITTLE, TIGHT = GIGABYTE, 5 * GIGABYTE
"""Bytes of free disk below which a build may fail, and below which that is worth a word."""

type State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    state: State
    """`wrong` keeps Palermo from its work; `note` is worth knowing."""
    thing: str
    reason: str
    mend: str = ""

    def values(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    def line(self) -> str:
        """As a line for people."""
        return f"{self.state:<5}  {self.thing}: {self.reason}.{f' {self.mend}.' if self.mend else ''}"


def doctor(library: Library, stages: Stages, *, network: bool = True) -> Iterator[Check]:
    """Look at the machine, the library, its sources and its edition; with `network`, at addresses too."""
    yield from _machine()
    with suppress(PalermoError):
        library.pull()
    yield from _guarded("the library", lambda: _library(library))
    yield from _guarded("sources.yaml", lambda: _sources(library, network))
    yield from _guarded("the edition", lambda: _edition(library, stages))


def _guarded(thing: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """What is told, and what stops the looking as one check more."""
    try:
        yield from look()
    except PalermoError as error:
        yield Check(state="wrong", thing=error.thing, reason=error.reason, mend=error.mend)
    except OSError as error:
        yield Check(state="wrong", thing=thing, reason=f"it cannot be looked at ({error})", mend="Check its rights")


def _machine() -> Iterator[Check]:
    yield Check(state="ok", thing="Python", reason=".".join(map(str, sys.version_info[:3])))
    missing = list(_missing())
    if missing:
        yield Check(state="wrong", thing="packages", reason=", ".join(missing), mend="Install them: make install")
    else:
        yield Check(state="ok", thing="packages", reason=f"those of Palermo {__version__} are there")
    there = tesseract.available()
    if there:
        yield Check(state="ok", thing="Tesseract", reason=there)
    else:
        mend = "Install tesseract-ocr and its languages, if you have scans"
        yield Check(state="note", thing="Tesseract", reason="it is not on PATH, and scans are not read", mend=mend)


def _missing() -> Iterator[str]:
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


def _library(library: Library) -> Iterator[Check]:
    if not library.found():
        mend = f"Make one: palermo init {library.name}"
        yield Check(state="wrong", thing=library.name, reason="there is no library", mend=mend)
        return
    try:
        with tempfile.TemporaryFile(dir=library.path):
            pass
        yield Check(state="ok", thing=library.name, reason="the library can be written")
    except OSError as error:
        reason = f"the library cannot be written ({error.strerror})"
        yield Check(state="wrong", thing=library.name, reason=reason, mend="Check its rights and its disk")
    free = shutil.disk_usage(library.path).free
    state: State = "wrong" if free < LITTLE else "note" if free < TIGHT else "ok"
    mend = "" if state == "ok" else "Make room: palermo clean takes old editions away"
    yield Check(state=state, thing="disk", reason=f"{free / GIGABYTE:,.1f} GB are free", mend=mend)


def _sources(library: Library, network: bool) -> Iterator[Check]:
    origins = defined(library)
    if not origins:
        yield from _folders(library)
        return
    fetcher = Fetcher(Http(), Downloads(library.downloads), Bounds(tries=1, seconds=30.0))
    fetcher.name(origin.place for origin in origins if is_address(origin.place))
    for origin in origins:
        yield from _guarded(origin.name, partial(_source, origin, library, fetcher if network else None))


def _folders(library: Library) -> Iterator[Check]:
    try:
        folders = remembered(library.config)
    except NoLibrary:
        mend = "Add one: palermo add SOURCE"
        yield Check(state="note", thing="sources.yaml", reason="it names no source", mend=mend)
        return
    for folder in folders:
        yield from _guarded(str(folder), partial(_folder, str(folder), folder, library))


def _source(origin: Origin, library: Library, fetcher: Fetcher | None) -> Iterator[Check]:
    if origin.kind == "folder" and origin.path:
        yield from _folder(origin.name, origin.path, library)
    elif origin.path:
        origin.path.open("rb").close()
        yield Check(state="ok", thing=origin.name, reason=f"{origin.place} can be read")
    elif fetcher is None:
        yield Check(state="note", thing=origin.name, reason=f"{origin.place} was not asked for")
    else:
        try:
            fetcher.reach(origin.place)
            yield Check(state="ok", thing=origin.name, reason=f"{origin.place} answers")
        except NotFetched as error:
            yield Check(state="wrong", thing=f"{origin.name} ({error.thing})", reason=error.reason, mend=error.mend)


def _folder(name: str, folder: Path, library: Library) -> Iterator[Check]:
    """A folder can be listed, and its catalogues hold; raises SourceMissing and CatalogueInvalid."""
    held = gather([folder], [library.path])
    yield Check(state="ok", thing=name, reason=f"{folder} holds {counted(len(held.found), 'file')}")
    for item in held.unlisted:
        yield Check(state="wrong", thing=item.source, reason=item.reason, mend=item.mend)
    for warning in held.warnings:
        thing, _, reason = warning.partition(": ")
        yield Check(state="wrong", thing=thing, reason=reason.removesuffix("."))


def _edition(library: Library, stages: Stages) -> Iterator[Check]:
    current = library.current_id() if library.found() else None
    if current is None:
        yield Check(state="note", thing="edition", reason="none was made yet", mend="Build one: palermo build")
        return
    library.fetch(current)
    with open_view(library, visibility=("public", "members", "secretariat")) as view:
        manifest = view.manifest
        held = len(view.documents())
    reason = f"{manifest.name} can be read, with {counted(held, 'document')}"
    yield Check(state="ok", thing="edition", reason=reason)
    other = [name for name, made in stages.versions.items() if manifest.versions.get(name) != made]
    if other:
        reason = f"{manifest.name} was made by another {' and '.join(other)} than this Palermo has"
        yield Check(state="note", thing="edition", reason=reason, mend="Build again: palermo build")
