"""Filters in words."""

from palermo.analysis import DimensionValues
from palermo.edition import Filters

MAX_NAMED_VALUES = 5
"""Maximum number of values of a dimension that are named."""


def build_filter_labels(filters: Filters, values: DimensionValues, language: str = "en") -> list[str]:
    """Return the filters in words, one phrase for each dimension."""
    phrases = []
    for dimension, ids in filters.selected.items():
        names = [values.get_label(dimension, id, language) for id in ids]
        if dimension == "year" and len(ids) > 1:
            names = [f"{min(ids)} to {max(ids)}"]
        omitted = f" and {len(names) - MAX_NAMED_VALUES} more" if len(names) > MAX_NAMED_VALUES else ""
        phrases.append(f"{dimension}: {', '.join(names[:MAX_NAMED_VALUES])}{omitted}")
    return phrases
