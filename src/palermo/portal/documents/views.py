"""The document page, its citation files, links to its passages, and documents related to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.access import Permit, can_review_statements
from palermo.analysis import RelatedWorkIndex, ThemeShare, count_tags, find_document_themes
from palermo.edition import View, build_filters
from palermo.errors import NotFound
from palermo.portal.base import display_names
from palermo.portal.base.number_formats import get_separator
from palermo.portal.base.pagination import get_page, parse_page_number
from palermo.portal.base.value_labels import DOCUMENT_FIELDS
from palermo.portal.documents import document_parts
from palermo.portal.documents.forms import DocumentForm
from palermo.portal.services import page_images
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import ServedEdition, get_current_edition, get_current_view
from palermo.portal.services.edition_notes import count_reviewed
from palermo.portal.services.references import (
    build_document_citation,
    build_document_jsonld,
    build_reference_response,
    format_citation,
    format_references,
    list_citation_tags,
)
from palermo.publishing.exchange.web_annotations import build_annotations
from palermo.statements import TAG_FIELDS, Document, Passage, Statement
from palermo.vocabulary import load_vocabulary

MAX_RELATED_WORKS = 6


def describe_theme_basis(share: ThemeShare) -> str:
    """Return why a document has a theme: its title, or a share of its statements or passages."""
    reasons = [_("its title names it")] if share.is_in_title else []
    counts = {"count": share.count, "of": share.total}
    if share.count and share.unit == "statements":
        reasons.append(_("in %(count)s of %(of)s statements") % counts)
    elif share.count:
        reasons.append(_("in %(count)s of %(of)s passages") % counts)
    return get_separator().join(reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDocument:
    """A document of another Work, and the topics and instruments that both have."""

    document: Document
    concepts: tuple[str, ...]
    """Ids of the vocabulary."""
    instruments: tuple[str, ...]
    """Registry ids, or symbols as printed."""

    @property
    def shared_names(self) -> list[str]:
        """Labels of the topics and instruments that both documents share.

        Names of instruments are isolated from the text direction around them.
        """
        concepts = [display_names.get_concept_label(id) for id in self.concepts]
        return concepts + [f"\u2068{display_names.get_name(id)}\u2069" for id in self.instruments]


def find_related_documents(edition: ServedEdition, document: Document) -> list[RelatedDocument]:
    """Return the most similar Works, each by its main document."""
    related_works = edition.cache.get_or_compute(
        "kinship", lambda: RelatedWorkIndex(count_tags(_read_tags(edition.view)))
    )
    works = edition.cache.get_or_compute("works", lambda: {work.work: work for work in edition.document_index.works})
    return [
        RelatedDocument(
            document=works[item.work],
            concepts=tuple(tag.removeprefix("about:") for tag in item.shared_tags if tag.startswith("about:")),
            instruments=tuple(tag.removeprefix("cites:") for tag in item.shared_tags if tag.startswith("cites:")),
        )
        for item in related_works.find_nearest(document.work, MAX_RELATED_WORKS)
        if item.work in works
    ]


def _read_tags(view: View) -> Iterator[tuple[str, list[str]]]:
    """Return each statement's Work and tags."""
    work_of = {document.id: document.work for document in view.list_documents()}
    for row in view.select_columns(["document", "instruments", *TAG_FIELDS]).to_pylist():
        tags = [f"about:{id}" for name in TAG_FIELDS for id in row[name] or ()]
        tags += [f"cites:{cited['id']}" for cited in row["instruments"] or () if cited["id"]]
        yield work_of[row["document"]], tags


@require_safe
def document_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render one part of a document with its statements marked, and its facts."""
    served = get_current_edition()
    view = served.view
    document = view.get_document(id)
    if document.id != id:
        return redirect("documents:document", id=document.id)
    statements = view.list_statements(id)
    all_passages = view.list_passages(id)
    passages = document_parts.filter_public_passages(document, all_passages, _collect_quoted_ids(statements))
    form = DocumentForm(request.GET)
    at = form.get_value("at")
    part_number = document_parts.find_part_number(passages, at) or parse_page_number(form.get_value("part"))
    pages = get_page(passages, document_parts.PASSAGES_PER_PART, part_number)
    context = {
        "document": document,
        "kinds": view.count_facets(build_filters(document=[id]), ("kind",))["kind"],
        "versions": [version for version in view.list_versions(id) if version.id != id],
        "about": [
            (share.theme, describe_theme_basis(share))
            for share in find_document_themes(document, statements, all_passages, load_vocabulary())
        ],
        "can_correct": isinstance(can_review_statements(get_actor(request)), Permit),
        "corrected_fields": _list_corrected_fields(view, id),
        "reviewed": count_reviewed(view, build_filters(document=[id])),
        "pages": pages,
        "lines": document_parts.build_passage_rows(document, passages, statements, pages.number),
        "contents": document_parts.build_contents(document, passages, pages.number) if document.full_text else [],
        "at": at,
        **page_images.build_preview_context(view, document, list(pages), statements, at),
        "related": find_related_documents(served, document),
        "citation": format_citation(document),
        "highwire": list_citation_tags(build_document_citation(request, view, document)),
        "references": format_references(build_document_citation(request, view, document), "documents:cite", id),
        "jsonld": build_document_jsonld(request, document),
        "permanent": request.build_absolute_uri(f"/documents/{document.id}"),
        "edition": view.manifest,
    }
    return render(request, "documents/detail.html", context)


@require_safe
def document_citation(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """Return a reference to the document as a file."""
    view = get_current_view()
    return build_reference_response(build_document_citation(request, view, view.get_document(id)), format)


@require_safe
def document_annotations(request: HttpRequest, id: str) -> JsonResponse:
    """Return the statements of a document as a collection of W3C Web Annotations."""
    view = get_current_view()
    document = view.get_document(id)
    passages = view.list_passages(document.id) if document.full_text else []
    address = request.build_absolute_uri("/").rstrip("/")
    collection = build_annotations(document, view.list_statements(document.id), passages, address)
    return JsonResponse(collection, json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")


@require_safe
def passage_redirect(request: HttpRequest, id: str, passage: str) -> HttpResponse:
    """Redirect to the part that shows a passage."""
    view = get_current_view()
    document = view.get_document(id)
    statements = view.list_statements(document.id)
    _raise_if_unknown(
        document_parts.filter_public_passages(
            document, view.list_passages(document.id), _collect_quoted_ids(statements)
        ),
        passage,
    )
    address = reverse("documents:document", kwargs={"id": document.id})
    return HttpResponseRedirect(f"{address}?at={passage}#p-{passage}")


def _collect_quoted_ids(statements: list[Statement]) -> set[str]:
    return {statement.locator.passage for statement in statements}


def _list_corrected_fields(view: View, document_id: str) -> list[str]:
    """Return the labels of the fields that reviewers corrected."""
    state = view.document_states.get(document_id)
    names = state.fields if state else ()
    return list(dict.fromkeys(str(DOCUMENT_FIELDS[name]) for name in names))


def _raise_if_unknown(passages: list[Passage], passage_id: str) -> None:
    if document_parts.find_part_number(passages, passage_id) is None:
        raise NotFound(f"passage {passage_id[:40]}", "this document shows no such passage", "Open the document instead")
