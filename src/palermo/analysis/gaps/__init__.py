"""Gaps and overlaps: what is asked for against what is told done, and who does the same without a tie."""

from palermo.analysis.gaps.balance import BY, Balance, Cell, balance, cell_statements
from palermo.analysis.gaps.overlaps import WAYS, Overlap, Overlaps, overlaps
from palermo.analysis.gaps.sides import AXES, DEMAND, LEAST, MOST, PLACES, PROMISED, SUPPLY, Totals, axes

__all__ = [
    "AXES",
    "BY",
    "DEMAND",
    "LEAST",
    "MOST",
    "PLACES",
    "PROMISED",
    "SUPPLY",
    "WAYS",
    "Balance",
    "Cell",
    "Overlap",
    "Overlaps",
    "Totals",
    "axes",
    "balance",
    "cell_statements",
    "overlaps",
]
