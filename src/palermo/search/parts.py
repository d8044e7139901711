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
from palermo.search.fields import FORMAT
from palermo.statements import digest
from palermo.vectors import VECTOR_FILES

PARTS: Final = 16
"""Parts of an index: more make one change cheaper, and each query dearer."""
LEXICAL: Final = "lexical"
"""Folder of the lexical index, whose segments are those of all parts."""
RECORDS, TABLE, NAMES, POSTINGS = "records.jsonl", "table.npz", "names.json", "postings.bin"
"""Files of a part: what hits show, a line each; numbers of each row; what these stand for; rows of each word."""

_ENDINGS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
"""What tantivy makes for a segment of which nothing is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part as an index has it."""

    number: int
    key: str
    """Stands for all that it was made from, and names its folder."""
    rows: int
    segments: tuple[tuple[str, int], ...]
    """Id and size of each of its segments in the lexical index: as a rule one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A part as it should be."""

    number: int
    key: str
    buckets: tuple[str, ...]
    again: tuple[str, ...]
    """Passages whose words an earlier document of their Work holds too."""


def wanted(manifest: Manifest, again: Mapping[str, Sequence[str]]) -> list[Wanted]:
    """The parts of an edition's index, in order; `again` is by bucket."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(manifest.buckets):
        groups[int(name, 16) * PARTS // 256].append(name)
    return [_wanted(number, names, manifest, again) for number, names in sorted(groups.items())]


def _wanted(number: int, names: Sequence[str], manifest: Manifest, again: Mapping[str, Sequence[str]]) -> Wanted:
    copied = [one for name in names for one in again.get(name, ())]
    tables = [sorted((table, one.sha256) for table, one in manifest.buckets[name].files.items()) for name in names]
    key = digest("search", FORMAT, list(zip(names, tables, strict=True)), copied)
    return Wanted(number=number, key=key, buckets=tuple(names), again=tuple(copied))


def take_over(part: Part, old: Path, new: Path, vectors: bool) -> None:
    """Link a part of the index in the folder `old` into `new`, with its vectors or without; raises OSError."""
    (new / part.key).mkdir()
    for name in (RECORDS, TABLE, NAMES, POSTINGS, *(VECTOR_FILES if vectors else ())):
        link_or_copy(old / part.key / name, new / part.key / name)
    for path in segment_files(part):
        link_or_copy(old / LEXICAL / path, new / LEXICAL / path)


def segment_files(part: Part) -> list[str]:
    """Names of the files of a part's segments in the lexical index."""
    return [f"{id.replace('-', '')}.{ending}" for id, _ in part.segments for ending in _ENDINGS]


def first_rows(parts: Iterable[Part]) -> dict[int, int]:
    """By number of each part: the row of the whole index that is its first."""
    found, at = {}, 0
    for part in parts:
        found[part.number] = at
        at += part.rows
    return found
