"""A sheet as JSON values: rows are objects with the columns' keys."""

from typing import Any

from palermo.publishing.sheets.sheet import MapSheet


def build_sheet_values(sheet: MapSheet) -> dict[str, Any]:
    """Return the whole sheet as JSON values."""
    keys = [column.key for column in sheet.columns]
    return {
        "title": sheet.title,
        "edition": sheet.edition,
        "filters": {name: list(ids) for name, ids in sheet.filters.items()},
        "denominators": dict(sheet.denominators),
        "notes": list(sheet.notes),
        "cite": sheet.cite,
        sheet.rows_key: [
            {key: list(cell) if isinstance(cell, tuple) else cell for key, cell in zip(keys, row, strict=True)}
            for row in sheet.rows
        ],
    }
