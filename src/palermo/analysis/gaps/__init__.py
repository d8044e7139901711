"""Gaps between recommendations and activities, and overlaps of bodies without a tie."""

from palermo.analysis.gaps.balance import Balance, BalanceCell, compute_balance, count_activities, find_cell_statements
from palermo.analysis.gaps.demand_supply import AXES, DEMAND, MAX_AXES, MIN_AXES, PROMISED, SUPPLY
from palermo.analysis.gaps.overlaps import Overlap, Overlaps, find_overlaps

__all__ = [
    "AXES",
    "DEMAND",
    "MAX_AXES",
    "MIN_AXES",
    "PROMISED",
    "SUPPLY",
    "Balance",
    "BalanceCell",
    "Overlap",
    "Overlaps",
    "compute_balance",
    "count_activities",
    "find_cell_statements",
    "find_overlaps",
]
