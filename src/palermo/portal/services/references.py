"""References to documents and statements, as files for reference managers and as text."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.edition import View
from palermo.portal.base import display_names, number_formats
from palermo.portal.services.list_files import build_download
from palermo.publishing import schema_org
from palermo.publishing.exchange.reference_formats import REFERENCE_FORMATS
from palermo.publishing.references import BibliographicReference, build_document_reference, build_statement_reference
from palermo.publishing.schema_org import JsonLdNode
from palermo.statements import Document, Locator, Nature, Passage, Statement

FORMATS = {format.suffix: format for format in REFERENCE_FORMATS.values()}
"""Formats of references by the ending of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedReference:
    """A reference in one format."""

    format: str
    address: str
    """Of the file."""
    text: str


def build_document_citation(request: HttpRequest, view: View, document: Document) -> BibliographicReference:
    """Return a reference to a document.

    Publishers in the registry have their names in the document's language; others are named as printed.
    """
    known = tuple(display_names.get_name(id, document.language) for id in document.publishers)
    printed = () if document.nature is Nature.DIGEST else document.masthead.issuers
    return build_document_reference(
        document, known or printed, request.build_absolute_uri(f"/documents/{document.id}"), view.manifest.name
    )


def build_statement_citation(
    request: HttpRequest, view: View, statement: Statement, document: Document
) -> BibliographicReference:
    """Return a reference to a statement, with its place and words."""
    permanent = request.build_absolute_uri(f"/statements/{statement.id}")
    return build_statement_reference(statement, build_document_citation(request, view, document), permanent)


def build_document_jsonld(request: HttpRequest, document: Document) -> JsonLdNode:
    """Return a document as schema.org JSON-LD."""
    known = [display_names.get_name(id, document.language) for id in document.publishers]
    return schema_org.describe_document(document, request.build_absolute_uri(f"/documents/{document.id}"), known)


def build_statement_jsonld(request: HttpRequest, statement: Statement, document: Document) -> JsonLdNode:
    """Return a statement as schema.org JSON-LD, as a part of its document."""
    about = [
        display_names.get_concept_label(id, statement.language) for id in (*statement.themes, *statement.exploitation)
    ]
    permanent = request.build_absolute_uri(f"/statements/{statement.id}")
    return schema_org.describe_quotation(statement, permanent, build_document_jsonld(request, document), about)


def format_references(citation: BibliographicReference, url_name: str, id: str) -> list[FormattedReference]:
    """Return the reference in all formats; `url_name` is the URL pattern of its files."""
    return [
        FormattedReference(
            format=format.label,
            address=reverse(url_name, kwargs={"id": id, "format": ending}),
            text=format.format_reference(citation),
        )
        for ending, format in FORMATS.items()
    ]


def list_citation_tags(citation: BibliographicReference) -> list[tuple[str, str]]:
    """Return a reference as Highwire tags, which reference managers read from a page; a digest is ours."""
    rows = [
        ("citation_title", citation.title),
        *(("citation_author", name) for name in citation.authors),
        *(("citation_publisher", name) for name in citation.authors),
        ("citation_publication_date", (citation.date or "").replace("-", "/")),
        ("citation_technical_report_number", citation.symbol or ""),
        ("citation_language", citation.language),
        ("citation_public_url", citation.portal_address),
    ]
    return [(name, value) for name, value in rows if value]


def build_reference_response(citation: BibliographicReference, format: str) -> HttpResponse:
    if format not in FORMATS:
        raise Http404
    chosen = FORMATS[format]
    return build_download(chosen.format_reference(citation), chosen.media_type, f"{citation.key}.{format}")


def format_citation(document: Document, locator: Locator | Passage | None = None) -> tuple[str, ...]:
    """Return the parts of a citation of a document or, with a locator, of a place in it.

    Palermo is the author of a digest: neither its publisher nor its date are those of the summarised text.
    """
    digest = document.nature == Nature.DIGEST
    known = tuple(display_names.get_name(id) for id in document.publishers)
    publishers = () if digest else known or document.masthead.issuers
    facts = (
        *publishers,
        document.title,
        _("digest in our words") if digest else None,
        document.symbol if document.symbol and document.symbol not in document.title else None,
        number_formats.format_iso_date(document.date) if document.date and not digest else None,
        *(number_formats.format_locator(locator) if locator else ()),
    )
    return tuple(fact for fact in facts if fact)
