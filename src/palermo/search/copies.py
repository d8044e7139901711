"""Passages that say again, in the same words, what an earlier document of their Work says: they are counted once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import Manifest
from palermo.edition.buckets import bucket_of, read_columns, read_document
from palermo.statements import Version

_COLUMNS = ["id", "work", "version", "source", "visibility"]
_PASSAGES = ["id", "document", "text"]
_AT_ONCE = 4
"""Works that are read at a time."""
_RANKS = {version.value: place for place, version in enumerate(Version)}


def copies(folder: Path, manifest: Manifest) -> Mapping[str, Sequence[str]]:
    """Ids of such passages by bucket, of an edition's folder; only Works of several documents are read."""
    rows = read_columns(folder, "documents", sorted(manifest.buckets), _COLUMNS).to_pylist()
    works: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        works[row["work"], row["visibility"]].append(row)
    found: defaultdict[str, list[str]] = defaultdict(list)
    several = [sorted(many, key=_place) for many in works.values() if len(many) > 1]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for copied in threads.map(partial(_again, folder), several):
            for id, passages in copied.items():
                found[bucket_of(id)].extend(passages)
    return {bucket: sorted(passages) for bucket, passages in found.items()}


def _place(row: Mapping[str, Any]) -> tuple[int, str, str]:
    """As `edition.once` has it: the main document of a Work first."""
    return _RANKS[row["version"]], row["source"], row["id"]


def _again(folder: Path, documents: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    before: list[pa.Array] = []
    found = {}
    for one in documents:
        path = folder / "passages" / f"{bucket_of(one['id'])}.parquet"
        rows = read_document(path, "document", one["id"], _PASSAGES).combine_chunks()
        if before:
            said = pc.is_in(rows["text"], pa.concat_arrays(before))
            found[one["id"]] = rows["id"].filter(said).to_pylist()
        before += rows["text"].chunks
    return found
