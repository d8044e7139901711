"""Counts of an edition's documents and statements, read from the Parquet files of each bucket.

Counts of a bucket are cached with the hashes of its files, so that only changed buckets are read.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition.buckets import read_columns
from palermo.edition.files import load_json_cache, save_json_cache
from palermo.edition.manifest import Bucket, EditionCounts
from palermo.statements import ReviewStatus

_CACHED_FIELDS = frozenset({"of", "works", "pages", "statements", "copies", "languages", "dates"})
_CACHE_FORMAT = "2"
"""To be raised when the cached fields change."""


def count_buckets(folder: Path, buckets: Mapping[str, Bucket], cache_path: Path) -> tuple[EditionCounts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM).

    Counts are cached in the file `cache_path`, if it can be written.
    """
    cached_counts = load_json_cache(cache_path)
    current_counts = {
        name: _get_cached_counts(bucket, cached_counts.get(name)) or _count_bucket(folder, name, bucket)
        for name, bucket in buckets.items()
    }
    if current_counts != cached_counts:
        with suppress(OSError):
            save_json_cache(cache_path, current_counts)
    bucket_counts = current_counts.values()
    counts = EditionCounts(
        documents=sum(b.files["documents"].rows for b in buckets.values()),
        works=len({work for item in bucket_counts for work in item["works"]}),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=sum(item["pages"] for item in bucket_counts),
        statements=_sum_counts(item["statements"] for item in bucket_counts),
        copies=sum(item["copies"] for item in bucket_counts),
        languages=_sum_counts(item["languages"] for item in bucket_counts),
    )
    return counts, [date for item in bucket_counts for date in item["dates"]]


def _get_cached_counts(bucket: Bucket, cached: Any) -> dict[str, Any] | None:
    """Return the cached counts of a bucket if its files are unchanged, else None."""
    is_current = (
        isinstance(cached, dict) and cached.keys() == _CACHED_FIELDS and cached["of"] == _get_fingerprint(bucket)
    )
    return cached if is_current else None


def _get_fingerprint(bucket: Bucket) -> list[str]:
    return [_CACHE_FORMAT, bucket.files["documents"].sha256, bucket.files["statements"].sha256]


def _count_bucket(folder: Path, name: str, bucket: Bucket) -> dict[str, Any]:
    documents = read_columns(folder, "documents", [name], ["work", "pages", "language", "date"])
    statements = read_columns(folder, "statements", [name], ["kind", "standing", "status"])
    statements = statements.filter(pc.not_equal(statements["status"], ReviewStatus.REJECTED.value))
    main_kinds = statements.filter(pc.equal(statements["standing"], 0))["kind"]
    return {
        "of": _get_fingerprint(bucket),
        "works": documents["work"].unique().to_pylist(),
        "pages": pc.sum(documents["pages"]).as_py() or 0,
        "statements": _count_values(main_kinds),
        "copies": statements.num_rows - len(main_kinds),
        "languages": _count_values(documents["language"]),
        "dates": [date for date in documents["date"].unique().to_pylist() if date],
    }


def _count_values(column: pa.ChunkedArray) -> dict[str, int]:
    """Return the number of occurrences of each value."""
    return {pair["values"]: pair["counts"] for pair in column.value_counts().to_pylist()}


def _sum_counts(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of several counts, in the order of their keys."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return dict(sorted(total.items()))
