"""Entries of lists: documents to fetch, with their metadata, and the dates that lists write."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from palermo.languages import LANGUAGE_TABLE

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A document that a list, feed, sitemap or bibliography names."""

    place: str
    """Its place in the list, for people: `list.txt, line 4`."""
    address: str | None = None
    """As written in the list."""
    files: tuple[str, ...] = ()
    """Local paths at which it may be, as written in the list; the first that exists is used."""
    title: str | None = None
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    publisher: str | None = None
    """As printed."""
    symbol: str | None = None
    language: str | None = None
    """Two letters."""
    changed: str | None = None
    """Time of its last change, as stated in the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """The entries of one list."""

    entries: tuple[ListEntry, ...]
    faults: tuple[str, ...] = ()
    """Faults in the list, one line for people each, with their place; the rest is valid."""
    nested_lists: tuple[str, ...] = ()
    """Addresses of further lists: the sitemaps of a sitemap index."""


_SYMBOL = re.compile(r"[A-Z][A-Za-z]*(?:/[\w.\-()]+){2,}")
_BIBLIOGRAPHIC_CODES = {"chi": "zh", "fre": "fr"}
"""Codes of ISO 639-2/B that differ from those of ISO 639-3."""
_LANGUAGES = {
    name: language.code for language in LANGUAGE_TABLE for name in (language.english_name.lower(), language.iso_639_3)
} | _BIBLIOGRAPHIC_CODES


def parse_language(text: str) -> str | None:
    """Return the two-letter code of a language from a bibliography or feed; None if unknown.

    >>> [parse_language(said) for said in ("French", "fr-CH", "zho", "Klingon")]
    ['fr', 'fr', 'zh', None]
    """
    word = re.split(r"[-_ ;,]", text.strip().lower())[0]
    return word if re.fullmatch("[a-z]{2}", word) else _LANGUAGES.get(word)


def find_symbol(candidates: Sequence[str]) -> str | None:
    """Return the first of these that looks like a document symbol: `A/RES/64/293`."""
    return next((text for text in candidates if _SYMBOL.fullmatch(text)), None)


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


def join_date_parts(parts: Iterable[object]) -> str | None:
    """Return the longest date that year, month and day form, as far as a list gives them; None if it is none.

    >>> join_date_parts(["2019", "3"]), join_date_parts(["2019", "31"]), join_date_parts([])
    ('2019-03', '2019', None)
    """
    year, month, day = [*map(str, parts), "", "", ""][:3]
    return to_iso_date(year, month, day) or to_iso_date(year, month) or to_iso_date(year)


def _parse_month(text: str) -> int | None:
    """Return 1 to 12, 0 if there is no month, None for an invalid month."""
    if not text:
        return 0
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else None
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else None
