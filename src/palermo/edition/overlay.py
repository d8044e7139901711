"""Overlay: statement files with decisions newer than the edition, which replace the edition's files.

A view reads a bucket's statements from the overlay's file if there is one, so that pages, counts, search, API and
export agree. The edition itself is unchanged; the next build compiles the same decisions into it.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pyarrow.compute as pc

from palermo.edition.buckets import (
    get_bucket_name,
    read_columns,
    read_document_rows,
    sort_statements,
    write_table,
)
from palermo.edition.columns import STATEMENT_SCHEMA, build_statements_table, parse_passages, parse_statements
from palermo.edition.decision_log import DecisionLog, StoredDecision
from palermo.edition.manifest import Manifest
from palermo.review import AppliedDecisions, Decision, apply_decisions
from palermo.statements import Statement

DECISIONS_VERSION = "decisions"
"""Key of a manifest's versions for the number of the last compiled decision (the watermark)."""

PREFIX = "palermo-overlay-"
LOCK_FILE = "lock"
"""File that a process keeps locked as long as it lives."""


@dataclass(frozen=True, kw_only=True)
class OverlayFile:
    """A bucket's statements with newer decisions; the file is removed with the last overlay that uses it."""

    path: Path
    seq: int
    """Number of the last decision in it."""
    documents: frozenset[str]
    """Ids of the documents with newer decisions."""
    statements: Mapping[str, Statement]
    """Statements of these documents, by id."""
    unanchored: Mapping[str, Sequence[Decision]]
    """By document: the last decision on each statement whose words are not there any more."""

    def __post_init__(self) -> None:
        weakref.finalize(self, shutil.rmtree, self.path.parent, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Statements of some buckets with newer decisions."""

    edition: str
    files: Mapping[str, OverlayFile] = field(default_factory=dict)
    """By name of the bucket."""

    def get_file(self, bucket: str) -> Path | None:
        """Return the overlay's file of a bucket, or None if the edition's file applies."""
        bucket_file = self.files.get(bucket)
        return bucket_file.path if bucket_file else None

    def list_documents(self) -> frozenset[str]:
        """Return the ids of the documents with newer decisions."""
        return frozenset(id for file in self.files.values() for id in file.documents)

    def list_changed_documents(self, previous: "Overlay") -> frozenset[str]:
        """Return the ids of documents with decisions that the previous overlay does not have."""
        names = [
            name for name in {*self.files, *previous.files} if self.files.get(name) is not previous.files.get(name)
        ]
        files = [file for name in names for file in (self.files.get(name), previous.files.get(name)) if file]
        return frozenset(id for file in files for id in file.documents)

    def list_statements(self) -> Iterator[Statement]:
        """Yield the statements of these documents."""
        return (statement for file in self.files.values() for statement in file.statements.values())


def get_watermark(manifest: Manifest) -> int:
    """Return the number of the last decision that an edition has compiled."""
    return int(manifest.versions.get(DECISIONS_VERSION, "0"))


def group_by_document(stored: Iterable[StoredDecision], sources: Mapping[str, str]) -> dict[str, list[StoredDecision]]:
    """Group decisions by the current document of their source; those without one are omitted.

    `sources` has the sources of the documents, by id. Decisions on an older file apply to a newer one of the same
    source.
    """
    by_source = {source: id for id, source in sources.items()}
    grouped: defaultdict[str, list[StoredDecision]] = defaultdict(list)
    for stored_decision in stored:
        document = stored_decision.decision.document
        target = document if document in sources else by_source.get(stored_decision.decision.source)
        if target:
            grouped[target].append(stored_decision)
    return dict(grouped)


class OverlayCache:
    """The last overlay of a library in this process: all views of an edition share its files."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last: Overlay | None = None

    def update(self, folder: Path, manifest: Manifest, log: DecisionLog) -> Overlay:
        """Return the overlay of an edition with all decisions of the log; files without new decisions stay."""
        with self._lock:
            self._last = build_overlay(folder, manifest, log, self._last)
            return self._last


@lru_cache(maxsize=8)
def open_overlay_cache(library_folder: Path) -> OverlayCache:
    """Return the one cache of a library in this process."""
    return OverlayCache()


def build_overlay(folder: Path, manifest: Manifest, log: DecisionLog, previous: Overlay | None = None) -> Overlay:
    """Apply decisions newer than an edition; files of `previous` are reused if nothing in them changed."""
    watermark = get_watermark(manifest)
    empty = Overlay(edition=manifest.id)
    if log.last_seq <= watermark:
        return empty
    grouped = group_by_document(log.read(), read_sources(folder, tuple(sorted(manifest.buckets))))
    changed: defaultdict[str, dict[str, list[StoredDecision]]] = defaultdict(dict)
    for document, document_decisions in grouped.items():
        if document_decisions[-1].seq > watermark:
            changed[get_bucket_name(document)][document] = document_decisions
    known = previous.files if previous and previous.edition == manifest.id else {}
    files = {}
    for bucket, documents in changed.items():
        old, seq = known.get(bucket), max(document_decisions[-1].seq for document_decisions in documents.values())
        files[bucket] = old if old and old.seq == seq else _write_bucket(folder, bucket, documents, seq)
    return Overlay(edition=manifest.id, files=files)


@lru_cache(maxsize=4)
def read_sources(folder: Path, buckets: tuple[str, ...]) -> Mapping[str, str]:
    """Return the sources of an edition's documents by id; an edition never changes."""
    rows = read_columns(folder, "documents", buckets, ["id", "source"]).to_pylist()
    return {row["id"]: row["source"] for row in rows}


def _write_bucket(
    folder: Path, bucket: str, decisions: Mapping[str, Sequence[StoredDecision]], seq: int
) -> OverlayFile:
    """Write a bucket's statements with decisions applied to some documents, in order of document ids."""
    applied = {
        id: _apply_to_document(folder, id, [stored_decision.decision for stored_decision in stored_decisions])
        for id, stored_decisions in decisions.items()
    }
    rows = read_columns(folder, "statements", [bucket], STATEMENT_SCHEMA.names)
    documents = {*rows["document"].unique().to_pylist(), *applied}
    parts = [
        build_statements_table(applied[id].statements) if id in applied else rows.filter(pc.field("document") == id)
        for id in sorted(documents)
    ]
    path = create_temporary_folder() / f"{bucket}.parquet"
    write_table(path, STATEMENT_SCHEMA, parts, is_durable=False)
    return OverlayFile(
        path=path,
        seq=seq,
        documents=frozenset(applied),
        statements={
            statement.id: statement for application in applied.values() for statement in application.statements
        },
        unanchored={id: application.unanchored for id, application in applied.items()},
    )


def _apply_to_document(folder: Path, document: str, decisions: Sequence[Decision]) -> AppliedDecisions:
    bucket = get_bucket_name(document)
    passages, statements = (
        read_document_rows(folder / table / f"{bucket}.parquet", "document", document)
        for table in ("passages", "statements")
    )
    parsed = parse_passages(passages)
    applied = apply_decisions(parse_statements(statements), parsed, decisions)
    return replace(applied, statements=tuple(sort_statements(parsed, applied.statements)))


def create_temporary_folder() -> Path:
    """Return a new folder within that of this process, which is removed with the process at the latest."""
    return Path(tempfile.mkdtemp(dir=_open_process_folder(os.getpid())))


@lru_cache(maxsize=1)
def _open_process_folder(_process: int) -> Path:
    remove_abandoned_folders()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    descriptor = os.open(folder / LOCK_FILE, os.O_CREAT | os.O_RDWR, 0o600)  # open until the process ends
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def remove_abandoned_folders() -> None:
    """Remove the folders of this machine whose process has ended without removing them."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{LOCK_FILE}"):
        try:
            descriptor = os.open(lock, os.O_RDWR)
        except OSError:  # of another user, or removed meanwhile
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            shutil.rmtree(lock.parent, ignore_errors=True)
        finally:
            os.close(descriptor)
