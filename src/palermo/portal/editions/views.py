"""The data page: what the edition is made of, and all of it as files."""

from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.edition.export import What, rows
from palermo.portal.editions.charts import charts
from palermo.portal.editions.current import current_shelf, current_view
from palermo.portal.editions.streams import FORMATS, streamed
from palermo.portal.maps.cited import rests
from palermo.publishing.schema_org import dataset

TABLES: tuple[What, ...] = ("statements", "passages")

DESCRIPTION = "Statements of documents of the field against trafficking in persons, each with its sentence and place."


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The edition's manifest in words, its downloads, how the map is made, and its limits."""
    view, shelf = current_view(), current_shelf()
    edition, totals = view.manifest, view.totals()
    sizes = [file.bytes for bucket in edition.buckets.values() for file in bucket.files.values()]
    context = {
        "edition": edition,
        "thing": dataset(edition, request.build_absolute_uri(), DESCRIPTION, _files(request)),
        "totals": totals,
        "pages": sum(one.pages or 0 for one in shelf.documents),
        "versions": sorted(edition.versions.items()),
        "files": len(sizes),
        "bytes": sum(sizes),
        "unread": len(edition.quarantined),
        "charts": charts(),
        "rests": rests("Statements, passages and documents"),
    }
    return render(request, "editions/data.html", context)


def _files(request: HttpRequest) -> dict[str, str]:
    """Media types of the downloads, by address."""
    found = {}
    for what in TABLES:
        for format, (media_type, _lines) in FORMATS.items():
            address = reverse("editions:download", kwargs={"what": what, "format": format})
            found[request.build_absolute_uri(address)] = media_type.partition(";")[0]
    return found


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
