"""Artefacts: results computed only from an edition, stored in its folder, and fingerprints of their inputs."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from palermo.edition.files import link_or_copy
from palermo.edition.manifest import Manifest
from palermo.embeddings import PackedVectors
from palermo.embeddings.encoder import load_vectors
from palermo.statements import StatementKind, hash_json

MANIFEST_FILE = "about.json"
"""In the folder of an artefact: the versions and inputs that it was computed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtefactFiles:
    """Contents of an artefact, by file name."""

    manifest: Mapping[str, Any]
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    arrays: Mapping[str, npt.NDArray[Any]] = field(default_factory=dict)
    vectors: PackedVectors | None = None


class ArtefactStore:
    """Reads and writes the artefacts of one edition; an artefact is replaced as a whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        """Folder of the edition."""

    def load_manifest(self, name: str) -> dict[str, Any] | None:
        """Return the manifest of an artefact, or None if it is missing or damaged."""
        try:
            manifest = json.loads((self.folder / name / MANIFEST_FILE).read_bytes())
        except (OSError, ValueError):
            return None
        return manifest if isinstance(manifest, dict) else None

    def load_rows(self, name: str, *files: str) -> list[list[dict[str, Any]]] | None:
        """Return the rows of each of these tables of an artefact, or None if any is missing or damaged."""
        try:
            return [pq.read_table(self.folder / name / file).to_pylist() for file in files]
        except (OSError, pa.ArrowException):
            return None

    def load_array(self, name: str, file: str) -> npt.NDArray[Any] | None:
        """Return an array of an artefact, or None if it is missing or damaged."""
        try:
            array: npt.NDArray[Any] = np.load(self.folder / name / file)
        except (OSError, ValueError):
            return None
        return array

    def load_vectors(self, name: str) -> PackedVectors | None:
        """Return the packed vectors of an artefact, or None if they are missing or damaged."""
        try:
            return load_vectors(self.folder / name)
        except (OSError, ValueError):
            return None

    def save(self, name: str, files: ArtefactFiles) -> None:
        """Write an artefact in place of the one of that name. Raises OSError if it cannot be written."""
        with self._replace_folder(name) as staging:
            staging.mkdir()
            for file, table in files.tables.items():
                pq.write_table(table, staging / file)
            for file, array in files.arrays.items():
                np.save(staging / file, array)
            if files.vectors:
                files.vectors.save(staging)
            (staging / MANIFEST_FILE).write_text(json.dumps(files.manifest), encoding="utf-8")

    def link_from(self, other: "ArtefactStore", name: str, manifest: Mapping[str, Any] | None = None) -> None:
        """Link an artefact of another edition with a new manifest; files are hard links where possible.

        Raises OSError if files cannot be written.
        """
        with self._replace_folder(name) as staging:
            shutil.copytree(other.folder / name, staging, copy_function=_link_file)
            if manifest is not None:
                (staging / MANIFEST_FILE).unlink(missing_ok=True)
                (staging / MANIFEST_FILE).write_text(json.dumps(manifest), encoding="utf-8")

    @contextmanager
    def _replace_folder(self, name: str) -> Iterator[Path]:
        """Yield the path of a folder to fill, and move it into place unless an error is raised."""
        staging = self.folder / f".{name}-{os.getpid()}"
        shutil.rmtree(staging, ignore_errors=True)
        try:
            yield staging
            shutil.rmtree(self.folder / name, ignore_errors=True)
            staging.rename(self.folder / name)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _link_file(source: str, target: str) -> None:
    link_or_copy(Path(source), Path(target))


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
