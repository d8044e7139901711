"""Builds the index of an edition in its folder, from its Parquet files alone, atomically."""

import json
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import tantivy

from palermo.durable_files import flush_to_disk
from palermo.edition import Manifest
from palermo.edition.buckets import get_bucket_name, read_columns, read_document_rows
from palermo.edition.staging import is_other_process_running
from palermo.embeddings import Encoder
from palermo.grouping import group_items
from palermo.process_pool import map_in_processes
from palermo.search import index_fields
from palermo.search.partition_writer import write_partition
from palermo.search.partitions import (
    LEXICAL_FOLDER,
    IndexPartition,
    PartitionSpec,
    link_partition,
    list_segment_files,
    plan_partitions,
)
from palermo.search.passage_vectors import add_vectors
from palermo.statements import DocumentVersion, parse_records

INDEX_FOLDER: Final = "search"
"""Name of the index's folder within an edition's folder."""
MANIFEST_FILE: Final = "about.json"
FIX_HINT: Final = (
    "Run palermo build with this library again, or start palermo serve or palermo search anew: each makes it"
)
"""How to fix an index that cannot be queried."""
MIN_PARALLEL_PASSAGES: Final = 40_000
"""Number of passages from which processes pay off: the start of each costs as much as some 15,000 passages."""
_STAGING_PREFIX = ".search-"
_MAX_PARALLEL_FLUSHES = 8
"""Number of files flushed to disk in parallel; flushing waits for the disk, not the processor."""

type PassageProgressCallback = Callable[[int], None]

_DOCUMENT_COLUMNS = ["id", "work", "version", "source", "visibility"]
_PASSAGE_COLUMNS = ["id", "document", "text"]
_MAX_PARALLEL_WORKS = 4
_VERSION_RANKS = {version.value: place for place, version in enumerate(DocumentVersion)}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexManifest:
    """The inputs of an index."""

    format: str
    encoder: str | None
    """Version of the encoder; None if there are no vectors."""
    parts: tuple[IndexPartition, ...]
    files: Mapping[str, int] = field(default_factory=dict)
    """Sizes in bytes of the files of its partitions, by path within the index's folder."""

    def find_lost_files(self, folder: Path) -> frozenset[str]:
        """Return those of its files that are missing or truncated in a folder."""
        return frozenset(name for name, size in self.files.items() if _get_file_size(folder / name) != size)

    @property
    def rows(self) -> int:
        """Number of indexed passages."""
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True, slots=True)
class _PreviousIndex:
    """An earlier index: its folder, manifest and lost files, and whether its vectors are of the same encoder."""

    folder: Path
    manifest: IndexManifest
    lost_files: frozenset[str]
    has_vectors: bool

    def is_intact(self, partition: IndexPartition) -> bool:
        """Return whether no file of a partition is lost."""
        names = {f"{LEXICAL_FOLDER}/{name}" for name in list_segment_files(partition)}
        return not any(name in names or name.startswith(f"{partition.key}/") for name in self.lost_files)


def load_index_manifest(folder: Path) -> IndexManifest | None:
    """Return the manifest of an edition's index; None if there is no index or it cannot be queried.

    An index with missing or truncated files, such as one that is still being copied, cannot be queried.
    """
    manifest = _read_manifest(folder)
    return (
        manifest
        if manifest
        and manifest.format == index_fields.INDEX_FORMAT
        and not manifest.find_lost_files(folder / INDEX_FOLDER)
        else None
    )


def explain_missing_index(folder: Path) -> str:
    """Return why the index of an edition's folder cannot be queried.

    Call it when `load_index_manifest` returns None.
    """
    if not (folder / INDEX_FOLDER).is_dir():
        return "the edition has no search index"
    if not (folder / INDEX_FOLDER / MANIFEST_FILE).is_file():
        return f"the edition's search index is not whole: {INDEX_FOLDER}/{MANIFEST_FILE} is missing"
    index_manifest = _read_manifest(folder)
    if index_manifest is None:
        return f"the edition's search index is damaged: {INDEX_FOLDER}/{MANIFEST_FILE} cannot be read"
    if index_manifest.format != index_fields.INDEX_FORMAT:
        return (
            f"the edition's search index is of format {index_manifest.format}, "
            f"and this version asks format {index_fields.INDEX_FORMAT}"
        )
    lost = sorted(index_manifest.find_lost_files(folder / INDEX_FOLDER))
    lost_names = f"{', '.join(lost[:2])}{' …' if len(lost) > 2 else ''}"
    share = f"{len(lost)} of {len(index_manifest.files)} files"
    return f"of the edition's search index {share} are missing or cut off: {lost_names}"


def _read_manifest(folder: Path) -> IndexManifest | None:
    """Return the manifest of an index in any format, as the vectors of an old index are reused."""
    try:
        manifest = json.loads((folder / INDEX_FOLDER / MANIFEST_FILE).read_bytes())
        return parse_records(IndexManifest, [manifest])[0]
    except (OSError, ValueError, TypeError, KeyError):
        return None


def build_index(
    folder: Path,
    manifest: Manifest,
    encoder: Encoder | None = None,
    *,
    previous: Path | None = None,
    workers: int = 1,
    on_progress: PassageProgressCallback | None = None,
) -> IndexManifest:
    """Build the index of an edition's folder, unless it is up to date, and return its manifest.

    Without an encoder, an existing index with vectors is kept, and a new index finds words alone. Unchanged partitions
    are linked from the index of the folder `previous`, and vectors of unchanged passages are copied from it.
    `on_progress` is called with the number of passages done. Raises OSError if the disk cannot be written.
    """
    existing = load_index_manifest(folder)
    version = encoder.version if encoder else None
    if existing and (encoder is None or existing.encoder == version):
        return existing
    known = [
        _PreviousIndex(
            place / INDEX_FOLDER,
            index_manifest,
            index_manifest.find_lost_files(place / INDEX_FOLDER),
            version is not None and index_manifest.encoder == version,
        )
        for place in (folder, previous)
        if place and (index_manifest := _read_manifest(place))
    ]
    with _create_staging_folder(folder) as aside:
        parts = _build_partitions(folder, aside, manifest, known, workers)
        if encoder:
            vector_sources = [
                (item.folder, list(filter(item.is_intact, item.manifest.parts))) for item in known if item.has_vectors
            ]
            add_vectors(aside, parts, encoder, vector_sources, workers, on_progress)
        elif on_progress:
            on_progress(sum(part.rows for part in parts))
        about = IndexManifest(format=index_fields.INDEX_FORMAT, encoder=version, parts=tuple(parts))
        about = _write_manifest(aside, about)
        _replace_index(aside, folder / INDEX_FOLDER)
    flush_to_disk(folder)
    return about


def _build_partitions(
    folder: Path, staging: Path, manifest: Manifest, previous_indexes: Sequence[_PreviousIndex], workers: int
) -> list[IndexPartition]:
    """Link the partitions that an earlier index has, and build the others."""
    partitions: dict[int, IndexPartition] = {}
    waiting = []
    for want in plan_partitions(manifest, find_duplicate_passages(folder, manifest)):
        part = _reuse_partition(want, staging, previous_indexes)
        if part:
            partitions[want.number] = part
        else:
            waiting.append(want)
    passages = sum(manifest.buckets[name].files["passages"].rows for want in waiting for name in want.buckets)
    processes = workers if passages >= MIN_PARALLEL_PASSAGES else 1
    for part in map_in_processes(_write_partition, (folder, staging), waiting, processes):
        partitions[part.number] = part
    return [partitions[number] for number in sorted(partitions)]


def _write_partition(folders: tuple[Path, Path], spec: PartitionSpec) -> IndexPartition:
    return write_partition(*folders, spec)


def _reuse_partition(
    spec: PartitionSpec, staging: Path, previous_indexes: Sequence[_PreviousIndex]
) -> IndexPartition | None:
    for previous_index in previous_indexes:
        for part in previous_index.manifest.parts:
            if part.key == spec.key and previous_index.is_intact(part):
                try:
                    link_partition(part, previous_index.folder, staging, previous_index.has_vectors)
                except OSError:  # a file is gone: the partition is built again
                    shutil.rmtree(staging / part.key, ignore_errors=True)
                else:
                    return part
    return None


def _get_file_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _write_manifest(staging: Path, manifest: IndexManifest) -> IndexManifest:
    """Write the manifest of the whole index, flush new files to disk, and return the manifest."""
    tantivy.Index(index_fields.build_schema(), str(staging / LEXICAL_FOLDER))
    meta = staging / LEXICAL_FOLDER / "meta.json"
    metadata: dict[str, object] = json.loads(meta.read_bytes())
    metadata["segments"] = [
        {"segment_id": id, "max_doc": size, "deletes": None} for part in manifest.parts for id, size in part.segments
    ]
    meta.write_text(json.dumps(metadata), encoding="utf-8")
    new = [
        path
        for part in manifest.parts
        for path in (
            *(staging / part.key).iterdir(),
            *(staging / LEXICAL_FOLDER / segment_file for segment_file in list_segment_files(part)),
        )
    ]
    manifest = replace(manifest, files={str(path.relative_to(staging)): path.stat().st_size for path in sorted(new)})
    (staging / MANIFEST_FILE).write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    with ThreadPoolExecutor(_MAX_PARALLEL_FLUSHES) as disk:
        list(
            disk.map(
                flush_to_disk, (staging / MANIFEST_FILE, meta, *(item for item in new if item.stat().st_nlink == 1))
            )
        )
    for place in (staging / LEXICAL_FOLDER, staging):
        flush_to_disk(place)
    return manifest


def _replace_index(staging: Path, target: Path) -> None:
    """Move an index into place, replacing an old one unless another process has just built one."""
    shutil.rmtree(target, ignore_errors=True)
    try:
        staging.rename(target)
    except OSError:
        if load_index_manifest(target.parent) is None:
            raise


@contextmanager
def _create_staging_folder(folder: Path) -> Iterator[Path]:
    for left in folder.glob(f"{_STAGING_PREFIX}*"):
        if not is_other_process_running(left.name.removeprefix(_STAGING_PREFIX)):
            shutil.rmtree(left, ignore_errors=True)
    aside = folder / f"{_STAGING_PREFIX}{os.getpid()}"
    (aside / LEXICAL_FOLDER).mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def find_duplicate_passages(folder: Path, manifest: Manifest) -> Mapping[str, Sequence[str]]:
    """Return the ids of an edition's repeated passages by bucket; reads only Works of several documents."""
    rows = read_columns(folder, "documents", sorted(manifest.buckets), _DOCUMENT_COLUMNS).to_pylist()
    works = group_items(rows, lambda row: (row["work"], row["visibility"]))
    duplicate_passages: defaultdict[str, list[str]] = defaultdict(list)
    several = [sorted(group, key=_get_sort_key) for group in works.values() if len(group) > 1]
    with ThreadPoolExecutor(_MAX_PARALLEL_WORKS) as threads:
        for copied in threads.map(partial(_find_repeated_passages, folder), several):
            for id, passages in copied.items():
                duplicate_passages[get_bucket_name(id)].extend(passages)
    return {bucket: sorted(passages) for bucket, passages in duplicate_passages.items()}


def _get_sort_key(row: Mapping[str, Any]) -> tuple[int, str, str]:
    """Return the sort key of compilation: the main document of a Work first."""
    return _VERSION_RANKS[row["version"]], row["source"], row["id"]


def _find_repeated_passages(folder: Path, documents: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    earlier_texts: list[pa.Array] = []
    repeated_passages = {}
    for document in documents:
        path = folder / "passages" / f"{get_bucket_name(document['id'])}.parquet"
        rows = read_document_rows(path, "document", document["id"], _PASSAGE_COLUMNS).combine_chunks()
        if earlier_texts:
            is_repeated = pc.is_in(rows["text"], pa.concat_arrays(earlier_texts))
            repeated_passages[document["id"]] = rows["id"].filter(is_repeated).to_pylist()
        earlier_texts += rows["text"].chunks
    return repeated_passages
