"""Maps as files: one Sheet, one file for each format that it can be written in."""

from palermo.publishing.sheets.sheet import MapSheet, SheetCell, SheetColumn, build_citation

__all__ = ["MapSheet", "SheetCell", "SheetColumn", "build_citation"]
