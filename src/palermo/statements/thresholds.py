"""Thresholds on the confidence of statements."""

from typing import Final

PUBLIC_THRESHOLD: Final = 0.77
"""Confidence (0..1) from which a statement is certain enough for public figures; calibration is to choose it again."""
