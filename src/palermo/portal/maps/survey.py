"""The mapping survey's form to take away, and a check of one that comes back; nothing that is sent is kept."""

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
from palermo.publishing.survey import LANGUAGES, form

LARGEST = 5_000_000
"""Bytes of a table that is checked here."""
TOLD = 100
"""Faults that the page tells."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = (".xlsx", ".csv", ".tsv")


@require_safe
def template(request: HttpRequest, language: str) -> HttpResponse:
    """The form in one of its languages."""
    if language not in LANGUAGES:
        raise Http404
    response = HttpResponse(form(registry.load(), vocabulary.load(), language), content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="palermo-survey-{language}.xlsx"'
    return response


@csrf_exempt  # no one is signed in, and nothing is kept: there is nothing to forge
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest) -> HttpResponse:
    """The survey: how it works, the form, and what is wrong in one that was sent to be checked."""
    context: dict[str, Any] = {"languages": LANGUAGES}
    if request.method == "POST":
        sent = request.FILES.get("table")
        context |= _checked(sent) if isinstance(sent, UploadedFile) else {"refused": _("Choose a file first.")}
    return render(request, "maps/survey.html", context)


def _checked(sent: "UploadedFile[bytes]") -> dict[str, Any]:
    ending = PurePosixPath(sent.name or "").suffix.lower()
    if ending not in ENDINGS:
        return {"refused": _("That is no XLSX, CSV or TSV file.")}
    if (sent.size or 0) > LARGEST:
        return {"refused": _("The file is larger than 5 MB.")}
    with tempfile.NamedTemporaryFile(suffix=ending) as file:
        file.write(sent.read())
        file.flush()
        try:
            found = check_table(Path(file.name), shipped_stages(meaning=False), f"table{ending}")
        except DocumentFailed as error:
            return {"refused": f"{error.reason}. {error.mend}."}
    return {"checked": found, "faults": found.faults[:TOLD], "more": max(len(found.faults) - TOLD, 0)}
