"""Counted nouns with the plural forms of each language, shares and joined lists.

All nouns are in the nominative.
"""

from collections.abc import Iterable

from django.utils.translation import ngettext_lazy, pgettext

from palermo.portal.base import languages, localized_formats

NOUNS = {
    "documents": ngettext_lazy("%(count)s document", "%(count)s documents", "number"),
    "recommendations": ngettext_lazy("%(count)s recommendation", "%(count)s recommendations", "number"),
    "statements": ngettext_lazy("%(count)s statement", "%(count)s statements", "number"),
    "passages": ngettext_lazy("%(count)s passage", "%(count)s passages", "number"),
    "pages": ngettext_lazy("%(count)s page", "%(count)s pages", "number"),
    "languages": ngettext_lazy("%(count)s language", "%(count)s languages", "number"),
    "entities": ngettext_lazy("%(count)s entity", "%(count)s entities", "number"),
    "instruments": ngettext_lazy("%(count)s instrument", "%(count)s instruments", "number"),
    "publications": ngettext_lazy("%(count)s publication", "%(count)s publications", "number"),
    "provisions": ngettext_lazy("%(count)s provision", "%(count)s provisions", "number"),
    "chains": ngettext_lazy("%(count)s chain", "%(count)s chains", "number"),
}
"""Counted nouns by key."""


def format_integer(count: int) -> str:
    """Return a number in the page's language."""
    return localized_formats.format_integer(count, languages.get_active_language())


def format_share(value: float) -> str:
    """Return a share of 1 as a percentage in the page's language."""
    return localized_formats.format_share(value, languages.get_active_language())


def join_texts(texts: Iterable[str]) -> str:
    """Return texts joined with the list separator of the page's language."""
    return pgettext("between the parts of a list", ", ").join(texts)


def get_separator() -> str:
    """Return the comma of the page's language: between the items of a list."""
    return pgettext("between the parts of a list", ", ")


def get_colon() -> str:
    """Return the colon of the page's language: between a label and its value."""
    return pgettext("between a label and its value", ": ")


def get_group_separator() -> str:
    """Return the semicolon of the page's language: between items that have parts themselves."""
    return pgettext("between items that have parts", "; ")


def format_count(count: int, noun: str) -> str:
    """Return a number with one of NOUNS: 12 with `documents` as 12 documents."""
    return str(NOUNS[noun] % {"number": count, "count": format_integer(count)})
