"""The description of a folder of CSV files as a Frictionless data package."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from palermo.edition import Manifest

_TYPES: Mapping[str, str] = {
    "ordinal": "integer",
    "page": "integer",
    "locator.page": "integer",
    "locator.start": "integer",
    "locator.end": "integer",
    "confidence": "number",
    "confirmed": "boolean",
    "protective": "boolean",
    "main": "boolean",
    "sensitive": "boolean",
    "size": "integer",
    "pages": "integer",
}
"""Types of columns that are not text; lists are text, joined by "; "."""


def describe_package(
    manifest: Manifest, tables: Mapping[str, tuple[Sequence[str], bytes]], address: str
) -> dict[str, Any]:
    """Return the content of datapackage.json for CSV files: their columns and bytes by table."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"palermo-{manifest.name}",
        "id": manifest.id,
        "title": f"Palermo, edition {manifest.name}",
        "version": manifest.name,
        "created": f"{manifest.date:%Y-%m-%dT%H:%M:%SZ}",
        "homepage": address,
        "resources": [_describe_resource(name, columns, content) for name, (columns, content) in tables.items()],
    }


def _describe_resource(name: str, columns: Sequence[str], content: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [{"name": column, "type": _TYPES.get(column, "string")} for column in columns],
            "primaryKey": ["id"],
        },
    }
