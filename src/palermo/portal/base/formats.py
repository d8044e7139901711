"""Numbers and dates as the page's language writes them; digits stay 0-9, so that they match the citations."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

DATE_LOCALES = {"en": "en_GB"}
"""The UN writes 12 May 2026, not May 12, 2026."""
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def format_integer(value: int, language: str) -> str:
    """A whole number with the language's thousands mark."""
    return str(format_decimal(value, locale=language, numbering_system="latn"))


def format_two_decimals(value: float, language: str) -> str:
    """A number with two decimals and the language's mark before them."""
    return str(format_decimal(value, format="#,##0.00", locale=language, numbering_system="latn"))


def format_share(value: float, language: str) -> str:
    """A share of 1 as a whole per cent."""
    return str(format_percent(value, locale=language, numbering_system="latn"))


def format_iso_date(iso: str | None, language: str) -> str:
    """An ISO date of a day, a month or a year in words; anything else as it stands."""
    match = _ISO.match(iso or "")
    if not match:
        return iso or ""
    year, month, of_month = match.groups()
    try:
        if of_month:
            return str(
                format_date(
                    date(int(year), int(month), int(of_month)), "long", locale=DATE_LOCALES.get(language, language)
                )
            )
        if month:
            return str(
                format_skeleton("yMMMM", date(int(year), int(month), 1), locale=DATE_LOCALES.get(language, language))
            )
    except ValueError:
        return iso or ""
    return year


def format_iso_month(iso: str | None, language: str) -> str:
    """An ISO date's month and year in short words, or only its year where no month is known."""
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
