"""The register of recommendations, its file, and the lists of addressees and issuers."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import FollowUp
from palermo.edition import Filters, StatementPage, View
from palermo.portal.base.pagination import build_list_address, get_offset, paginate
from palermo.portal.recommendations.facets import FORM_FACETS, build_answer_facet, build_chips, build_facets
from palermo.portal.recommendations.forms import RegisterForm
from palermo.portal.recommendations.register_query import RegisterQuery, find_most_repeated
from palermo.portal.services.current_edition import get_current_view, get_document_index
from palermo.portal.services.document_index import ALL_RECOMMENDATIONS
from palermo.portal.services.edition_notes import build_confidence_counts
from palermo.portal.services.entity_statements import EntityStatement, group_answers, list_entity_remarks
from palermo.portal.services.facet_labels import label_facet_value
from palermo.portal.services.follow_up import get_current_follow_up
from palermo.portal.services.list_files import stream_rows
from palermo.portal.services.map_sheets import build_map_footer
from palermo.portal.services.registry_lists import match_words
from palermo.portal.services.statement_pages import build_follow_addresses
from palermo.publishing.row_writers import EXPORT_COLUMNS, export_rows

PAGE_SIZE = 25
NAMES_PER_PAGE = 100
ANSWER_FIELDS = ("entity", "answer", "text", "source", "date")
ANSWER_COLUMNS = tuple(f"entity_answers.{name}" for name in ANSWER_FIELDS)
"""Columns of what entities state on a recommendation, apart from the printed response."""
FILES_BY_FIELD = {"addressee": "addressees", "actor": "issuers"}
"""Names of the files of the lists of names."""


@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """List the recommendations that match the filters."""
    form = RegisterForm(request.GET)
    query = form.query
    if form.has_empty_params:
        return redirect(build_list_address(request.path, query.url_params))
    view, index, follow_up = get_current_view(), get_document_index(), get_current_follow_up()
    filters = match_words(query.filters)
    pages = paginate(request, PAGE_SIZE, range(view.find_statements(filters, limit=0).total))
    page = _find_statements(view, query, filters, follow_up, get_offset(pages))
    chains = follow_up.chain_by_call if follow_up else {}
    facets = build_facets(query, view.count_facets(filters, FORM_FACETS))
    if answers := build_answer_facet(view, query, filters):
        facets.insert(0, answers)
    context = {
        "form": form,
        "query": query,
        "rows": [
            (statement, document, chains.get(statement.id), list_entity_remarks(statement.id))
            for statement, document in page.rows
        ],
        "pages": pages,
        "facets": facets,
        "chips": build_chips(query, facets, index.by_id),
        **build_confidence_counts(filters),
        "map_footer": build_map_footer("Recommendations", query.map_filters),
        "follow_addresses": build_follow_addresses(query.filters) if query.is_filtered else None,
    }
    return render(request, "recommendations/list.html", context)


def _find_statements(
    view: View, query: RegisterQuery, filters: Filters, follow_up: FollowUp | None, offset: int
) -> StatementPage:
    """Return a page of the matching recommendations in the order of the query."""
    if query.ordering == "repeated":
        return find_most_repeated(view, follow_up, filters, offset, PAGE_SIZE)
    return view.find_statements(filters, offset=offset, limit=PAGE_SIZE, order=query.ordering)


@require_safe
def register_export(request: HttpRequest, format: str) -> StreamingHttpResponse:
    """Return all recommendations that match the filters as a file, with the entities' own answers."""
    filters = match_words(RegisterForm(request.GET).query.filters)
    answers = group_answers()
    rows = (
        {**row, "entity_answers": [_build_answer_record(item) for item in answers.get(row["id"], ())]}
        for row in export_rows(get_current_view(), "statements", filters)
    )
    return stream_rows(rows, format, "recommendations", (*EXPORT_COLUMNS["statements"], *ANSWER_COLUMNS))


def _build_answer_record(answer: EntityStatement) -> dict[str, str]:
    """Return what an entity states on a recommendation; the printed response is a field of the statement."""
    text, verdict = (str(answer.content.get(name) or "") for name in ("text", "answer"))
    values = (answer.entity, verdict, text, answer.source_address, answer.date)
    return dict(zip(ANSWER_FIELDS, values, strict=True))


@require_safe
def name_list(request: HttpRequest, field: str) -> HttpResponse:
    """List all addressees, or all issuers, with the number of recommendations of each."""
    counts = get_current_view().count_facets(ALL_RECOMMENDATIONS, (field,))[field]
    pages = paginate(request, NAMES_PER_PAGE, counts)
    context = {
        "title": _("Who is addressed") if field == "addressee" else _("Who recommends"),
        "field": field,
        "rows": [(label_facet_value(field, count.value, count.name), count.value, count.statements) for count in pages],
        "largest": max((count.statements for count in counts), default=0),
        "pages": pages,
        "files": f"recommendations:{FILES_BY_FIELD[field]}-export",
    }
    return render(request, "recommendations/name_list.html", context)


@require_safe
def name_export(request: HttpRequest, format: str, field: str) -> StreamingHttpResponse:
    """Return all addressees, or all issuers, with the number of recommendations of each as a file."""
    return stream_rows(_iterate_names(field), format, FILES_BY_FIELD[field])


def _iterate_names(field: str) -> Iterator[Mapping[str, Any]]:
    for count in get_current_view().count_facets(ALL_RECOMMENDATIONS, (field,))[field]:
        name = label_facet_value(field, count.value, count.name)
        yield {"id": count.value, "name": name, "recommendations": count.statements}
