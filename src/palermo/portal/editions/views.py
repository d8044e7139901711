"""The data page: what the edition is made of, and all of it as files."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.edition.export import What, rows
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.streams import FORMATS, streamed

TABLES: tuple[What, ...] = ("statements", "passages")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The edition's manifest in words, its downloads, how the map is made, and its limits."""
    view, shelf = current_view(), current_shelf()
    edition, totals = view.manifest, view.totals()
    sizes = [file.bytes for bucket in edition.buckets.values() for file in bucket.files.values()]
    context = {
        "edition": edition,
        "totals": totals,
        "pages": sum(one.pages or 0 for one in shelf.documents),
        "versions": sorted(edition.versions.items()),
        "files": len(sizes),
        "bytes": sum(sizes),
        "unread": len(edition.quarantined),
    }
    return render(request, "editions/data.html", context)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The manifest as JSON: versions, counts, and the hash of every file."""
    found = asdict(current_view().manifest)
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def download(request: HttpRequest, what: str, format: str) -> StreamingHttpResponse:
    """All statements or passages of the edition."""
    table = next((one for one in TABLES if one == what), None)
    if table is None or format not in FORMATS:
        raise Http404
    return streamed(rows(current_view(), table), format, table)
