"""Dates as printed in UN mastheads in six languages, converted to ISO dates."""

import re
from datetime import date
from functools import cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords

_WORDS = LanguageWords("reading")


@cache
def load_months() -> dict[str, int]:
    """Return the number of each month by its name in any language, in small letters."""
    names = (_WORDS.get_section(language, "dates")["months"] for language in LANGUAGES)
    return {name: number for months in names for number, name in enumerate(months, start=1)}


@cache
def _compile_written_date() -> re.Pattern[str]:
    months = "|".join(sorted(load_months(), key=len, reverse=True))
    ending, preposition = (_WORDS.fill_template(f"{{dates.{entry}}}") for entry in ("day_endings", "prepositions"))
    return re.compile(
        rf"\b(\d{{1,2}})(?:{ending})?\s+(?:(?:{preposition})\s+)?({months})(?:/\S+)?\s+(?:(?:{preposition})\s+)?(\d{{4}})\b",
        re.IGNORECASE,
    )


_CHINESE_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def parse_iso_day(text: str) -> str | None:
    """Return the day with which an ISO time begins; None for a text that begins with none.

    >>> parse_iso_day("2026-11-29T10:00:00Z"), parse_iso_day("2026-99-99"), parse_iso_day("soon")
    ('2026-11-29', None, None)
    """
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None


def find_first_date(text: str) -> str | None:
    """Return the first full date in a text as YYYY-MM-DD, or None.

    >>> find_first_date("Distr.: General\\n4 January 2010")
    '2010-01-04'
    >>> find_first_date("1er mars 2012"), find_first_date("2010年1月4日")
    ('2012-03-01', '2010-01-04')
    """
    written_dates = [
        (m.start(), m.group(3), load_months()[m.group(2).lower()], m.group(1))
        for m in _compile_written_date().finditer(text)
    ]
    written_dates += [(m.start(), m.group(1), int(m.group(2)), m.group(3)) for m in _CHINESE_DATE.finditer(text)]
    for _, year, month, day in sorted(written_dates):
        if 1 <= month <= 12 and 1 <= int(day) <= 31 and "1945" <= year <= "2100":
            return f"{year}-{month:02d}-{int(day):02d}"
    return None
