"""Counted nouns, each with the language's own plural forms; all in the nominative, so that they can stand alone."""

from collections.abc import Callable

from django.utils.translation import ngettext

from palermo.portal.frame import figures, languages


def _shown(count: int) -> str:
    return figures.number(count, languages.active())


def documents(count: int) -> str:
    """12 documents."""
    return ngettext("%(count)s document", "%(count)s documents", count) % {"count": _shown(count)}


def recommendations(count: int) -> str:
    """12 recommendations."""
    return ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": _shown(count)}


def statements(count: int) -> str:
    """12 statements."""
    return ngettext("%(count)s statement", "%(count)s statements", count) % {"count": _shown(count)}


def passages(count: int) -> str:
    """12 passages."""
    return ngettext("%(count)s passage", "%(count)s passages", count) % {"count": _shown(count)}


def pages(count: int) -> str:
    """12 pages."""
    return ngettext("%(count)s page", "%(count)s pages", count) % {"count": _shown(count)}


def in_languages(count: int) -> str:
    """6 languages."""
    return ngettext("%(count)s language", "%(count)s languages", count) % {"count": _shown(count)}


def entities(count: int) -> str:
    """12 entities."""
    return ngettext("%(count)s entity", "%(count)s entities", count) % {"count": _shown(count)}


def instruments(count: int) -> str:
    """12 instruments."""
    return ngettext("%(count)s instrument", "%(count)s instruments", count) % {"count": _shown(count)}


def publications(count: int) -> str:
    """12 publications."""
    return ngettext("%(count)s publication", "%(count)s publications", count) % {"count": _shown(count)}


def provisions(count: int) -> str:
    """12 provisions."""
    return ngettext("%(count)s provision", "%(count)s provisions", count) % {"count": _shown(count)}


def chains(count: int) -> str:
    """12 chains."""
    return ngettext("%(count)s chain", "%(count)s chains", count) % {"count": _shown(count)}


NOUNS: dict[str, Callable[[int], str]] = {
    "documents": documents,
    "recommendations": recommendations,
    "statements": statements,
    "passages": passages,
    "pages": pages,
    "languages": in_languages,
    "entities": entities,
    "instruments": instruments,
    "publications": publications,
    "provisions": provisions,
    "chains": chains,
}
