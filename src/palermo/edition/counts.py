"""Counting what a folder of buckets holds, from the Parquet files themselves."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from palermo.edition.buckets import read_columns
from palermo.edition.manifest import Bucket, Counts


def counted(folder: Path, buckets: Mapping[str, Bucket]) -> tuple[Counts, list[str]]:
    """Count an edition's rows, and list the dates of its documents (ISO, possibly only YYYY or YYYY-MM)."""
    documents = read_columns(folder, "documents", buckets, ["work", "pages", "language", "date"])
    statements = read_columns(folder, "statements", buckets, ["kind", "standing"])
    own = statements.filter(pc.equal(statements["standing"], 0))["kind"]
    counts = Counts(
        documents=documents.num_rows,
        works=len(documents["work"].unique()),
        passages=sum(b.files["passages"].rows for b in buckets.values()),
        pages=pc.sum(documents["pages"]).as_py() or 0,
        statements=_times(own),
        copies=statements.num_rows - len(own),
        languages=_times(documents["language"]),
    )
    return counts, [date for date in documents["date"].to_pylist() if date]


def _times(words: pa.ChunkedArray) -> dict[str, int]:
    """How often each word comes, in the words' order."""
    pairs = words.value_counts().to_pylist()
    return {pair["values"]: pair["counts"] for pair in sorted(pairs, key=lambda pair: pair["values"])}
