"""Maps as files and images, and the footer of their pages with edition and citation."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse

from palermo.edition import NO_FILTERS, Filters, Manifest
from palermo.portal.services.current_edition import get_current_edition, get_current_view, get_document_index
from palermo.portal.services.list_files import build_download
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.services.workbook_texts import get_workbook_texts
from palermo.publishing.sheets import MapSheet, SheetSource
from palermo.publishing.sheets.sheet import build_citation, build_filter_labels
from palermo.publishing.sheets.sheet_formats import SHEET_WRITERS
from palermo.publishing.sheets.xlsx import build_workbook

SHEET_FORMATS = ("csv", "xlsx", "json")
"""Formats that pages offer for every sheet; some pages also have an image."""
MAP_FORMATS = ("csv", "hxl.csv", "xlsx", "json", "svg")
"""Formats that pages offer for a map with an image."""


def get_sheet_source(filters: Filters = NO_FILTERS, language: str = "en") -> SheetSource:
    """Return what sheets of the edition that is served are made from."""
    served = get_current_edition()
    return SheetSource(
        view=served.view,
        filters=filters,
        values=get_facet_values(),
        language=language,
        count_unconfirmed=served.count_unconfirmed,
    )


def build_sheet_response(
    build_sheet: Callable[[], MapSheet], format: str, name: str, draw_picture: Callable[[], str] | None = None
) -> HttpResponse:
    """Return a sheet as `name.format`, or its picture as SVG; raises Http404 for any other format.

    A workbook has headers and labels of the page's language; other files are for programs, the same in all languages.
    """
    if format in SHEET_WRITERS:
        media_type, write = SHEET_WRITERS[format]
        sheet = build_sheet()
        content = build_workbook(sheet, get_workbook_texts()) if format == "xlsx" else write(sheet)
    elif format == "svg" and draw_picture:
        media_type, content = "image/svg+xml", draw_picture().encode()
    else:
        raise Http404
    return build_download(content, media_type, f"{name}.{format}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFooter:
    """The footer of a page."""

    edition: Manifest
    works: int
    """Of the edition, as far as its readers may see them."""
    cite: str


def build_map_footer(title: str, filter_set: Filters | None = None) -> MapFooter:
    """Return the footer of a page; its title and filters are in English, as citations are."""
    manifest, documents = get_current_view().manifest, get_document_index().documents
    filters = []
    if filter_set:
        names = get_current_view().get_statement_index().printed_names
        filters = build_filter_labels(filter_set, get_facet_values(), printed_names=names)
    return MapFooter(
        edition=manifest,
        works=len({document.work for document in documents}),
        cite=build_citation(title, manifest, filters),
    )
