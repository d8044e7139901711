"""SQL that reads the tables of an edition from Parquet files, and texts that queries accept."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from palermo.edition.columns import TABLE_SCHEMAS

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
