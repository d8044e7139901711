"""Library: the working folder, with its cache, its quarantine, its editions, and the one that is current."""

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from palermo.edition.artefacts import ArtefactStore
from palermo.edition.files import open_atomic
from palermo.edition.stores import FolderStore, Store
from palermo.errors import LibraryBusy, NoLibrary, NotFound
from palermo.statements.ids import ID_LENGTH

_EDITION_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Library:
    """The folder that holds everything Palermo knows; making the object touches no disk."""

    path: Path

    @property
    def name(self) -> str:
        """As the user knows it."""
        return str(self.path)

    @property
    def store(self) -> Store:
        """Where its files are kept; a library elsewhere has `path` as a copy to work on."""
        return FolderStore(self.path)

    @property
    def config(self) -> Path:
        """Sources and options."""
        return self.path / "palermo.toml"

    @property
    def definition(self) -> Path:
        """The sources that people named."""
        return self.path / "sources.yaml"

    @property
    def downloads(self) -> Path:
        """What was fetched or unpacked from sources, by hash, and the ledger of it."""
        return self.path / "downloads"

    @property
    def cache(self) -> Path:
        """What each stage made of each document: `<stage>/<key>.parquet`."""
        return self.path / "cache"

    @property
    def quarantine(self) -> Path:
        """Documents that could not be read, with the reason."""
        return self.path / "quarantine"

    @property
    def opinions(self) -> Path:
        """The review queue of second opinions, to which lines are only appended."""
        return self.path / "review" / "second_opinions.jsonl"

    @property
    def decisions(self) -> Path:
        """What people judged, as JSON lines that are only appended."""
        return self.path / "decisions"

    @property
    def recalibration(self) -> Path:
        """Curves by which reviewed statements correct confidences, if people chose to keep them."""
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
        """Names the edition that is served; replaced atomically, so its stat changes with the edition."""
        return self.path / "current"

    def get_edition_folder(self, edition_id: str) -> Path:
        """Folder of an edition; raises NotFound for what is no edition's id."""
        if not _EDITION_ID.fullmatch(edition_id):
            raise NotFound(f"edition {edition_id!r}", "that is not the id of an edition", "Give its hex digits")
        return self.editions / edition_id

    def open_artefacts(self, edition_id: str) -> ArtefactStore:
        """Return the store of what is derived from an edition; raises NotFound if that is no edition's id."""
        return ArtefactStore(self.get_edition_folder(edition_id))

    def list_edition_ids(self) -> list[str]:
        """Ids of all editions that are whole, sorted."""
        if not self.editions.is_dir():
            return []
        return sorted(p.name for p in self.editions.iterdir() if _EDITION_ID.fullmatch(p.name) and p.is_dir())

    def exists(self) -> bool:
        """Whether there is a library at the path."""
        return self.editions.is_dir()

    def create(self) -> None:
        """Make the library's folders where they are missing; raises NoLibrary where a file is in the way."""
        for folder in (self.path, self.cache, self.quarantine, self.runs, self.editions):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError) as error:
                raise NoLibrary(
                    str(self.path), "a file is in the way of the library's folder", "Name another folder"
                ) from error

    def read_current_id(self) -> str | None:
        """Id of the edition that is served, or None where none is yet."""
        try:
            edition_id = self.current_file.read_text(encoding="ascii", errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return edition_id if _EDITION_ID.fullmatch(edition_id) else None

    def set_current(self, edition_id: str) -> None:
        """Serve this edition from now on, atomically; raises NotFound for an edition that is not there."""
        if not self.get_edition_folder(edition_id).is_dir():
            raise NotFound(f"edition {edition_id}", f"it is not in {self.path}", "Name one of the library's editions")
        with open_atomic(self.current_file) as file:
            file.write(f"{edition_id}\n".encode())

    def fetch(self, edition_id: str) -> None:
        """Bring an edition to this machine, where the library is elsewhere; what is not there is not brought."""

    def send(self, edition_id: str) -> None:
        """Send what was made of an edition since it became current, where the library is elsewhere."""

    def pull(self) -> None:
        """Bring what a build needs to know to this machine, where the library is elsewhere."""

    def forget(self, edition_ids: Sequence[str], objects: Sequence[str]) -> None:
        """Take editions out of the store, and the files (by SHA-256) that no other has, where it is elsewhere."""

    @contextmanager
    def follow_updates(self) -> Iterator[None]:
        """Keep what `path` holds up to date meanwhile, where the library is elsewhere."""
        yield

    @staticmethod
    def is_edition_id(name: str) -> bool:
        """Whether a name can be that of an edition's folder."""
        return bool(_EDITION_ID.fullmatch(name))

    @contextmanager
    def lock(self, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        """Hold the library for one build; raises LibraryBusy, naming who holds it.

        With `waiting`, that is told who holds it, and the lock is waited for. The lock falls with the process that
        holds it, however that process ends. Raises NoLibrary where no folder is.
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
                    mend = "Wait for it to end (--wait does), or stop it"
                    raise LibraryBusy(str(self.path), holder, mend) from error
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
