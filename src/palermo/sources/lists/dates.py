"""Dates of bibliographies: a year, a month by its name or number, a day."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def to_iso_date(year: str, month: str = "", day: str = "") -> str | None:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD; None if it is not a date.

    >>> to_iso_date("2019", "March"), to_iso_date("2019", "3", "4")
    ('2019-03', '2019-03-04')
    >>> to_iso_date("in press"), to_iso_date("2019", "2", "30")
    (None, None)
    """
    if not re.fullmatch(r"\d{4}", year.strip(), re.ASCII):
        return None
    number = _parse_month(month.strip())
    days = day.strip()
    try:
        if number is None or (days and not days.isdigit()):
            return None
        parsed = date(int(year), number or 1, int(days or 1))
    except ValueError:
        return None
    return parsed.isoformat()[: 10 if days and number else 7 if number else 4]


def _parse_month(text: str) -> int | None:
    """Return 1 to 12, 0 if there is no month, None for an invalid month."""
    if not text:
        return 0
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    return _MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in _MONTHS else None
