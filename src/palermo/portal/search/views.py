"""The results of the search box, grouped, and suggestions while a reader types."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from palermo.edition import StatementPage, build_filters
from palermo.portal.base import languages
from palermo.portal.search.forms import SearchForm
from palermo.portal.search.name_groups import build_name_groups, build_name_row
from palermo.portal.services.current_edition import get_current_view, get_search_index
from palermo.portal.services.quote_spans import describe_hit
from palermo.portal.services.registry_lists import find_names, match_words
from palermo.search import SearchResult
from palermo.statements import StatementKind

MAX_RECOMMENDATIONS = 3
MAX_PASSAGE_GROUPS = 3
"""Works whose passages are shown."""
MAX_SUGGESTIONS = 8
MIN_SUGGESTED_CHARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageAnswer:
    """The first passages that a search finds, by Work."""

    result: SearchResult
    groups: list[dict[str, Any]]
    address: str


@require_safe
def search_results(request: HttpRequest) -> HttpResponse:
    """Show what the search box finds, in groups, each with the address of all it has."""
    form = SearchForm(request.GET)
    query = form.search_text
    context: dict[str, Any] = {"form": form, "query": query}
    if query:
        names, passages = build_name_groups(query, find_names(query)), _search_passages(query)
        recommendations = _find_recommendations(query)
        context |= {
            "groups": names,
            "recommendations": recommendations,
            "rows": recommendations.rows,
            "register": f"{reverse('recommendations:register')}?{urlencode({'q': query})}",
            "passages": passages,
            "suggestion": passages.result.suggestion if passages else None,
            "is_empty": not (names or recommendations.total or (passages and passages.groups)),
        }
    return render(request, "search/results.html", context)


@require_safe
def search_suggestions(request: HttpRequest) -> HttpResponse:
    """Return the names that begin with or contain what a reader types, as a list below the search box."""
    query = SearchForm(request.GET).search_text
    hits = find_names(query) if len(query) >= MIN_SUGGESTED_CHARS else []
    context = {"query": query, "rows": [build_name_row(hit) for hit in hits[:MAX_SUGGESTIONS]]}
    return render(request, "search/_suggestions.html", context)


def _find_recommendations(query: str) -> StatementPage:
    filters = match_words(build_filters(kind=[StatementKind.RECOMMENDATION], words=query))
    return get_current_view().find_statements(filters, limit=MAX_RECOMMENDATIONS, order="relevance")


def _search_passages(query: str) -> PassageAnswer | None:
    """Return the first passages, or None if the edition has no search index."""
    index = get_search_index()
    if index is None:
        return None
    result = index.search(query, size=MAX_PASSAGE_GROUPS, hint=languages.get_active_language())
    view = get_current_view()
    groups = [
        {"document": group.document, "hits": [describe_hit(hit, view) for hit in group.hits[:1]]}
        for group in result.groups
    ]
    return PassageAnswer(result=result, groups=groups, address=f"{reverse('library:list')}?{urlencode({'q': query})}")
