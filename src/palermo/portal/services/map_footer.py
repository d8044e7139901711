"""The footer of a map: its edition and its citation."""

from dataclasses import dataclass

from palermo.edition import Filters, Manifest
from palermo.portal.base import languages
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.map_cache import get_facet_values
from palermo.publishing.sheets.sheet import build_citation, build_filter_labels


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFooter:
    """The footer of a page."""

    edition: Manifest
    works: int
    """Of the edition, as far as its readers may see them."""
    cite: str


def build_map_footer(title: str, filter_set: Filters | None = None) -> MapFooter:
    """Return the footer of a page; its title is in English, as citations are."""
    manifest, documents = get_current_view().manifest, get_document_index().documents
    filters = []
    if filter_set:
        names = get_current_view().get_statement_index().printed_names
        filters = build_filter_labels(filter_set, get_facet_values(), languages.get_active_language(), names)
    return MapFooter(
        edition=manifest,
        works=len({document.work for document in documents}),
        cite=build_citation(title, manifest, filters),
    )
