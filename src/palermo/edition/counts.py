"""Counting what a folder of buckets holds, from the Parquet files themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pyarrow import dataset

from palermo.edition.columns import TABLES
from palermo.edition.manifest import Bucket, Counts


def counted(folder: Path, buckets: Mapping[str, Bucket]) -> tuple[Counts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM)."""
    documents = _columns(folder, "documents", buckets, ["work", "pages", "language", "date"])
    statements = _columns(folder, "statements", buckets, ["kind", "standing"])
    pairs = list(zip(statements["kind"], statements["standing"], strict=True))
    kinds = Counter(kind for kind, standing in pairs if standing == 0)
    counts = Counts(
        documents=sum(b.files["documents"].rows for b in buckets.values()),
        works=len(set(documents["work"])),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=sum(count or 0 for count in documents["pages"]),
        statements=dict(sorted(kinds.items())),
        copies=sum(standing > 0 for _, standing in pairs),
        languages=dict(sorted(Counter(documents["language"]).items())),
    )
    return counts, [date for date in documents["date"] if date]


def _columns(folder: Path, table: str, buckets: Iterable[str], names: list[str]) -> dict[str, list[Any]]:
    """Columns of all buckets' files, read by several threads."""
    files = [folder / table / f"{name}.parquet" for name in buckets]
    found = dataset.dataset(files, schema=TABLES[table], format="parquet").to_table(columns=names)
    columns: dict[str, list[Any]] = found.to_pydict()
    return columns
