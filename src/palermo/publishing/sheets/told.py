"""Filters in words."""

from palermo.analysis import Values, Where

MOST = 5
"""Most values of a dimension that are named."""


def told(where: Where, values: Values, language: str = "en") -> list[str]:
    """What was asked for, one phrase for each dimension."""
    phrases = []
    for dimension, ids in where.asked.items():
        names = [values.label(dimension, id, language) for id in ids]
        if dimension == "year" and len(ids) > 1:
            names = [f"{min(ids)} to {max(ids)}"]
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        phrases.append(f"{dimension}: {', '.join(names[:MOST])}{more}")
    return phrases
