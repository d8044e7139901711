"""Gaps between recommendations and activities, and overlaps of bodies without a tie."""

from palermo.analysis.gaps.balance import (
    DEFAULT_AXES,
    Balance,
    BalanceCell,
    compute_balance,
    count_activities,
    find_cell_statements,
)
from palermo.analysis.gaps.demand_supply import (
    AXES,
    DEMAND,
    MAX_AXES,
    MIN_AXES,
    PLACE_AXES,
    PROMISED,
    SUPPLY,
    SideTotals,
    parse_axes,
)
from palermo.analysis.gaps.overlaps import OVERLAP_AXES, Overlap, Overlaps, find_overlaps

__all__ = [
    "AXES",
    "DEFAULT_AXES",
    "DEMAND",
    "MAX_AXES",
    "MIN_AXES",
    "OVERLAP_AXES",
    "PLACE_AXES",
    "PROMISED",
    "SUPPLY",
    "Balance",
    "BalanceCell",
    "Overlap",
    "Overlaps",
    "SideTotals",
    "compute_balance",
    "count_activities",
    "find_cell_statements",
    "find_overlaps",
    "parse_axes",
]
