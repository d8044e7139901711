"""The list of entities, a profile, the statements that name an entity, and the list as a file."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo import registry
from palermo.analysis import MAX_EVIDENCE_AGE_YEARS
from palermo.edition import build_filters
from palermo.errors import NotFound
from palermo.portal.base import display_names, languages
from palermo.portal.base.forms import FieldOptions
from palermo.portal.base.pagination import build_list_address, paginate
from palermo.portal.entities.entity_profile import build_entity_profile
from palermo.portal.entities.forms import EntityListForm, EntityStatementsForm
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.document_index import DocumentIndex
from palermo.portal.services.edition_notes import build_confidence_counts, count_reviewed
from palermo.portal.services.entity_statements import EntityStatement, list_entity_statements
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.partnerships import build_neighbourhood
from palermo.portal.services.registry_lists import (
    build_entity_list,
    list_initials,
    match_words,
    show_counts,
)
from palermo.portal.services.statement_pages import list_visible_statements, paginate_statements
from palermo.publishing.schema_org import describe_organisation
from palermo.registry import Entity
from palermo.statements import ReviewStatus, select_fields

PAGE_SIZE = 50
MAX_COMPARABLE_ENTITIES = 60
STATEMENTS_PER_PAGE = 20


@require_safe
def entity_list(request: HttpRequest) -> HttpResponse:
    """List the entities that match the filters."""
    form = EntityListForm(request.GET)
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    entities = build_entity_list()
    pages = paginate(request, PAGE_SIZE, entities.select(form.filters))
    show_counts(form, entities.count_values(form.filters))
    context = {
        "form": form,
        "fields": [select_field for select_field in form.select_fields if select_field.name != "letter"],
        "current_letter": form.get_value("letter"),
        "letters": list_initials(),
        "without_letter": [pair for pair in form.url_params if pair[0] != "letter"],
        "pages": pages,
        "rows": list(_build_rows(pages, get_document_index())),
        "known": len(registry.load_registry().entities),
    }
    return render(request, "entities/list.html", context)


@require_safe
def entity_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return the entities that match the filters as a file."""
    entities = build_entity_list().select(EntityListForm(request.GET).filters)
    return stream_rows(map(_to_record, _build_rows(entities, get_document_index())), format, "entities")


@require_safe
def entity_profile(request: HttpRequest, id: str) -> HttpResponse:
    """Render the profile of an entity."""
    entity, document_index = _get_entity(id), get_document_index()
    entity_profile_page = build_entity_profile(entity, get_current_view(), document_index)
    context = {
        "shown": entity_profile_page,
        "jsonld": describe_organisation(entity, request.build_absolute_uri(), display_names.get_name(id)),
        "site": display_names.build_source_links([entity.website] if entity.website else []),
        "old": MAX_EVIDENCE_AGE_YEARS,
        **_build_addresses(id),
        "entity": entity,
        **display_names.build_registry_facts(entity),
        "documents_of_it": len(document_index.publisher_documents.get(id, ())),
        "acting": document_index.actor_counts.get(id, 0),
        "addressed": document_index.addressee_counts.get(id, 0),
        "around": build_neighbourhood(id),
        "comparable": _list_comparable(id, document_index) if document_index.actor_counts.get(id) else [],
        "reviewed": count_reviewed(get_current_view(), build_filters(actor=[id])),
        "stated": _list_stated(id),
    }
    return render(request, "entities/detail.html", context)


def _list_stated(id: str) -> list[EntityStatement]:
    """Return what an entity states; nothing on statements of documents that are gone or that reviewers rejected."""
    stated = list_entity_statements(id)
    found = list_visible_statements(get_current_view(), (item.statement_id for item in stated if item.statement_id))
    valid = {statement.id for statement in found if statement.status is not ReviewStatus.REJECTED}
    return [item for item in stated if not item.statement_id or item.statement_id in valid]


@require_safe
def entity_statements(request: HttpRequest, id: str) -> HttpResponse:
    """List the statements in which an entity acts, or that are addressed to it."""
    entity, view = _get_entity(id), get_current_view()
    form = EntityStatementsForm(request.GET, id, view)
    if form.has_empty_params:
        return redirect(build_list_address(request.path, form.url_params))
    filters = match_words(form.statement_filters)
    pages, rows = paginate_statements(request, view, filters, STATEMENTS_PER_PAGE)
    context = {
        "entity": entity,
        "form": form,
        "fields": form.select_fields,
        "addressed": form.is_addressed,
        "pages": pages,
        "rows": rows,
        "export_pairs": [] if filters.words else [(name, id) for name, ids in filters.selected.items() for id in ids],
        **build_confidence_counts(filters),
    }
    return render(request, "entities/statement_list.html", context)


def _list_comparable(id: str, index: DocumentIndex) -> FieldOptions:
    """Return the other entities that make the most statements, by name."""
    known = registry.load_registry().entities
    others = [(count, item) for item, count in index.actor_counts.items() if item in known and item != id]
    largest = [item for _, item in sorted(others, reverse=True)[:MAX_COMPARABLE_ENTITIES]]
    return display_names.list_entity_options(largest)


def _build_addresses(id: str) -> dict[str, str]:
    """Return the beginnings of the addresses behind the counts of a profile."""
    publications = f"{reverse('publications:list')}?publisher={quote(id)}"
    fields = ("theme", "intervention", "exploitation")
    return {f"by_{name}": f"{publications}&{name}=" for name in fields} | {"issuer_query": f"&actor={quote(id)}"}


def _get_entity(id: str) -> Entity:
    entity = registry.load_registry().entities.get(id)
    if entity is None:
        raise NotFound(f"entity {id[:60]}", "the registry shows no such entity", "Look through the list of entities")
    return entity


def _build_rows(entities: Iterable[Entity], index: DocumentIndex) -> Iterator[dict[str, Any]]:
    publications = registry.load_registry().publications.values()
    for entity in entities:
        yield {
            "entity": entity,
            "publications": sum(entity.id in publication.publishers for publication in publications),
            "documents": len(index.publisher_documents.get(entity.id, ())),
            "acting": index.actor_counts.get(entity.id, 0),
            "addressed": index.addressee_counts.get(entity.id, 0),
        }


def _to_record(row: dict[str, Any]) -> dict[str, Any]:
    entity: Entity = row["entity"]
    return {
        **select_fields(entity, ("id", "acronym")),
        "name": entity.names["en"],
        "kind": entity.kind,
        "role": registry.choose_own_text(entity.roles, languages.get_active_language()).text,
        **select_fields(entity, ("website", "icat", "icat_since")),
        "publications": row["publications"],
        "documents": row["documents"],
        "statements_acting": row["acting"],
        "statements_addressed": row["addressed"],
        "sources": list(entity.sources),
    }
