"""Detection of passages that repeat the text of an earlier document of their Work; they are counted once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition import Manifest
from palermo.edition.buckets import get_bucket_name, read_columns, read_document_rows
from palermo.statements import DocumentVersion

_DOCUMENT_COLUMNS = ["id", "work", "version", "source", "visibility"]
_PASSAGE_COLUMNS = ["id", "document", "text"]
_MAX_PARALLEL_WORKS = 4
"""Number of Works read in parallel."""
_VERSION_RANKS = {version.value: place for place, version in enumerate(DocumentVersion)}


def find_duplicate_passages(folder: Path, manifest: Manifest) -> Mapping[str, Sequence[str]]:
    """Return the ids of an edition's repeated passages by bucket; reads only Works of several documents."""
    rows = read_columns(folder, "documents", sorted(manifest.buckets), _DOCUMENT_COLUMNS).to_pylist()
    works: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        works[row["work"], row["visibility"]].append(row)
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
