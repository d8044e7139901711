"""SQL that reads Parquet files, and texts that queries accept."""

from collections.abc import Iterable
from pathlib import Path


def build_parquet_sql(files: Iterable[Path]) -> str:
    """Return SQL that reads Parquet files as one table; characters that would be wildcards are escaped."""
    paths = ("".join(f"[{c}]" if c in "[*?" else c for c in str(file)).replace("'", "''") for file in files)
    return "read_parquet([" + ", ".join(f"'{path}'" for path in paths) + "], hive_partitioning = false)"


def replace_surrogates(text: str) -> str:
    """Return a text that a query accepts: lone surrogates, which no printed text has, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
