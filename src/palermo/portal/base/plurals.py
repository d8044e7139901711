"""Counted nouns with the plural forms of each language, shares and joined lists.

All nouns are in the nominative.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import ngettext, pgettext

from palermo.portal.base import formats, languages


def format_integer(count: int) -> str:
    """Return a number in the page's language."""
    return formats.format_integer(count, languages.get_active_language())


def format_share(value: float) -> str:
    """Return a share of 1 as a percentage in the page's language."""
    return formats.format_share(value, languages.get_active_language())


def join_texts(texts: Iterable[str]) -> str:
    """Return texts joined with the list separator of the page's language."""
    return pgettext("between the parts of a list", ", ").join(texts)


def get_separator() -> str:
    """Return the comma of the page's language: between the items of a list."""
    return pgettext("between the parts of a list", ", ")


def get_group_separator() -> str:
    """Return the semicolon of the page's language: between items that have parts themselves."""
    return pgettext("between items that have parts", "; ")


def format_document_count(count: int) -> str:
    """12 documents."""
    return ngettext("%(count)s document", "%(count)s documents", count) % {"count": format_integer(count)}


def format_recommendation_count(count: int) -> str:
    """12 recommendations."""
    return ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": format_integer(count)}


def format_statement_count(count: int) -> str:
    """12 statements."""
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": format_integer(count)}


def format_passage_count(count: int) -> str:
    """12 passages."""
    return ngettext("%(count)s passage", "%(count)s passages", count) % {"count": format_integer(count)}


def format_page_count(count: int) -> str:
    """12 pages."""
    return ngettext("%(count)s page", "%(count)s pages", count) % {"count": format_integer(count)}


def format_language_count(count: int) -> str:
    """6 languages."""
    return ngettext("%(count)s language", "%(count)s languages", count) % {"count": format_integer(count)}


def format_entity_count(count: int) -> str:
    """12 entities."""
    return ngettext("%(count)s entity", "%(count)s entities", count) % {"count": format_integer(count)}


def format_instrument_count(count: int) -> str:
    """12 instruments."""
    return ngettext("%(count)s instrument", "%(count)s instruments", count) % {"count": format_integer(count)}


def format_publication_count(count: int) -> str:
    """12 publications."""
    return ngettext("%(count)s publication", "%(count)s publications", count) % {"count": format_integer(count)}


def format_provision_count(count: int) -> str:
    """12 provisions."""
    return ngettext("%(count)s provision", "%(count)s provisions", count) % {"count": format_integer(count)}


def format_chain_count(count: int) -> str:
    """12 chains."""
    return ngettext("%(count)s chain", "%(count)s chains", count) % {"count": format_integer(count)}


COUNT_FORMATTERS: dict[str, Callable[[int], str]] = {
    "documents": format_document_count,
    "recommendations": format_recommendation_count,
    "statements": format_statement_count,
    "passages": format_passage_count,
    "pages": format_page_count,
    "languages": format_language_count,
    "entities": format_entity_count,
    "instruments": format_instrument_count,
    "publications": format_publication_count,
    "provisions": format_provision_count,
    "chains": format_chain_count,
}
