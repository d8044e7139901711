"""What a list names: documents to come, with what it says of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A document that a list, feed, sitemap or bibliography names."""

    place: str
    """Where it is named, for people: `list.txt, line 4`."""
    address: str | None = None
    """As written there."""
    files: tuple[str, ...] = ()
    """Paths on this machine at which it may lie, as written there; the first that is there is taken."""
    title: str | None = None
    date: str | None = None
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    publisher: str | None = None
    """As printed."""
    symbol: str | None = None
    language: str | None = None
    """Two letters."""
    changed: str | None = None
    """When it changed last, as the list says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """What one list holds."""

    entries: tuple[ListEntry, ...]
    faults: tuple[str, ...] = ()
    """What is wrong in it, each a line for people with its place; the rest holds."""
    nested_lists: tuple[str, ...] = ()
    """Addresses of further lists: the sitemaps of a sitemap index."""


_SYMBOL = re.compile(r"[A-Z][A-Za-z]*(?:/[\w.\-()]+){2,}")
_LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "russian": "ru",
    "spanish": "es",
    "ara": "ar",
    "chi": "zh",
    "zho": "zh",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "rus": "ru",
    "spa": "es",
}


def parse_language(text: str) -> str | None:
    """Two letters of a language, from what a bibliography or feed says; None for what we do not know.

    >>> [parse_language(said) for said in ("French", "fr-CH", "zho", "Klingon")]
    ['fr', 'fr', 'zh', None]
    """
    word = re.split(r"[-_ ;,]", text.strip().lower())[0]
    return word if re.fullmatch("[a-z]{2}", word) else _LANGUAGES.get(word)


def find_symbol(candidates: Sequence[str]) -> str | None:
    """The first of these that looks like a document symbol: `A/RES/64/293`."""
    return next((text for text in candidates if _SYMBOL.fullmatch(text)), None)
