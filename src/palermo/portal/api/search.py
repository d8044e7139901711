"""Search: passages by their words and by their meaning, in any of the languages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.errors import NoLibrary
from palermo.languages import LANGUAGES
from palermo.portal.api.schemas import SearchResponseOut
from palermo.portal.base.pagination import get_page
from palermo.portal.services.current_edition import get_current_edition, get_current_view, get_search_index
from palermo.publishing.search_results import build_hit_values, format_warning
from palermo.search import FIX_HINT, Hit, KindWords, SearchResult, find_kind_words

if TYPE_CHECKING:
    type LanguageCode = str
else:
    LanguageCode = Literal[LANGUAGES]

router = Router(tags=["search"])


class PassageSearchQuery(Schema):
    """A search query."""

    q: str = Field(
        "",
        max_length=20_000,
        description='Words, "exact phrases", UN symbols and filters such as `publisher:iom year:2018..2022 lang:fr`.',
    )
    page: int = Field(1, ge=1, le=1000)
    size: int = Field(10, ge=1, le=50, description="Works on a page.")
    hint: LanguageCode = Field("en", description="Language of the reader.")


@router.get("/search", response=SearchResponseOut, operation_id="search")
def search_passages(request: HttpRequest, params: Query[PassageSearchQuery]) -> dict[str, Any]:
    """Find passages, grouped by Work, with the reason for each; no query is an error."""
    index = get_search_index()
    if index is None:
        failure = (
            get_current_edition().unsearchable
        )  # a new error each time: one that is raised repeatedly keeps all its requests alive
        raise NoLibrary(
            "search",
            failure.reason if failure else "the edition has no search index",
            failure.hint if failure else FIX_HINT,
        )
    answer = index.search(params.q, page=params.page, size=params.size, hint=params.hint)
    pages = get_page(range(answer.works), params.size, params.page)
    named = find_kind_words(params.q, (answer.language, params.hint))
    return {"query": params.q, "page": pages.number, "pages": pages.paginator.num_pages} | _to_search_response(
        answer, None if "kind" in answer.query.filters else named
    )


def _list_hits(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    view = get_current_view()
    return [build_hit_values(hit, view) for hit in hits]


def _to_search_response(answer: SearchResult, named: KindWords | None) -> dict[str, Any]:
    names = ("language", "total", "by_words", "listed", "works", "facets", "suggestion", "meaning")
    groups = [
        {"document": group.document, "hits": _list_hits(group.hits), "more": group.more} for group in answer.groups
    ]
    notes = [
        {"trouble": warning.code.value, "what": warning.detail, "text": format_warning(warning)}
        for warning in answer.warnings
    ]
    return {
        **{name: getattr(answer, name) for name in names},
        "enough": answer.has_enough_words,
        "groups": groups,
        "related": _list_hits(answer.related),
        "narrower": {"kind": named.kind, "q": named.text} if named else None,
        "notes": notes,
    }
