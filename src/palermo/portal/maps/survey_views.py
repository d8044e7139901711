"""The form of the mapping survey, and a check of a completed form; uploads are not stored."""

import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from palermo import registry, vocabulary
from palermo.errors import DocumentFailed
from palermo.pipeline import check_table, shipped_stages
from palermo.publishing.survey_form import build_form
from palermo.statements import LANGUAGES
from palermo.statements.file_types import FILE_TYPE_BY_NAME, TABLE_SUFFIXES

MAX_TABLE_BYTES = 5_000_000
"""Bytes of a table that is checked here."""
MAX_LISTED_FAULTS = 100
"""Errors that the page lists."""
XLSX_MEDIA_TYPE = FILE_TYPE_BY_NAME["xlsx"].media_type


@require_safe
def survey_template(request: HttpRequest, language: str) -> HttpResponse:
    """Return the form in one of its languages."""
    if language not in LANGUAGES:
        raise Http404
    response = HttpResponse(
        build_form(registry.load_registry(), vocabulary.load_vocabulary(), language), content_type=XLSX_MEDIA_TYPE
    )
    response.headers["Content-Disposition"] = f'attachment; filename="palermo-survey-{language}.xlsx"'
    return response


@csrf_exempt  # nobody is signed in and nothing is stored, so there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def survey_check(request: HttpRequest) -> HttpResponse:
    """Render the survey, the form, and the errors of an uploaded table."""
    context: dict[str, Any] = {"languages": LANGUAGES}
    if request.method == "POST":
        sent = request.FILES.get("table")
        context |= _check_upload(sent) if isinstance(sent, UploadedFile) else {"refused": _("Choose a file first.")}
    return render(request, "maps/survey.html", context)


def _check_upload(upload: "UploadedFile[bytes]") -> dict[str, Any]:
    ending = PurePosixPath(upload.name or "").suffix.lower()
    if ending not in TABLE_SUFFIXES:
        return {"refused": _("This is not an XLSX, CSV or TSV file.")}
    if (upload.size or 0) > MAX_TABLE_BYTES:
        return {"refused": _("The file is larger than 5 MB.")}
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        file.write(upload.read())
        file.flush()
        try:
            table_check = check_table(Path(file.name), shipped_stages(use_embeddings=False), f"table{ending}")
        except DocumentFailed as error:
            return {"refused": f"{error.reason}. {error.hint}."}
    return {
        "checked": table_check,
        "faults": table_check.faults[:MAX_LISTED_FAULTS],
        "more": max(len(table_check.faults) - MAX_LISTED_FAULTS, 0),
    }
