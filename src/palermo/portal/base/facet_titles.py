"""Titles of facets in the page's language."""

from django.utils.functional import Promise, lazystr

from palermo.portal.base.languages import get_active_language
from palermo.statements import Facet


class _FacetTitle:
    """Text of a facet's title, which depends on the language at the time of rendering."""

    def __init__(self, facet: Facet) -> None:
        self._facet = facet

    def __str__(self) -> str:
        return self._facet.get_label(get_active_language())


def get_facet_title(facet: Facet) -> Promise:
    """Return the lazy title of a facet."""
    title: Promise = lazystr(_FacetTitle(facet))
    return title
