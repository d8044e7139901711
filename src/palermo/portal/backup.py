"""Backup of the portal's people and work as one archive, and its restoration with a verification.

The archive contains the rows of the database as JSON, which any database that Django supports can load; files that
people wrote; and a manifest with the SHA-256 of each file and the number of rows of each table. It does not contain
editions, caches and downloads, because `palermo build` creates them again.
"""

import hashlib
import io
import json
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from palermo import __version__
from palermo.errors import BackupInvalid
from palermo.portal.server import open_database

BACKED_UP_PATHS: Final = (
    "palermo.toml",
    "sources.yaml",
    "watch.yaml",
    "watch",
    "decisions",
    "edition-names.json",
    "entity-desk",
    "review",
    "reports",
    "joint-texts",
    "portal/uploads",
    "uploads",
)
"""Files and folders of a library that people wrote, as far as they exist."""
EXCLUDED_MODELS: Final = ("contenttypes", "auth.permission", "sessions", "usersessions", "admin.logentry")
"""Rows that Django makes again, and sessions: everybody signs in again after a restoration."""
DATABASE_FILE: Final = "database.json"
MANIFEST_FILE: Final = "manifest.json"
FORMAT_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupManifest:
    """Contents of a backup."""

    format: int
    palermo: str
    created: str
    files: dict[str, str]
    """SHA-256 of each file, by path in the library."""
    rows: dict[str, int]
    """Number of rows of each model."""

    def format_summary(self) -> str:
        """Return one line for people."""
        people = self.rows.get("accounts.person", 0)
        return (
            f"{len(self.files)} files and {sum(self.rows.values())} rows of {len(self.rows)} tables, {people} people;"
            f" verified, as of {self.created}"
        )


def create_backup(library: Path, file: Path, *, replace: bool = False) -> BackupManifest:
    """Write an archive and read it back; raises BackupInvalid if the file exists."""
    if file.exists() and not replace:
        raise BackupInvalid(str(file), "the file exists", "Choose another name, or replace it with --force")
    open_database(library)
    database = _serialize_database()
    sources = dict(_list_files(library))
    manifest = BackupManifest(
        format=FORMAT_VERSION,
        palermo=__version__,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        files={name: _hash_bytes(path.read_bytes()) for name, path in sources.items()}
        | {DATABASE_FILE: _hash_bytes(database)},
        rows=_count_rows(database),
    )
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        _write_archive(unfinished, manifest, database, sources)
        with tempfile.TemporaryDirectory() as folder:
            _unpack_archive(unfinished, Path(folder))
        unfinished.replace(file)
    except OSError as error:
        raise BackupInvalid(
            str(file), f"it cannot be written: {error.strerror}", "Free disk space, or choose another folder"
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def restore_backup(library: Path, file: Path, *, replace: bool = False) -> BackupManifest:
    """Restore an archive and verify it; nothing changes if it is damaged or would replace data."""
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder)
        manifest = _unpack_archive(file, unpacked)
        open_database(library)
        if not replace:
            _check_empty(library, manifest)
        _load_database(unpacked / DATABASE_FILE)
        for name in manifest.files.keys() - {DATABASE_FILE}:
            target = library / name
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(target.name + ".restored")
            fresh.write_bytes((unpacked / name).read_bytes())
            fresh.replace(target)
        _verify_restoration(library, manifest)
    return manifest


def _list_files(library: Path) -> Iterator[tuple[str, Path]]:
    for name in BACKED_UP_PATHS:
        path = library / name
        for item in [path] if path.is_file() else sorted(path.rglob("*")):
            if item.is_file() and not item.is_symlink() and not item.name.startswith("."):  # not a lock file
                yield item.relative_to(library).as_posix(), item


def _hash_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _serialize_database() -> bytes:
    lines = io.StringIO()
    with transaction.atomic():  # all tables as of one moment
        call_command("dumpdata", natural_foreign=True, exclude=list(EXCLUDED_MODELS), stdout=lines)
    return lines.getvalue().encode()


def _count_rows(database: bytes) -> dict[str, int]:
    return dict(sorted(Counter(row["model"] for row in json.loads(database)).items()))


def _write_archive(file: Path, manifest: BackupManifest, database: bytes, sources: dict[str, Path]) -> None:
    with tarfile.open(file, "w:gz") as archive:
        content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        for name, data in ((MANIFEST_FILE, content), (DATABASE_FILE, database)):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(data), 0o600
            archive.addfile(member, io.BytesIO(data))
        for name, path in sources.items():
            archive.add(path, name, recursive=False)
    file.chmod(0o600)  # the archive contains hashes of passwords


def _unpack_archive(file: Path, folder: Path) -> BackupManifest:
    """Unpack an archive whose files are complete and unaltered; raises BackupInvalid otherwise."""
    hint = "Take another backup"
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = BackupManifest(**json.loads((folder / MANIFEST_FILE).read_bytes()))
    except FileNotFoundError:
        raise BackupInvalid(str(file), "there is no such backup, or it has no manifest", hint) from None
    except (tarfile.TarError, OSError, EOFError, ValueError, TypeError):
        raise BackupInvalid(str(file), "it is not a backup of Palermo, or is damaged", hint) from None
    if manifest.format != FORMAT_VERSION:
        raise BackupInvalid(
            str(file), f"its format is {manifest.format}", f"Restore it with Palermo {manifest.palermo}"
        )
    for name, digest in manifest.files.items():
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise BackupInvalid(str(file), "it names files outside of a library", hint)
        path = folder / name
        if not path.is_file() or _hash_bytes(path.read_bytes()) != digest:
            raise BackupInvalid(str(file), f"{name} is missing in it or damaged", hint)
    return manifest


def _check_empty(library: Path, manifest: BackupManifest) -> None:
    hint = "Restore into an empty library, or replace what is there with --force"
    if apps.get_model("accounts", "Person").objects.exists():
        raise BackupInvalid(str(library), "the portal's database already contains people", hint)
    for name in sorted(manifest.files):
        path = library / name
        if (
            path.is_file()
            and _hash_bytes(path.read_bytes()) != manifest.files[name]
            and not _holds_comments_alone(path)
        ):
            raise BackupInvalid(str(library), f"it holds another {name} already", hint)


def _holds_comments_alone(path: Path) -> bool:
    """Return whether a file states nothing, as `sources.yaml` of a new library."""
    return all(line.startswith(b"#") or not line.strip() for line in path.read_bytes().splitlines())


def _load_database(dump: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    call_command("loaddata", str(dump), verbosity=0)


def _verify_restoration(library: Path, manifest: BackupManifest) -> None:
    restored: dict[str, Any] = _count_rows(_serialize_database())
    if restored != manifest.rows:
        different = sorted(
            name for name in {*restored, *manifest.rows} if restored.get(name) != manifest.rows.get(name)
        )
        raise BackupInvalid(str(library), f"the restored tables differ: {', '.join(different)}", "Restore it again")
    for name, digest in manifest.files.items():
        if name != DATABASE_FILE and _hash_bytes((library / name).read_bytes()) != digest:
            raise BackupInvalid(str(library), f"the restored file {name} differs", "Restore it again")
