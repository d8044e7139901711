"""The data page with its downloads, the vocabulary, the changes of the edition, and proposals for the registry."""

from collections.abc import Iterable
from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo import vocabulary
from palermo.edition import NO_FILTERS, Library, View
from palermo.pipeline.evaluation import load_review_precision
from palermo.portal.base import languages
from palermo.portal.base.pagination import paginate
from palermo.portal.editions.year_charts import build_charts
from palermo.portal.services.analysis_cache import get_current_proposals
from palermo.portal.services.current_edition import get_current_edition, get_current_view, get_document_index
from palermo.portal.services.edition_changes import get_edition_changes
from palermo.portal.services.edition_notes import count_reviewed
from palermo.portal.services.list_files import FORMATS, build_download, stream_download, stream_rows
from palermo.portal.services.map_sheets import build_map_footer
from palermo.portal.services.workbook_texts import get_workbook_texts
from palermo.publishing.exchange.data_package import describe_package
from palermo.publishing.exports import CSV_COLUMNS, EXPORTS, ExportContext, list_export_files
from palermo.publishing.proposals import build_proposal_row
from palermo.publishing.row_writers import ExportTable, export_rows
from palermo.publishing.schema_org import describe_dataset
from palermo.publishing.vocabulary_formats import FORMATS as WRITERS
from palermo.registry import load_registry
from palermo.statements import Document, Statement
from palermo.vocabulary import SCHEMES

VOCABULARY_FORMATS: dict[str, tuple[str, str]] = {
    "ttl": ("skos", "text/turtle; charset=utf-8"),
    "jsonld": ("jsonld", "application/ld+json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}
"""File extension -> format of the vocabulary, and media type."""
MAX_LISTED_DOCUMENTS = 100
"""Documents of each kind of change on the page of changes."""
PAGE_SIZE = 20
TABLE_NAMES: tuple[ExportTable, ...] = ("statements", "passages")
DESCRIPTION = "Statements of documents of the field against trafficking in persons, each with its sentence and place."


@require_safe
def download_vocabulary(request: HttpRequest, format: str) -> HttpResponse:
    """Return every concept with its labels and definitions in six languages."""
    if format not in VOCABULARY_FORMATS:
        raise Http404
    form, media_type = VOCABULARY_FORMATS[format]
    content = WRITERS[form](vocabulary.load_vocabulary(), request.build_absolute_uri("/").rstrip("/"))
    return build_download(content, media_type, f"palermo-vocabulary.{format}")


@require_safe
def redirect_term(request: HttpRequest, id: str) -> HttpResponseRedirect:
    """Redirect the address of a concept or scheme to the file that describes it, as data (303)."""
    if id not in SCHEMES and vocabulary.load_vocabulary().get_concept(id) is None:
        raise Http404
    response = HttpResponseRedirect(f"{reverse('editions:vocabulary', kwargs={'format': 'ttl'})}#{id}")
    response.status_code = 303
    return response


def list_downloads() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the rows of the table of downloads: label, and files as name of the format and address."""
    contents = {
        _("Statements"): ("statements",),
        _("Passages"): ("passages",),
        _("Documents"): ("documents",),
        _("Entities"): ("entities",),
        _("Ties, current and past"): ("ties", "network"),
        _("Activities"): ("activities",),
    }
    return [
        (
            label,
            [
                (format.label, reverse("editions:download", kwargs={"what": name, "format": suffix}))
                for name in names
                for suffix, format in EXPORTS[name].items()
            ],
        )
        for label, names in contents.items()
    ]


@require_safe
def edition_data(request: HttpRequest) -> HttpResponse:
    """Render the manifest, the downloads, the method and its limits."""
    view, documents = get_current_view(), get_document_index()
    edition, totals = view.manifest, view.compute_totals()
    sizes = [file.bytes for bucket in edition.buckets.values() for file in bucket.files.values()]
    precision, precision_date = load_review_precision(Library(settings.PALERMO_LIBRARY))
    context = {
        "edition": edition,
        "precision": precision,
        "precision_date": precision_date,
        "reviewed": count_reviewed(view, NO_FILTERS),
        "jsonld": describe_dataset(edition, request.build_absolute_uri(), DESCRIPTION, _list_downloads(request)),
        "totals": totals,
        "downloads": list_downloads(),
        "pages": sum(document.pages or 0 for document in documents.documents),
        "versions": sorted(edition.versions.items()),
        "files": len(sizes),
        "bytes": sum(sizes),
        "unread": len(edition.quarantined),
        "charts": build_charts(),
        "map_footer": build_map_footer("Statements, passages and documents"),
    }
    return render(request, "editions/data.html", context)


def _list_downloads(request: HttpRequest) -> dict[str, str]:
    """Return media types of the downloads, by address."""
    downloads = {}
    for table in TABLE_NAMES:
        for format, media_type in FORMATS.items():
            address = reverse("editions:download", kwargs={"what": table, "format": format})
            downloads[request.build_absolute_uri(address)] = media_type.partition(";")[0]
    for name, media_type in list_export_files().items():
        content, _, format = name.rpartition(".")
        address = reverse("editions:download", kwargs={"what": content, "format": format})
        downloads[request.build_absolute_uri(address)] = media_type
    return downloads


@require_safe
def edition_manifest(request: HttpRequest) -> JsonResponse:
    """Return the manifest as JSON: versions, counts, and the hash of every file."""
    manifest = asdict(get_current_view().manifest)
    return JsonResponse(manifest, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def data_package(request: HttpRequest) -> JsonResponse:
    """Return the tables as a Frictionless data package, whose files are the downloads of the portal."""
    address = request.build_absolute_uri("/").rstrip("/")
    package = describe_package(get_current_view().manifest, CSV_COLUMNS, address)
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def table_download(request: HttpRequest, what: str, format: str) -> StreamingHttpResponse:
    """Return a file of the edition for other programs.

    It contains statements, passages, documents, ties or activities.
    """
    if what in TABLE_NAMES and format in FORMATS:
        return stream_rows(export_rows(get_current_view(), what), format, what)
    chosen = EXPORTS.get(what, {}).get(format)
    if chosen is None:
        raise Http404
    address = request.build_absolute_uri("/").rstrip("/")
    context = ExportContext(
        view=get_current_view(), registry=load_registry(), address=address, texts=get_workbook_texts()
    )
    return stream_download(chosen.write(context), chosen.media_type, f"{what}.{format}")


@require_safe
def edition_changes(request: HttpRequest) -> HttpResponse:
    """List what was added, removed or changed since the previous edition: documents, and new and changed statements."""
    served = get_current_edition()
    since, view = get_edition_changes(served), served.view
    context = {
        "since": since,
        "old_name": languages.mark_isolated(since.old.name) if since else "",
        "new_name": languages.mark_isolated(since.new.name) if since else "",
        "shown": MAX_LISTED_DOCUMENTS,
        "edition": view.manifest,
        "new_statements": _list_with_documents(view, since.new_statements if since else ()),
        "changed_statements": _list_with_documents(view, since.changed_statements if since else ()),
    }
    return render(request, "editions/changes.html", context)


def _list_with_documents(view: View, ids: Iterable[str]) -> list[tuple[Statement, Document]]:
    statements = (view.get_statement(id) for id in ids)
    return [(statement, view.get_document(statement.document)) for statement in statements]


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """List the proposals, those named most often first, each with its names and one quote."""
    proposals, documents = get_current_proposals(), get_document_index().by_id
    pages = paginate(request, PAGE_SIZE, proposals)
    context = {
        "pages": pages,
        "rows": [
            (row, [(statement, documents[statement.document]) for statement in row.evidence[:1]]) for row in pages
        ],
    }
    return render(request, "editions/proposals.html", context)


@require_safe
def proposal_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return all proposals, each with its names, documents and quotes."""
    documents = get_document_index().by_id
    rows = (build_proposal_row(proposal, documents) for proposal in get_current_proposals())
    return stream_rows(rows, format, "proposals")
