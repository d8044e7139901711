"""Vectors of the partitions of an index: copied for unchanged texts, encoded for new ones."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from palermo.embeddings import (
    Encoder,
    PackedVectors,
    VectorSegment,
    create_empty_vectors,
    encode_many,
    has_vectors,
    load_vectors,
)
from palermo.search.partitions import RECORDS_FILE, TABLE_FILE, IndexPartition
from palermo.search.stored_fields import TEXT_POSITION
from palermo.search.text_analysis import remove_addresses

type VectorSources = Sequence[tuple[Path, Sequence[IndexPartition]]]
"""Folders of indexes with vectors of the same encoder, and their partitions."""
type HashArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _PendingVectors:
    """A partition with missing vectors: the known vectors, and the rows and texts of the others."""

    folder: Path
    packed: PackedVectors
    rows: HashArray
    texts: list[str]


def add_vectors(
    staging: Path,
    partitions: Sequence[IndexPartition],
    encoder: Encoder,
    sources: VectorSources,
    workers: int = 1,
    on_progress: Callable[[int], None] | None = None,
) -> None:
    """Add vectors to every partition in `staging`; raises OSError.

    `on_progress` is called with the number of passages done."""
    lacking = []
    for part in partitions:
        if not has_vectors(staging / part.key):
            lacking.append(_find_pending(staging / part.key, part, sources))
        elif on_progress:
            on_progress(part.rows)
    texts = [text for group in lacking for text in group.texts]
    if on_progress:
        on_progress(sum(len(group.packed) for group in lacking) - len(texts))
    fresh = encode_many(texts, encoder, workers=workers, on_progress=on_progress)
    offset = 0
    for item in lacking:
        count = len(item.texts)
        item.packed.values[item.rows] = fresh.values[offset : offset + count]
        item.packed.scales[item.rows] = fresh.scales[offset : offset + count]
        VectorSegment.from_packed(item.packed).save(item.folder)
        offset += count


def _find_pending(folder: Path, partition: IndexPartition, sources: VectorSources) -> _PendingVectors:
    hashes = _load_hashes(folder)
    packed = create_empty_vectors(partition.rows)
    missing = np.ones(partition.rows, dtype=np.bool_)
    for place, parts in sources:
        for old in sorted(
            parts, key=lambda part: part.number != partition.number
        ):  # a changed document is in another partition
            if missing.any() and has_vectors(place / old.key):
                missing &= ~_copy_vectors(packed, hashes, _load_hashes(place / old.key), load_vectors(place / old.key))
    rows = np.flatnonzero(missing)
    return _PendingVectors(folder, packed, rows, _load_texts(folder, set(rows.tolist())))


def _copy_vectors(
    packed: PackedVectors, hashes: HashArray, known_hashes: HashArray, old: PackedVectors
) -> npt.NDArray[np.bool_]:
    """Copy the vectors of identical texts, and return a mask of the rows that have one."""
    if not len(known_hashes):
        return np.zeros(len(hashes), dtype=np.bool_)
    order = np.argsort(known_hashes, kind="stable")
    place = order[np.minimum(np.searchsorted(known_hashes[order], hashes), len(known_hashes) - 1)]
    is_known: npt.NDArray[np.bool_] = known_hashes[place] == hashes
    packed.values[is_known], packed.scales[is_known] = old.values[place[is_known]], old.scales[place[is_known]]
    return is_known


def _load_hashes(folder: Path) -> HashArray:
    with (folder / TABLE_FILE).open("rb") as file, np.load(file) as table:
        hash_array: HashArray = table["hashes"]
        return hash_array


def _load_texts(folder: Path, rows: set[int]) -> list[str]:
    with (folder / RECORDS_FILE).open("rb") as lines:
        return [remove_addresses(json.loads(line)[TEXT_POSITION]) for row, line in enumerate(lines) if row in rows]
