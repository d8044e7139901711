"""Partitions of an index: each contains the passages of some buckets, is built at once, and never changes.

Unchanged partitions are linked from the previous index, so that an updated index returns and ranks exactly what a new
one would.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from palermo.edition import Manifest
from palermo.edition.files import link_or_copy
from palermo.embeddings import VECTOR_FILES
from palermo.grouping import group_items
from palermo.search.index_fields import INDEX_FORMAT
from palermo.statements import hash_json

PARTITION_COUNT: Final = 16
"""Number of partitions: more make an update cheaper, and each query dearer."""
LEXICAL_FOLDER: Final = "lexical"
"""Folder of the lexical index, which contains the segments of all partitions."""
RECORDS_FILE, TABLE_FILE, NAMES_FILE, POSTINGS_FILE = "records.jsonl", "table.npz", "names.json", "postings.bin"
"""Files of a partition: records shown in hits, one per line; numbers of each row; their names; rows of each word."""

_SEGMENT_EXTENSIONS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
"""Files that tantivy writes for a segment without deletions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPartition:
    """A partition of an existing index."""

    number: int
    key: str
    """Hash of all inputs of the partition, and name of its folder."""
    rows: int
    segments: tuple[tuple[str, int], ...]
    """Id and size of each of its segments in the lexical index, usually one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionSpec:
    """A partition to be built."""

    number: int
    key: str
    buckets: tuple[str, ...]
    repeated_passages: tuple[str, ...]
    """Ids of passages whose text an earlier document of their Work contains."""


def plan_partitions(manifest: Manifest, repeated_passages: Mapping[str, Sequence[str]]) -> list[PartitionSpec]:
    """Return the partitions of an edition's index, in order; `repeated_passages` is by bucket."""
    groups = group_items(sorted(manifest.buckets), lambda name: int(name, 16) * PARTITION_COUNT // 256)
    return [_plan_partition(number, names, manifest, repeated_passages) for number, names in sorted(groups.items())]


def _plan_partition(
    number: int, names: Sequence[str], manifest: Manifest, repeated_passages: Mapping[str, Sequence[str]]
) -> PartitionSpec:
    copied = [item for name in names for item in repeated_passages.get(name, ())]
    tables = [sorted((table, item.sha256) for table, item in manifest.buckets[name].files.items()) for name in names]
    key = hash_json("search", INDEX_FORMAT, list(zip(names, tables, strict=True)), copied)
    return PartitionSpec(number=number, key=key, buckets=tuple(names), repeated_passages=tuple(copied))


def link_partition(partition: IndexPartition, old: Path, new: Path, vectors: bool) -> None:
    """Link a partition of the index in folder `old` into `new`, with or without vectors; raises OSError."""
    (new / partition.key).mkdir()
    for name in (RECORDS_FILE, TABLE_FILE, NAMES_FILE, POSTINGS_FILE, *(VECTOR_FILES if vectors else ())):
        link_or_copy(old / partition.key / name, new / partition.key / name)
    for path in list_segment_files(partition):
        link_or_copy(old / LEXICAL_FOLDER / path, new / LEXICAL_FOLDER / path)


def list_segment_files(partition: IndexPartition) -> list[str]:
    """Return the names of a partition's segment files in the lexical index."""
    return [f"{id.replace('-', '')}.{ending}" for id, _ in partition.segments for ending in _SEGMENT_EXTENSIONS]


def compute_first_rows(partitions: Iterable[IndexPartition]) -> dict[int, int]:
    """Return the first row of each partition in the whole index, by partition number."""
    first_rows, first_row = {}, 0
    for part in partitions:
        first_rows[part.number] = first_row
        first_row += part.rows
    return first_rows
