"""The vocabulary as a file: SKOS in Turtle or JSON-LD, or a table."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo import vocabulary
from palermo.portal.base.downloads import build_download
from palermo.publishing.vocabulary_formats import FORMATS as WRITERS
from palermo.vocabulary import SCHEMES

FORMATS: dict[str, tuple[str, str]] = {
    "ttl": ("skos", "text/turtle; charset=utf-8"),
    "jsonld": ("jsonld", "application/ld+json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
}
"""File extension -> format of the vocabulary, and media type."""


@require_safe
def download_vocabulary(request: HttpRequest, format: str) -> HttpResponse:
    """Return every concept with its labels and definitions in six languages."""
    if format not in FORMATS:
        raise Http404
    form, media_type = FORMATS[format]
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
