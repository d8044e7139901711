"""Cross-tabulation of an edition's statements by two or three dimensions: the map of who does what."""

from palermo.analysis.cross_tabulation.cross_tab import (
    AxisValue,
    CrossTabCell,
    CrossTabQuery,
    CrossTabulation,
    parse_query,
)
from palermo.analysis.cross_tabulation.cross_tab_builder import build_cross_tabulation, list_years_between

__all__ = [
    "AxisValue",
    "CrossTabCell",
    "CrossTabQuery",
    "CrossTabulation",
    "build_cross_tabulation",
    "list_years_between",
    "parse_query",
]
