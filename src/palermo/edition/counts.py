"""Counting what a folder of buckets holds, from the Parquet files themselves."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from palermo.edition.manifest import Bucket, Counts


def counted(folder: Path, buckets: Mapping[str, Bucket]) -> tuple[Counts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM)."""
    works: set[str] = set()
    pages = copies = 0
    dates: list[str] = []
    kinds: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for name in buckets:
        documents = _columns(folder / "documents" / f"{name}.parquet", ["work", "pages", "language", "date"])
        works.update(documents["work"])
        pages += sum(count or 0 for count in documents["pages"])
        languages.update(documents["language"])
        dates += [date for date in documents["date"] if date]
        statements = _columns(folder / "statements" / f"{name}.parquet", ["kind", "standing"])
        pairs = list(zip(statements["kind"], statements["standing"], strict=True))
        kinds.update(kind for kind, standing in pairs if standing == 0)
        copies += sum(standing > 0 for _, standing in pairs)
    counts = Counts(
        documents=sum(b.files["documents"].rows for b in buckets.values()),
        works=len(works),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=pages,
        statements=dict(sorted(kinds.items())),
        copies=copies,
        languages=dict(sorted(languages.items())),
    )
    return counts, dates


def _columns(path: Path, names: list[str]) -> dict[str, list[Any]]:
    with pq.ParquetFile(path) as file:
        columns: dict[str, list[Any]] = file.read(columns=names).to_pydict()
        return columns
