"""Entries of lists: documents to fetch, with their metadata."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from palermo.statements import LANGUAGE_TABLE


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
