"""SQL that reads the Parquet files of an edition, errors of damaged ones, and texts and ids that queries accept."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from palermo.edition.columns import TABLE_SCHEMAS
from palermo.errors import NoLibrary, NotFound

_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
}


def build_table_sql(table: str, files: Iterable[Path]) -> str:
    """Return SQL of the rows of a table in these files, maybe none; characters that would be wildcards are escaped."""
    paths = ["".join(f"[{c}]" if c in "[*?" else c for c in str(file)).replace("'", "''") for file in files]
    if paths:
        return "read_parquet([" + ", ".join(f"'{path}'" for path in paths) + "], hive_partitioning = false)"
    columns = (f'NULL::{_build_type_sql(column.type)} AS "{column.name}"' for column in TABLE_SCHEMAS[table])
    return f"(SELECT {', '.join(columns)} WHERE false)"


def _build_type_sql(column_type: pa.DataType) -> str:
    if pa.types.is_list(column_type):
        return f"{_build_type_sql(column_type.value_type)}[]"
    if pa.types.is_struct(column_type):
        return f"STRUCT({', '.join(f'"{field.name}" {_build_type_sql(field.type)}' for field in column_type)})"
    return _SQL_TYPES[column_type]


def replace_surrogates(text: str) -> str:
    """Return a text that a query accepts: lone surrogates, which no printed text has, become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


_DAMAGE_ERRORS = (duckdb.IOException, duckdb.InvalidInputException, pa.ArrowException, OSError)
"""Errors that the libraries raise for a missing or damaged file."""


@contextmanager
def translate_damage(folder: Path) -> Iterator[None]:
    """Raise NoLibrary if a file of an edition is missing or damaged."""
    try:
        yield
    except _DAMAGE_ERRORS as error:
        raise NoLibrary(
            str(folder), "a file of the edition is missing or damaged", "Build the library again"
        ) from error


MIN_ID_PREFIX_CHARS = 6


def resolve_id_prefix(noun: str, prefix: str, ids: Iterable[str], fix: str = "") -> str:
    """Return the id with this prefix, which must be unique; raises NotFound, with `fix` as the hint."""
    subject = f"{noun} {replace_surrogates(prefix)[:60]!r}"
    matching_ids = [i for i in ids if i == prefix] or [
        i for i in ids if len(prefix) >= MIN_ID_PREFIX_CHARS and i.startswith(prefix)
    ]
    if not matching_ids:
        raise NotFound(
            subject,
            f"no {noun} has that {'name or id' if fix else 'id'}",
            fix or f"Give its id, or at least its first {MIN_ID_PREFIX_CHARS} digits",
        )
    if len(matching_ids) > 1:
        raise NotFound(subject, f"more than one {noun} has an id that starts so", "Give more of its digits")
    return matching_ids[0]
