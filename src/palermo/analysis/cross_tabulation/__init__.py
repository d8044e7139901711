"""Cross-tabulation of an edition's statements by two or three dimensions: the map of who does what."""

from palermo.analysis.cross_tabulation.cross_tab import (
    AxisValue,
    CrossTabCell,
    CrossTabQuery,
    CrossTabulation,
    RowCoverage,
    parse_query,
)
from palermo.analysis.cross_tabulation.cross_tab_builder import build_cross_tabulation, list_years_between
from palermo.analysis.cross_tabulation.fact_loader import load_fact_table
from palermo.analysis.cross_tabulation.fact_table import FactTable

__all__ = [
    "AxisValue",
    "CrossTabCell",
    "CrossTabQuery",
    "CrossTabulation",
    "FactTable",
    "RowCoverage",
    "build_cross_tabulation",
    "list_years_between",
    "load_fact_table",
    "parse_query",
]
