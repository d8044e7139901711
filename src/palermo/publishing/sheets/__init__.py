"""Maps and other analyses as tables: one MapSheet, and one module for each file format."""

from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, SheetGrid, SheetSource

__all__ = [
    "MapSheet",
    "SheetCell",
    "SheetColumn",
    "SheetGrid",
    "SheetSource",
]
