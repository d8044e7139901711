"""Maps as files: one Sheet, one file for each format that it can be written in."""

from palermo.publishing.sheets.sheet import Cell, Column, Sheet, citation

__all__ = ["Cell", "Column", "Sheet", "citation"]
