"""The description of a folder of CSV files as a Frictionless data package."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from palermo.edition import Manifest
from palermo.statements import EXPORTED_FIELDS

_TYPE_NAMES: Mapping[type, str] = {int: "integer", float: "number", bool: "boolean"}
_TYPES: Mapping[str, str] = {
    field.name: _TYPE_NAMES[field.value_type]
    for field in EXPORTED_FIELDS
    if field.value_type in _TYPE_NAMES and not field.is_multivalued
} | {
    "ordinal": "integer",
    "page": "integer",
    "locator.page": "integer",
    "locator.start": "integer",
    "locator.end": "integer",
    "row.row": "integer",
    "size": "integer",
    "full_text": "boolean",
    "icat": "boolean",
    "icat_since": "integer",
    "documents": "integer",
    "acting": "integer",
    "addressed": "integer",
    "pages": "integer",
}
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
