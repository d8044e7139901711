"""Library in object storage: a local working folder, and editions as files named by their hash.

```
s3://bucket/path/
  objects/<sha256>           every Parquet file and derived file of any edition, stored once
  editions/<id>/             manifest.json and about.json, which name the objects; derived.json names those of the
                             search index, chains and matched provisions
  current                    written last, after all that it refers to
  cache/ quarantine/ runs/ palermo.toml sources.yaml
  downloads/                 files fetched from sources, by hash, and their ledger
  review/                    second opinions that wait for review
```
"""

import contextlib
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from palermo.edition import manifest as manifests
from palermo.edition.columns import TABLE_SCHEMAS
from palermo.edition.files import hash_file, link_or_copy, open_atomic
from palermo.edition.library import Library
from palermo.edition.manifest import BucketFile, Manifest
from palermo.edition.remote_lock import hold_remote_lock
from palermo.edition.stores import RemoteStore, Store
from palermo.errors import NoLibrary, PalermoError
from palermo.statements import hash_json

POLL_INTERVAL_S = 20.0
"""Seconds between two checks of a server for a new edition."""
MAX_PARALLEL_TRANSFERS = 16
SYNCED_FILES = ("palermo.toml", "sources.yaml", "downloads/ledger.jsonl", "review/second_opinions.jsonl")
SYNCED_FOLDERS = ("cache", "quarantine")
"""Folders whose files (without subfolders) a build synchronises."""

DERIVED_LIST_FILE = "derived.json"
"""In an edition's folder in a store: the hash of each derived file, by its path within the folder."""


def open_library(address: str, mirrors: Path) -> Library:
    """Return the library of a folder or address (`s3://bucket/path`), without disk or network access."""
    if "://" not in address:
        return Library(Path(address))
    address = address.rstrip("/")
    return RemoteLibrary(mirrors.expanduser() / hash_json("mirror", address), RemoteStore(address))


@dataclass(frozen=True, slots=True)
class RemoteLibrary(Library):
    """A library in a store; `path` is the local working copy and cache."""

    remote: RemoteStore

    @property
    def name(self) -> str:
        return self.remote.address

    @property
    def store(self) -> Store:
        return self.remote

    def exists(self) -> bool:
        return bool({"current", "palermo.toml", "sources.yaml"} & set(self.remote.list_files("")))

    def read_current_id(self) -> str | None:
        try:
            content = self.remote.read("current")
        except FileNotFoundError:
            return None
        edition_id = content.decode("ascii", "replace").strip()
        return edition_id if self.is_edition_id(edition_id) else None

    def list_edition_ids(self) -> list[str]:
        edition_ids = sorted(name for name in self.remote.list_folders("editions") if self.is_edition_id(name))
        for edition_id in edition_ids:
            self._fetch_manifest(edition_id)
        return edition_ids

    def fetch(self, edition_id: str) -> None:
        """Download an edition to this machine; files of other local editions are linked."""
        folder = self.get_edition_folder(edition_id)
        if not self._fetch_manifest(edition_id):
            return
        manifest = manifests.load(folder)
        files = [(f"{table}/{name}.parquet", file) for table, name, file in _iterate_bucket_files(manifest)]
        missing = [(place, file) for place, file in files if not (folder / place).exists()]
        for table in {(folder / place).parent for place, _ in missing}:
            table.mkdir(exist_ok=True)
        # deduplicated: empty tables are the same file in many buckets
        _run_transfers(self._fetch_object, {file.sha256 for _, file in missing})
        for place, file in missing:
            self._link_object(file.sha256, folder / place)
        self._fetch_derived(edition_id)

    def set_current(self, edition_id: str) -> None:
        """Upload missing objects, then the manifest, and then make the edition the current one."""
        folder = self.get_edition_folder(edition_id)
        manifest = manifests.load(folder)
        self._send_objects(
            {file.sha256: folder / table / f"{name}.parquet" for table, name, file in _iterate_bucket_files(manifest)}
        )
        self.send(edition_id)
        for name in ("manifest.json", "about.json"):
            self.remote.write(f"editions/{edition_id}/{name}", (folder / name).read_bytes())
        self.remote.write("current", f"{edition_id}\n".encode())
        Library.set_current(self, edition_id)

    def send(self, edition_id: str) -> None:
        """Upload the search index, chains and other derived files of an edition, then their list."""
        folder = self.get_edition_folder(edition_id)
        files = hash_derived_files(folder)
        self._send_objects({sha256: folder / place for place, sha256 in files.items()})
        self.remote.write(f"editions/{edition_id}/{DERIVED_LIST_FILE}", json.dumps(files, indent=1).encode())

    @contextmanager
    def follow_updates(self) -> Iterator[None]:
        self.update_current()
        event = threading.Event()

        def poll_updates() -> None:
            while not event.wait(POLL_INTERVAL_S):
                with contextlib.suppress(PalermoError, OSError):  # the local copy is served until the store answers
                    self.update_current()

        following = threading.Thread(target=poll_updates, daemon=True)
        following.start()
        try:
            yield
        finally:
            event.set()
            following.join()

    def update_current(self) -> None:
        """Download the current edition, and make it the current one locally."""
        edition_id = self.read_current_id()
        if edition_id is None:
            raise NoLibrary(self.name, "the library holds no edition yet", "Build one: palermo build FOLDER")
        Library.create(self)
        self.fetch(edition_id)
        if Library.read_current_id(self) != edition_id:
            Library.set_current(self, edition_id)

    def pull(self) -> None:
        """Download sources, quarantine, the log of the last build, and the caches of unchanged files."""
        self._pull_files()

    def _pull_files(self) -> dict[str, bytes]:
        """Download synchronised files, and return the stored contents for comparison in `_push_files`."""
        Library.create(self)
        remote_files: dict[str, bytes] = {}
        for folder in SYNCED_FOLDERS:
            names = self.remote.list_files(folder)
            for path in (self.path / folder).iterdir():
                if _is_synced_file(path) and path.name not in names:
                    path.unlink()
            remote_files |= {f"{folder}/{name}": self.remote.read(f"{folder}/{name}") for name in names}
        for name in SYNCED_FILES:
            with contextlib.suppress(FileNotFoundError):
                remote_files[name] = self.remote.read(name)
        last = {f"runs/{name}" for name in sorted(self.remote.list_files("runs"))[-1:]}
        for name, content in (remote_files | {run: self.remote.read(run) for run in last}).items():
            (self.path / name).parent.mkdir(exist_ok=True)
            self._write_file(self.path / name, content)
        return remote_files

    def _push_files(self, stored_files: Mapping[str, bytes]) -> None:
        """Upload files that differ from the stored ones, and remove those that no longer exist locally."""
        in_folders = (path for folder in SYNCED_FOLDERS for path in (self.path / folder).iterdir())
        logs = self.remote.list_files("runs")
        paths = [
            *filter(_is_synced_file, in_folders),
            *(self.path / name for name in SYNCED_FILES if (self.path / name).exists()),
            *(path for path in self.runs.iterdir() if path.name not in logs),
        ]
        local_files = {path.relative_to(self.path).as_posix(): path.read_bytes() for path in paths}
        for name, content in local_files.items():
            if stored_files.get(name) != content:
                self.remote.write(name, content)
        for name in stored_files.keys() - local_files.keys():
            self.remote.remove(name)

    def _pull_downloads(self) -> None:
        """Download what other machines fetched from sources; each file is named by its hash."""

        def fetch_file(sha256: str) -> None:
            self._write_file(self._get_download_path(sha256), self.remote.read(f"downloads/{sha256}"))

        stored = filter(is_sha256, self.remote.list_files("downloads"))
        missing = [sha256 for sha256 in stored if not self._get_download_path(sha256).exists()]
        for folder in {self._get_download_path(sha256).parent for sha256 in missing}:
            folder.mkdir(parents=True, exist_ok=True)
        _run_transfers(fetch_file, missing)

    def _push_downloads(self) -> None:
        """Upload what was fetched here, before the ledger that lists it."""
        files = self.remote.list_files("downloads")
        missing = [path for path in self.downloads.glob("[0-9a-f][0-9a-f]/*") if path.name not in files]
        _run_transfers(lambda path: self.remote.write(f"downloads/{path.name}", path.read_bytes()), missing)

    def _get_download_path(self, sha256: str) -> Path:
        return self.downloads / sha256[:2] / sha256

    @contextmanager
    def lock(self, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
        with hold_remote_lock(self.remote, on_wait), Library.lock(self, on_wait):
            remote_files = self._pull_files()
            self._pull_downloads()
            try:
                yield
            finally:
                self._push_downloads()
                self._push_files(remote_files)

    def forget(self, edition_ids: Sequence[str], objects: Sequence[str]) -> None:
        """Remove editions from the store, and objects that no other edition has."""
        staying = [folder for folder in self.remote.list_folders("editions") if folder not in edition_ids]
        going = {*objects, *(self._collect_derived_objects(edition_ids) - self._collect_derived_objects(staying))}
        for edition_id in edition_ids:
            for name in ("manifest.json", "about.json", DERIVED_LIST_FILE):
                self.remote.remove(f"editions/{edition_id}/{name}")
        _run_transfers(lambda sha256: self.remote.remove(f"objects/{sha256}"), going)
        for sha256 in going:
            (self.path / "objects" / sha256).unlink(missing_ok=True)

    def _fetch_manifest(self, edition_id: str) -> bool:
        """Download both files of an edition's manifest; return False if the store has no such edition."""
        folder = self.get_edition_folder(edition_id)
        try:
            both = {name: self.remote.read(f"editions/{edition_id}/{name}") for name in ("manifest.json", "about.json")}
        except FileNotFoundError:
            return False
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in both.items():
            self._write_file(folder / name, content)
        return True

    def _fetch_object(self, sha256: str) -> None:
        object_path = self.path / "objects" / sha256
        if object_path.exists():
            return
        try:
            content = self.remote.read(f"objects/{sha256}")
        except FileNotFoundError as error:
            raise NoLibrary(self.name, "a file of the edition is missing", "Build the library again") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise NoLibrary(self.name, "a file of the edition is damaged", "Build the library again")
        object_path.parent.mkdir(exist_ok=True)
        self._write_file(object_path, content)

    def _fetch_derived(self, edition_id: str) -> None:
        """Download missing derived files of an edition, each folder as a whole or not at all."""
        folder = self.get_edition_folder(edition_id)
        for name, files in self._list_derived_files(edition_id).items():
            if (folder / name).exists():
                continue
            aside = folder / f".{name}-{os.getpid()}"
            shutil.rmtree(aside, ignore_errors=True)
            try:
                _run_transfers(self._fetch_object, set(files.values()))
                for place, sha256 in files.items():
                    (aside / place).parent.mkdir(parents=True, exist_ok=True)
                    self._link_object(sha256, aside / place)
                aside.rename(folder / name)
            except (NoLibrary, OSError):  # an object was removed, or another process fetched it
                shutil.rmtree(aside, ignore_errors=True)

    def _list_derived_files(self, edition_id: str) -> Mapping[str, Mapping[str, str]]:
        try:
            return parse_derived_list(self.remote.read(f"editions/{edition_id}/{DERIVED_LIST_FILE}"))
        except FileNotFoundError:
            return {}

    def _collect_derived_objects(self, edition_ids: Sequence[str]) -> set[str]:
        folders = (files for id in edition_ids for files in self._list_derived_files(id).values())
        return {sha256 for files in folders for sha256 in files.values()}

    def _send_objects(self, files: Mapping[str, Path]) -> None:
        """Upload files by their hash, if they are missing."""
        stored_objects = self.remote.list_files("objects")
        missing = [(sha256, path) for sha256, path in files.items() if sha256 not in stored_objects]
        _run_transfers(lambda item: self.remote.write(f"objects/{item[0]}", item[1].read_bytes()), missing)

    def _link_object(self, sha256: str, target: Path) -> None:
        aside = target.with_name(f".{target.name}.{os.getpid()}")
        aside.unlink(missing_ok=True)
        link_or_copy(self.path / "objects" / sha256, aside)
        aside.replace(target)

    def _write_file(self, path: Path, content: bytes) -> None:
        with open_atomic(path) as file:
            file.write(content)


def _run_transfers[T](transfer: Callable[[T], object], items: Iterable[T]) -> None:
    """Transfer files in parallel; raises what one of the transfers raises."""
    with ThreadPoolExecutor(MAX_PARALLEL_TRANSFERS) as pool:
        list(pool.map(transfer, items))


def _iterate_bucket_files(manifest: Manifest) -> Iterator[tuple[str, str, BucketFile]]:
    for name, bucket in manifest.buckets.items():
        for table, file in bucket.files.items():
            yield table, name, file


def _is_synced_file(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def hash_derived_files(folder: Path) -> dict[str, str]:
    """Return the hash of each derived file by its path within the edition's folder."""
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in _iterate_files(folder)}


def parse_derived_list(content: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return the files of a list with their hashes, by folder, without invalid entries and unsafe paths."""
    try:
        derived_list = json.loads(content)
    except ValueError:
        return {}
    derived: dict[str, dict[str, str]] = {}
    for place, sha256 in derived_list.items() if isinstance(derived_list, dict) else ():
        parts = Path(place).parts
        if len(parts) > 1 and _is_safe_path(place) and is_sha256(sha256):
            derived.setdefault(parts[0], {})["/".join(parts[1:])] = sha256
    return derived


def _is_safe_path(relative_path: str) -> bool:
    """Return True if a path is within the folder, and valid on disk."""
    return (
        relative_path.isprintable() and ".." not in Path(relative_path).parts and not Path(relative_path).is_absolute()
    )


def is_sha256(name: object) -> bool:
    """Return True if a name can be the SHA-256 of a file."""
    return isinstance(name, str) and len(name) == 64 and not set(name) - set("0123456789abcdef")


def _iterate_files(folder: Path) -> Iterator[Path]:
    for part in sorted(folder.iterdir()):
        if part.is_dir() and part.name not in TABLE_SCHEMAS and not part.name.startswith("."):
            yield from sorted(path for path in part.rglob("*") if path.is_file() and path.suffix != ".lock")
