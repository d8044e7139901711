"""Input fingerprints: hashes by bucket of the rows that an artefact is computed from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.edition.manifest import Manifest
from palermo.statements import StatementKind, hash_json

type InputFingerprint = Mapping[str, Sequence[str]]
"""By bucket: a hash of its files, and a hash of the selected rows (empty if there are none)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputSelection:
    """Rows and columns of an edition that an artefact is computed from."""

    kinds: tuple[StatementKind, ...]
    statement_columns: tuple[str, ...]
    document_columns: tuple[str, ...]


def compute_fingerprint(
    folder: Path, manifest: Manifest, selection: InputSelection, previous: InputFingerprint
) -> InputFingerprint:
    """Hash the selected rows of each bucket; a bucket whose files are the same in `previous` is not read."""
    fingerprint = {}
    for name, bucket in manifest.buckets.items():
        files = hash_json(*(bucket.files[table].sha256 for table in ("documents", "statements")))
        known = previous.get(name)
        fingerprint[name] = known if known and known[0] == files else (files, _hash_bucket(folder, name, selection))
    return fingerprint


def is_same_input(current: InputFingerprint, previous: InputFingerprint) -> bool:
    """Return True if both editions have the same selected rows."""
    return _select_nonempty(current) == _select_nonempty(previous)


def compute_changed_share(current: InputFingerprint, previous: InputFingerprint) -> float:
    """Return the share (0 to 1) of the buckets with selected rows that differ between two editions."""
    hashes = _select_nonempty(current), _select_nonempty(previous)
    names = {*hashes[0], *hashes[1]}
    return sum(hashes[0].get(name) != hashes[1].get(name) for name in names) / max(1, len(names))


def _select_nonempty(fingerprint: InputFingerprint) -> Mapping[str, str]:
    return {name: rows for name, (_, rows) in fingerprint.items() if rows}


def _hash_bucket(folder: Path, name: str, selection: InputSelection) -> str:
    rows = pq.read_table(folder / "statements" / f"{name}.parquet", columns=[*selection.statement_columns])
    rows = rows.filter(pc.is_in(rows["kind"], pa.array([kind.value for kind in selection.kinds])))
    if not rows.num_rows:
        return ""
    documents = pq.read_table(folder / "documents" / f"{name}.parquet", columns=[*selection.document_columns])
    return hash_json("calls", rows.to_pylist(), documents.to_pylist())
