"""Labels around a rendered text: the running header and the heading of its sources."""

from dataclasses import dataclass
from functools import cache

from palermo.languages.language_words import LanguageWords


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLabels:
    """Labels of a page: running header, sources and their table, navigation of a web page."""

    notice: str
    sources: str
    number: str
    address: str
    home: str


@cache
def get_page_labels(language: str) -> PageLabels:
    """Return the labels of a language."""
    return PageLabels(**LanguageWords("texts").get_section(language, "page"))
