"""Filters in words."""

from palermo.analysis import DimensionValues, FilterSet

MAX_NAMED_VALUES = 5
"""Most values of a dimension that are named."""


def build_filter_labels(filter_set: FilterSet, values: DimensionValues, language: str = "en") -> list[str]:
    """What was asked for, one phrase for each dimension."""
    phrases = []
    for dimension, ids in filter_set.selected.items():
        names = [values.get_label(dimension, id, language) for id in ids]
        if dimension == "year" and len(ids) > 1:
            names = [f"{min(ids)} to {max(ids)}"]
        more = f" and {len(names) - MAX_NAMED_VALUES} more" if len(names) > MAX_NAMED_VALUES else ""
        phrases.append(f"{dimension}: {', '.join(names[:MAX_NAMED_VALUES])}{more}")
    return phrases
