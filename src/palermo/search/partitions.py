"""Parts of an index: each holds the passages of some buckets, is made as a whole, and never changes.

What has not changed is linked from the index before, so that an index that was brought up to date finds, and ranks,
exactly what one that is made anew would.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from palermo.edition import Manifest
from palermo.edition.files import link_or_copy
from palermo.embeddings import VECTOR_FILES
from palermo.search.fields import INDEX_FORMAT
from palermo.statements import hash_json

PARTITION_COUNT: Final = 16
"""Parts of an index: more make one change cheaper, and each query dearer."""
LEXICAL_FOLDER: Final = "lexical"
"""Folder of the lexical index, whose segments are those of all parts."""
RECORDS_FILE, TABLE_FILE, NAMES_FILE, POSTINGS_FILE = "records.jsonl", "table.npz", "names.json", "postings.bin"
"""Files of a part: what hits show, a line each; numbers of each row; what these stand for; rows of each word."""

_SEGMENT_EXTENSIONS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
"""What tantivy makes for a segment of which nothing is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPartition:
    """One part as an index has it."""

    number: int
    key: str
    """Stands for all that it was made from, and names its folder."""
    rows: int
    segments: tuple[tuple[str, int], ...]
    """Id and size of each of its segments in the lexical index: as a rule one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionSpec:
    """A part as it should be."""

    number: int
    key: str
    buckets: tuple[str, ...]
    repeated_passages: tuple[str, ...]
    """Passages whose words an earlier document of their Work holds too."""


def plan_partitions(manifest: Manifest, repeated_passages: Mapping[str, Sequence[str]]) -> list[PartitionSpec]:
    """The parts of an edition's index, in order; `again` is by bucket."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(manifest.buckets):
        groups[int(name, 16) * PARTITION_COUNT // 256].append(name)
    return [_plan_partition(number, names, manifest, repeated_passages) for number, names in sorted(groups.items())]


def _plan_partition(
    number: int, names: Sequence[str], manifest: Manifest, repeated_passages: Mapping[str, Sequence[str]]
) -> PartitionSpec:
    copied = [one for name in names for one in repeated_passages.get(name, ())]
    tables = [sorted((table, one.sha256) for table, one in manifest.buckets[name].files.items()) for name in names]
    key = hash_json("search", INDEX_FORMAT, list(zip(names, tables, strict=True)), copied)
    return PartitionSpec(number=number, key=key, buckets=tuple(names), repeated_passages=tuple(copied))


def link_partition(partition: IndexPartition, old: Path, new: Path, vectors: bool) -> None:
    """Link a part of the index in the folder `old` into `new`, with its vectors or without; raises OSError."""
    (new / partition.key).mkdir()
    for name in (RECORDS_FILE, TABLE_FILE, NAMES_FILE, POSTINGS_FILE, *(VECTOR_FILES if vectors else ())):
        link_or_copy(old / partition.key / name, new / partition.key / name)
    for path in list_segment_files(partition):
        link_or_copy(old / LEXICAL_FOLDER / path, new / LEXICAL_FOLDER / path)


def list_segment_files(partition: IndexPartition) -> list[str]:
    """Names of the files of a part's segments in the lexical index."""
    return [f"{id.replace('-', '')}.{ending}" for id, _ in partition.segments for ending in _SEGMENT_EXTENSIONS]


def compute_first_rows(partitions: Iterable[IndexPartition]) -> dict[int, int]:
    """By number of each part: the row of the whole index that is its first."""
    found, at = {}, 0
    for part in partitions:
        found[part.number] = at
        at += part.rows
    return found
