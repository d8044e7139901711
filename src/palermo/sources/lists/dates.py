"""Dates of bibliographies: a year, a month by its name or number, a day."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso(year: str, month: str = "", day: str = "") -> str | None:
    """As YYYY, YYYY-MM or YYYY-MM-DD; None where it is no date.

    >>> iso("2019", "March"), iso("2019", "3", "4"), iso("in press"), iso("2019", "2", "30")
    ('2019-03', '2019-03-04', None, None)
    """
    if not re.fullmatch(r"\d{4}", year.strip(), re.ASCII):
        return None
    number = _month(month.strip())
    days = day.strip()
    try:
        if number is None or (days and not days.isdigit()):
            return None
        whole = date(int(year), number or 1, int(days or 1))
    except ValueError:
        return None
    return whole.isoformat()[: 10 if days and number else 7 if number else 4]


def _month(said: str) -> int | None:
    """1 to 12, 0 where nothing is said, None for what is no month."""
    if not said:
        return 0
    if said.isdigit():
        return int(said) if 1 <= int(said) <= 12 else None
    return _MONTHS.index(said[:3].lower()) + 1 if said[:3].lower() in _MONTHS else None
