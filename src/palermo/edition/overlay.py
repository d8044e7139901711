"""Overlay: statement files with decisions newer than the edition, which replace the edition's files.

A view reads a bucket's statements from the overlay's file if there is one, so that pages, counts, search, API and
export agree. The edition itself is unchanged; the next build compiles the same decisions into it.
"""

import shutil
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

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
from palermo.review import Decision, apply_decisions
from palermo.statements import Statement

DECISIONS_VERSION = "decisions"
"""Key of a manifest's versions for the number of the last compiled decision (the watermark)."""


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
        found = self.files.get(bucket)
        return found.path if found else None


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
    for one in stored:
        document = one.decision.document
        target = document if document in sources else by_source.get(one.decision.source)
        if target:
            grouped[target].append(one)
    return dict(grouped)


def build_overlay(folder: Path, manifest: Manifest, log: DecisionLog, previous: Overlay | None = None) -> Overlay:
    """Apply decisions newer than an edition; files of `previous` are reused if nothing in them changed."""
    watermark = get_watermark(manifest)
    empty = Overlay(edition=manifest.id)
    if log.last_seq <= watermark:
        return empty
    rows = read_columns(folder, "documents", sorted(manifest.buckets), ["id", "source"]).to_pylist()
    grouped = group_by_document(log.read(), {row["id"]: row["source"] for row in rows})
    changed: defaultdict[str, dict[str, list[StoredDecision]]] = defaultdict(dict)
    for document, found in grouped.items():
        if found[-1].seq > watermark:
            changed[get_bucket_name(document)][document] = found
    known = previous.files if previous and previous.edition == manifest.id else {}
    files = {}
    for bucket, documents in changed.items():
        old, seq = known.get(bucket), max(found[-1].seq for found in documents.values())
        files[bucket] = old if old and old.seq == seq else _write_bucket(folder, bucket, documents, seq)
    return Overlay(edition=manifest.id, files=files)


def _write_bucket(
    folder: Path, bucket: str, decisions: Mapping[str, Sequence[StoredDecision]], seq: int
) -> OverlayFile:
    """Write a bucket's statements with decisions applied to some documents, in order of document ids."""
    applied = {id: _apply_to_document(folder, id, [one.decision for one in found]) for id, found in decisions.items()}
    rows = read_columns(folder, "statements", [bucket], STATEMENT_SCHEMA.names)
    documents = {*rows["document"].unique().to_pylist(), *applied}
    parts = [
        build_statements_table(applied[id]) if id in applied else rows.filter(pc.field("document") == id)
        for id in sorted(documents)
    ]
    path = Path(tempfile.mkdtemp(prefix="palermo-overlay-")) / f"{bucket}.parquet"
    write_table(path, STATEMENT_SCHEMA, parts)
    statements = {one.id: one for made in applied.values() for one in made}
    return OverlayFile(path=path, seq=seq, documents=frozenset(applied), statements=statements)


def _apply_to_document(folder: Path, document: str, decisions: Sequence[Decision]) -> list[Statement]:
    bucket = get_bucket_name(document)
    passages, statements = (
        read_document_rows(folder / table / f"{bucket}.parquet", "document", document)
        for table in ("passages", "statements")
    )
    parsed = parse_passages(passages)
    return sort_statements(parsed, apply_decisions(parse_statements(statements), parsed, decisions).statements)
