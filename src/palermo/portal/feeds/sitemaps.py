"""Site maps: an index, and the pages of each type by language, with their alternates."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.portal.base.apps_and_navigation import PORTAL_APPS
from palermo.portal.services.current_edition import ServedEdition, get_current_edition

PAGES_PER_FILE = 2000
"""Pages in one file (below 1.5 MB); the format allows 50,000 pages and 50 MB."""
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML_NAMESPACE = "http://www.w3.org/1999/xhtml"


def _list_statement_ids(edition: ServedEdition) -> list[str]:
    return edition.cache.get_or_compute("statement-ids", lambda: edition.view.select_columns(["id"])["id"].to_pylist())


SITEMAP_SECTIONS: dict[str, tuple[str, Callable[[ServedEdition], Iterable[str]]]] = {
    "documents": ("documents:document", lambda edition: edition.document_index.by_id),
    "entities": ("entities:profile", lambda _edition: registry.load_registry().entities),
    "instruments": ("instruments:instrument", lambda _edition: registry.load_registry().instruments),
    "publications": ("publications:publication", lambda _edition: registry.load_registry().publications),
    "statements": ("statements:statement", _list_statement_ids),
}
"""Type of page -> name of its route, and the ids of all such pages."""
FIXED_PAGES = "pages"
"""The section of pages that are not about one row: those of the navigation."""


def _list_paths(edition: ServedEdition, section: str) -> list[str]:
    """Return the paths of a section in the active language."""
    if section == FIXED_PAGES:
        return [reverse(app.url_name) for app in PORTAL_APPS if app.navigation_title is not None]
    url_name, list_ids = SITEMAP_SECTIONS[section]
    return [reverse(url_name, kwargs={"id": id}) for id in list_ids(edition)]


@require_safe
def render_index(request: HttpRequest) -> HttpResponse:
    """Render the index of site maps of all languages and types."""
    served = get_current_edition()
    with override("en"):
        counts = {name: len(_list_paths(served, name)) for name in (FIXED_PAGES, *SITEMAP_SECTIONS)}
    lines = [
        f"<sitemap><loc>{escape(request.build_absolute_uri(f'/sitemaps/{code}/{name}-{number}.xml'))}</loc>"
        f"<lastmod>{served.view.manifest.date:%Y-%m-%d}</lastmod></sitemap>"
        for code, _name in settings.LANGUAGES
        for name, count in counts.items()
        for number in range(1, -(-count // PAGES_PER_FILE) + 1)
    ]
    body = f'{XML_DECLARATION}<sitemapindex xmlns="{SITEMAP_NAMESPACE}">\n' + "\n".join(lines) + "\n</sitemapindex>\n"
    return HttpResponse(body, content_type="application/xml")


@require_safe
def render_section(request: HttpRequest, language: str, name: str, number: int) -> StreamingHttpResponse:
    """Render one file of addresses with their alternates in the other languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    if language not in codes or name not in (FIXED_PAGES, *SITEMAP_SECTIONS) or number < 1:
        raise Http404
    served = get_current_edition()
    with override(language):
        paths = _list_paths(served, name)[(number - 1) * PAGES_PER_FILE : number * PAGES_PER_FILE]
    if not paths:
        raise Http404
    return StreamingHttpResponse(_format_entries(request, language, codes, paths), content_type="application/xml")


def _format_entries(request: HttpRequest, language: str, codes: Sequence[str], paths: Sequence[str]) -> Iterator[str]:
    root = request.build_absolute_uri("/").removesuffix("/")
    day = f"{get_current_edition().view.manifest.date:%Y-%m-%d}"
    yield f'{XML_DECLARATION}<urlset xmlns="{SITEMAP_NAMESPACE}" xmlns:xhtml="{XHTML_NAMESPACE}">\n'
    for path in paths:
        tail = path.removeprefix(f"/{language}")
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(f"{root}/{code}{tail}")}/>'
            for code in codes
        )
        yield f"<url><loc>{escape(root + path)}</loc><lastmod>{day}</lastmod>{others}</url>\n"
    yield "</urlset>\n"
