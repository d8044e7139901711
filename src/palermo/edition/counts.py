"""Counting what a folder of buckets holds, from the Parquet files themselves: each bucket once.

Counts of a bucket are kept beside the hashes of its files, so that an edition of which one bucket changed opens one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition.buckets import read_columns
from palermo.edition.files import memorised, recalled
from palermo.edition.manifest import Bucket, Counts

_KEPT = frozenset({"of", "works", "pages", "statements", "copies", "languages", "dates"})
_FORMAT = "1"
"""Changes with what is kept of a bucket."""


def counted(folder: Path, buckets: Mapping[str, Bucket], known: Path) -> tuple[Counts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM).

    What was counted before is taken from the file `known`, and kept there where the disk takes it.
    """
    before = recalled(known)
    now = {name: _known(bucket, before.get(name)) or _counted(folder, name, bucket) for name, bucket in buckets.items()}
    if now != before:
        with suppress(OSError):
            memorised(known, now)
    each = now.values()
    counts = Counts(
        documents=sum(b.files["documents"].rows for b in buckets.values()),
        works=len({work for one in each for work in one["works"]}),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=sum(one["pages"] for one in each),
        statements=_sum(one["statements"] for one in each),
        copies=sum(one["copies"] for one in each),
        languages=_sum(one["languages"] for one in each),
    )
    return counts, [date for one in each for date in one["dates"]]


def _known(bucket: Bucket, told: Any) -> dict[str, Any] | None:
    """What was kept of a bucket, where its files are the same."""
    same = isinstance(told, dict) and told.keys() == _KEPT and told["of"] == _mark(bucket)
    return told if same else None


def _mark(bucket: Bucket) -> list[str]:
    return [_FORMAT, bucket.files["documents"].sha256, bucket.files["statements"].sha256]


def _counted(folder: Path, name: str, bucket: Bucket) -> dict[str, Any]:
    documents = read_columns(folder, "documents", [name], ["work", "pages", "language", "date"])
    statements = read_columns(folder, "statements", [name], ["kind", "standing"])
    own = statements.filter(pc.equal(statements["standing"], 0))["kind"]
    return {
        "of": _mark(bucket),
        "works": documents["work"].unique().to_pylist(),
        "pages": pc.sum(documents["pages"]).as_py() or 0,
        "statements": _times(own),
        "copies": statements.num_rows - len(own),
        "languages": _times(documents["language"]),
        "dates": [date for date in documents["date"].unique().to_pylist() if date],
    }


def _times(words: pa.ChunkedArray) -> dict[str, int]:
    """How often each word comes."""
    return {pair["values"]: pair["counts"] for pair in words.value_counts().to_pylist()}


def _sum(times: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The same of several, in the words' order."""
    total: Counter[str] = Counter()
    for one in times:
        total.update(one)
    return dict(sorted(total.items()))
