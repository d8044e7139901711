"""References to documents and statements, as files for reference managers and as text to copy."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.edition import View
from palermo.portal.editions.current import current_view
from palermo.portal.frame import names
from palermo.publishing import bibtex, csl, ris, schema_org
from palermo.publishing.cited import Cited, cited, quoted
from palermo.publishing.schema_org import Thing
from palermo.statements import Document, Nature, Statement

FORMATS: dict[str, tuple[str, Callable[[Cited], str], str]] = {
    "bib": ("BibTeX", bibtex.bibtex, bibtex.MEDIA_TYPE),
    "ris": ("RIS", ris.ris, ris.MEDIA_TYPE),
    "json": ("CSL-JSON", csl.csl, csl.MEDIA_TYPE),
}
"""Ending of the file: name of the format, how it is written, and its media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference in one format."""

    format: str
    address: str
    """Of the file."""
    text: str


def of_document(request: HttpRequest, view: View, document: Document) -> Cited:
    """A reference to a document; bodies have the names of its language, else the printed publisher's."""
    known = tuple(names.label(id, document.language) or id for id in document.publishers)
    name = document.publisher or document.masthead.organ
    printed = (name,) if name and document.nature is not Nature.DIGEST else ()
    return cited(
        document, known or printed, request.build_absolute_uri(f"/documents/{document.id}"), view.manifest.name
    )


def of_statement(request: HttpRequest, view: View, statement: Statement, document: Document) -> Cited:
    """A reference to a statement, with its place and words."""
    permanent = request.build_absolute_uri(f"/statements/{statement.id}")
    return quoted(statement, of_document(request, view, document), permanent)


def thing_of_document(request: HttpRequest, document: Document) -> Thing:
    """A document in the words of schema.org."""
    known = [names.label(id, document.language) or id for id in document.publishers]
    return schema_org.document(document, request.build_absolute_uri(f"/documents/{document.id}"), known)


def thing_of_statement(request: HttpRequest, statement: Statement, document: Document) -> Thing:
    """A statement in the words of schema.org, as a part of its document."""
    about = [names.concept(id, statement.language) for id in (*statement.themes, *statement.exploitation)]
    permanent = request.build_absolute_uri(f"/statements/{statement.id}")
    return schema_org.quotation(statement, permanent, thing_of_document(request, document), about)


def references(one: Cited, page: str, id: str) -> list[Reference]:
    """The reference in all formats; `page` names the address of its files."""
    return [
        Reference(format=name, address=reverse(page, kwargs={"id": id, "format": ending}), text=write(one))
        for ending, (name, write, _type) in FORMATS.items()
    ]


@require_safe
def cite_document(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """A reference to a document as a file."""
    view = current_view()
    return _file(of_document(request, view, view.document(id)), format)


@require_safe
def cite_statement(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """A reference to a statement as a file."""
    view = current_view()
    statement = view.statement(id)
    return _file(of_statement(request, view, statement, view.document(statement.document)), format)


def _file(one: Cited, format: str) -> HttpResponse:
    if format not in FORMATS:
        raise Http404
    _name, write, media_type = FORMATS[format]
    response = HttpResponse(write(one), content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{one.key}.{format}"'
    return response
