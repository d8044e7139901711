"""Library: the working folder with caches, quarantine, editions, and the name of the current edition."""

import fcntl
import json
import os
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from palermo.edition.artefact_store import ArtefactStore
from palermo.edition.files import open_atomic
from palermo.edition.stores import FolderStore, Store
from palermo.errors import LibraryBusy, NoLibrary, NotFound
from palermo.statements.ids import ID_LENGTH

_EDITION_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Library:
    """The folder of a library; creating the object does not access the disk."""

    path: Path

    @property
    def name(self) -> str:
        """Path or address by which the user knows it."""
        return str(self.path)

    @property
    def store(self) -> Store:
        """Store of its files; for a remote library, `path` is a local working copy."""
        return FolderStore(self.path)

    @property
    def config(self) -> Path:
        """File of settings: sources and options."""
        return self.path / "palermo.toml"

    @property
    def definition(self) -> Path:
        """File of the sources that people defined."""
        return self.path / "sources.yaml"

    @property
    def downloads(self) -> Path:
        """Files fetched or unpacked from sources, by hash, with their ledger."""
        return self.path / "downloads"

    @property
    def cache(self) -> Path:
        """Results of each stage for each document: `<stage>/<key>.parquet`."""
        return self.path / "cache"

    @property
    def quarantine(self) -> Path:
        """Documents that could not be read, with the reason."""
        return self.path / "quarantine"

    @property
    def opinions(self) -> Path:
        """Review queue of second opinions, an append-only file."""
        return self.path / "review" / "second_opinions.jsonl"

    @property
    def decisions(self) -> Path:
        """Review decisions, as append-only JSON lines."""
        return self.path / "decisions"

    @property
    def recalibration(self) -> Path:
        """Curves by which reviewed statements correct confidences, if people chose to store them."""
        return self.path / "decisions" / "recalibration.json"

    @property
    def runs(self) -> Path:
        """Logs of builds."""
        return self.path / "runs"

    @property
    def editions(self) -> Path:
        """Folders of editions, each named by its id."""
        return self.path / "editions"

    @property
    def current_file(self) -> Path:
        """File that names the current edition; replaced atomically, so that its stat changes."""
        return self.path / "current"

    def get_edition_folder(self, edition_id: str) -> Path:
        """Return the folder of an edition; raises NotFound for an invalid id."""
        if not _EDITION_ID.fullmatch(edition_id):
            raise NotFound(f"edition {edition_id!r}", "that is not the id of an edition", "Give its hex digits")
        return self.editions / edition_id

    def open_artefacts(self, edition_id: str) -> ArtefactStore:
        """Return the artefact store of an edition; raises NotFound for an invalid id."""
        return ArtefactStore(self.get_edition_folder(edition_id))

    def list_edition_ids(self) -> list[str]:
        """Return the ids of all complete editions, sorted."""
        if not self.editions.is_dir():
            return []
        return sorted(p.name for p in self.editions.iterdir() if _EDITION_ID.fullmatch(p.name) and p.is_dir())

    def exists(self) -> bool:
        """Return True if there is a library at the path."""
        return self.editions.is_dir()

    def check_exists(self) -> None:
        """Raise NoLibrary if there is no library at the path."""
        if not self.exists():
            name = shlex.quote(self.name)
            hint = f"Create one: palermo init {name}, or palermo build FOLDER --library {name}"
            raise NoLibrary(self.name, "there is no library", hint)

    def create(self) -> None:
        """Create missing folders of the library; raises NoLibrary if a file is in the way."""
        for folder in (self.path, self.cache, self.quarantine, self.runs, self.editions):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError) as error:
                raise NoLibrary(
                    str(self.path), "a file is in the way of the library's folder", "Name another folder"
                ) from error

    def read_current_id(self) -> str | None:
        """Return the id of the current edition, or None if there is none yet."""
        try:
            edition_id = self.current_file.read_text(encoding="ascii", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return edition_id if _EDITION_ID.fullmatch(edition_id) else None

    def set_current(self, edition_id: str) -> None:
        """Make an edition the current one, atomically; raises NotFound if it does not exist."""
        if not self.get_edition_folder(edition_id).is_dir():
            raise NotFound(f"edition {edition_id}", f"it is not in {self.path}", "Name one of the library's editions")
        with open_atomic(self.current_file) as file:
            file.write(f"{edition_id}\n".encode())

    def fetch(self, edition_id: str) -> None:
        """Download an edition to this machine if the library is remote; files missing there are skipped."""

    def send(self, edition_id: str) -> None:
        """Upload files derived from an edition since it became current, if the library is remote."""

    def pull(self) -> None:
        """Download what a build needs to this machine, if the library is remote."""

    def forget(self, edition_ids: Sequence[str], objects: Sequence[str]) -> None:
        """Remove editions, and objects (by SHA-256) that no other edition has, if the library is remote."""

    @contextmanager
    def follow_updates(self) -> Iterator[None]:
        """Keep the local copy up to date within the context, if the library is remote."""
        yield

    @staticmethod
    def is_edition_id(name: str) -> bool:
        """Return True if a name can be that of an edition's folder."""
        return bool(_EDITION_ID.fullmatch(name))

    @contextmanager
    def lock(self, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Lock the library for one build; raises LibraryBusy, naming the holder.

        With `on_wait`, it is called with the holder, and the lock is waited for. The lock is released when its process
        ends, however it ends. Raises NoLibrary if the folder does not exist.
        """
        if not self.path.is_dir():
            raise NoLibrary(str(self.path), "there is no such folder", "Build the library first")
        descriptor = os.open(self.path / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = _describe_holder(descriptor)
                if on_wait is None:
                    hint = "Wait for it to end (--wait does), or stop it"
                    raise LibraryBusy(str(self.path), holder, hint) from error
                on_wait(f"Waiting for the library: {holder}")
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, json.dumps({"pid": os.getpid()}).encode(), 0)
            yield
        finally:
            os.close(descriptor)


def _describe_holder(descriptor: int) -> str:
    since = datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC)
    try:
        pid = json.loads(os.pread(descriptor, 100, 0))["pid"]
    except (ValueError, KeyError, TypeError):
        return f"another process has held it since {since:%Y-%m-%d %H:%M:%S} UTC"
    return f"process {pid} has held it since {since:%Y-%m-%d %H:%M:%S} UTC"
