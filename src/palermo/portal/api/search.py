"""Search: passages by their words and by their meaning, in any of the languages."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from palermo.errors import NoLibrary
from palermo.portal.api.shapes import Answered
from palermo.portal.editions.current import current, current_search
from palermo.portal.frame.pages import Pages
from palermo.publishing.found import hit_values, note_line
from palermo.search import MEND, Answer, Group

router = Router(tags=["search"])


class Wanted(Schema):
    """What is looked for."""

    q: str = Field(
        "",
        max_length=20_000,
        description='Words, "exact phrases", UN symbols and filters such as `publisher:iom year:2018..2022 lang:fr`.',
    )
    page: int = Field(1, ge=1, le=1000)
    size: int = Field(10, ge=1, le=50, description="Works on a page.")
    hint: Literal["en", "fr", "es", "ar", "ru", "zh"] = Field("en", description="Language of the reader.")


@router.get("/search", response=Answered, operation_id="search")
def search(request: HttpRequest, asked: Query[Wanted]) -> dict[str, Any]:
    """Find passages, grouped by Work, with the reason for each; nothing that can be typed is an error."""
    index = current_search()
    if index is None:
        why = current().unsearchable  # told anew: an error that is raised again and again keeps each request alive
        raise NoLibrary("search", why.reason if why else "the edition has no search index", why.mend if why else MEND)
    answer = index.search(asked.q, page=asked.page, size=asked.size, hint=asked.hint)
    pages = Pages(asked=asked.page, size=asked.size, total=answer.works)
    return {"query": asked.q, "page": pages.number, "pages": pages.count, **_answered(answer)}


def _answered(answer: Answer) -> dict[str, Any]:
    return {
        "language": answer.language,
        "total": answer.total,
        "by_words": answer.by_words,
        "enough": answer.enough,
        "listed": answer.listed,
        "works": answer.works,
        "groups": [_group(one) for one in answer.groups],
        "related": [hit_values(hit) for hit in answer.related],
        "facets": {
            name: [{"value": one.value, "passages": one.passages} for one in counted]
            for name, counted in answer.facets.items()
        },
        "suggestion": answer.suggestion,
        "notes": [{"trouble": one.trouble.value, "what": one.what, "text": note_line(one)} for one in answer.notes],
        "meaning": answer.meaning,
    }


def _group(group: Group) -> dict[str, Any]:
    held = group.document
    return {
        "document": {"id": held.id, "title": held.title, "source": held.source},
        "hits": [hit_values(hit) for hit in group.hits],
        "more": group.more,
    }
