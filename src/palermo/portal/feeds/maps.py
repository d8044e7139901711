"""Site maps: an index, and for each language the pages of each sort, each with its address in the other languages."""

from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.portal.editions.current import Open, current
from palermo.portal.project.rooms import ROOMS

SIZE = 2000
"""Pages in one file: below a megabyte and a half; the format allows 50,000 and 50 MB."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


def _pages(_served: Open) -> list[str]:
    return [reverse(room.opens) for room in ROOMS if room.entry is not None]


def _documents(served: Open) -> list[str]:
    return [reverse("documents:document", kwargs={"id": one.id}) for one in served.shelf.documents]


def _entities(_served: Open) -> list[str]:
    return [reverse("entities:profile", kwargs={"id": id}) for id in registry.load().entities]


def _instruments(_served: Open) -> list[str]:
    return [reverse("instruments:instrument", kwargs={"id": id}) for id in registry.load().instruments]


def _publications(_served: Open) -> list[str]:
    return [reverse("publications:publication", kwargs={"id": id}) for id in registry.load().publications]


def _statements(served: Open) -> list[str]:
    ids: list[str] = served.kept.get("statement-ids", lambda: served.view.table(["id"])["id"].to_pylist())
    return [reverse("statements:statement", kwargs={"id": id}) for id in ids]


SECTIONS: dict[str, Callable[[Open], Sequence[str]]] = {
    "pages": _pages,
    "documents": _documents,
    "entities": _entities,
    "instruments": _instruments,
    "publications": _publications,
    "statements": _statements,
}
"""Name of a sort of pages: their paths in the active language."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The site maps of all languages and sorts."""
    served = current()
    with override("en"):
        counts = {name: len(paths(served)) for name, paths in SECTIONS.items()}
    lines = [
        f"<sitemap><loc>{escape(request.build_absolute_uri(f'/sitemaps/{code}/{name}-{number}.xml'))}</loc>"
        f"<lastmod>{served.view.manifest.date:%Y-%m-%d}</lastmod></sitemap>"
        for code, _name in settings.LANGUAGES
        for name, count in counts.items()
        for number in range(1, -(-count // SIZE) + 1)
    ]
    body = f'{HEAD}<sitemapindex xmlns="{SPACE}">\n' + "\n".join(lines) + "\n</sitemapindex>\n"
    return HttpResponse(body, content_type="application/xml")


@require_safe
def section(request: HttpRequest, language: str, name: str, number: int) -> StreamingHttpResponse:
    """One file of addresses, each beside its own in the other languages."""
    codes = [code for code, _name in settings.LANGUAGES]
    if language not in codes or name not in SECTIONS:
        raise Http404
    served = current()
    with override(language):
        paths = SECTIONS[name](served)[(number - 1) * SIZE : number * SIZE] if number > 0 else ()
    if not paths:
        raise Http404
    return StreamingHttpResponse(_lines(request, language, codes, paths), content_type="application/xml")


def _lines(request: HttpRequest, language: str, codes: Sequence[str], paths: Sequence[str]) -> Iterator[str]:
    root = request.build_absolute_uri("/").removesuffix("/")
    day = f"{current().view.manifest.date:%Y-%m-%d}"
    yield f'{HEAD}<urlset xmlns="{SPACE}" xmlns:xhtml="{XHTML}">\n'
    for path in paths:
        tail = path.removeprefix(f"/{language}")
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(f"{root}/{code}{tail}")}/>'
            for code in codes
        )
        yield f"<url><loc>{escape(root + path)}</loc><lastmod>{day}</lastmod>{others}</url>\n"
    yield "</urlset>\n"
