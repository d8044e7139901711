"""The description of a folder of CSV files as a Frictionless data package."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from palermo.edition import Manifest
from palermo.publishing.arrow_tables import SCHEMAS


def _list_types(fields: Iterable[pa.Field], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the columns of nested fields that are not text."""
    for field in fields:
        if pa.types.is_struct(field.type):
            yield from _list_types(field.type.fields, f"{prefix}{field.name}.")
        elif field.type in _TYPE_NAMES:
            yield f"{prefix}{field.name}", _TYPE_NAMES[field.type]


_TYPE_NAMES = {pa.int32(): "integer", pa.int64(): "integer", pa.float64(): "number", pa.bool_(): "boolean"}
_TYPES = {column: name for schema in SCHEMAS.values() for column, name in _list_types(schema)}
"""Types of columns that are not text; lists are text, joined by "; "."""


def describe_package(
    manifest: Manifest, tables: Mapping[str, Sequence[str]], address: str, contents: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """Return the content of datapackage.json for CSV files by their columns.

    The files are beside it if their contents are given, with bytes and hash; else they are those of the portal.
    """
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"palermo-{manifest.name}",
        "id": manifest.id,
        "title": f"Palermo, edition {manifest.name}",
        "version": manifest.name,
        "created": f"{manifest.date:%Y-%m-%dT%H:%M:%SZ}",
        "homepage": address,
        "resources": [
            _describe_resource(name, columns) | _describe_file(name, address, contents)
            for name, columns in tables.items()
        ],
    }


def _describe_file(name: str, address: str, contents: Mapping[str, bytes] | None) -> dict[str, Any]:
    if contents is None:
        return {"path": f"{address}/en/data/{name}.csv"}
    content = contents[name]
    return {
        "path": f"{name}.csv",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _describe_resource(name: str, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": column, "type": _TYPES.get(column, "string")} for column in columns],
            "primaryKey": ["id"],
        },
    }
