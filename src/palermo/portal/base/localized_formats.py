"""Numbers and dates in the page's language; digits are always 0-9, as in the citations."""

import re
from datetime import date

from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent

from palermo.reports.translation import format_day

DATE_LOCALES = {"en": "en_GB"}
"""The UN writes 12 May 2026, not May 12, 2026."""
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def format_integer(value: int, language: str) -> str:
    """Return a whole number with the thousands separator of the language."""
    return str(format_decimal(value, locale=language, numbering_system="latn"))


def format_two_decimals(value: float, language: str) -> str:
    """Return a number with two decimals and the decimal separator of the language."""
    return str(format_decimal(value, format="#,##0.00", locale=language, numbering_system="latn"))


def format_signed(value: float, language: str) -> str:
    """Return a number with its sign, two decimals and the decimal separator of the language."""
    text = format_decimal(value, format="+0.00;-0.00", locale=language, numbering_system="latn")
    return str(text).replace("-", "\u2212")


def format_share(value: float, language: str) -> str:
    """Return a share of 1 as a whole percentage."""
    return str(format_percent(value, locale=language, numbering_system="latn"))


def format_iso_date(iso: str | None, language: str) -> str:
    """Return an ISO date (day, month or year) in words, and anything else unchanged."""
    match = _ISO.match(iso or "")
    if not match:
        return iso or ""
    year, month, of_month = match.groups()
    try:
        if of_month:
            return format_day(date(int(year), int(month), int(of_month)), DATE_LOCALES.get(language, language))
        if month:
            return str(
                format_skeleton("yMMMM", date(int(year), int(month), 1), locale=DATE_LOCALES.get(language, language))
            )
    except ValueError:
        return iso or ""
    return year


def format_iso_month(iso: str | None, language: str) -> str:
    """Return the month and year of an ISO date, or its year if no month is known."""
    match = _ISO.match(iso or "")
    if not match:
        return iso or ""
    year, of_year, _ = match.groups()
    try:
        return (
            str(format_skeleton("yMMM", date(int(year), int(of_year), 1), locale=DATE_LOCALES.get(language, language)))
            if of_year
            else year
        )
    except ValueError:
        return year
