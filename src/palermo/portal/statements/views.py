"""The statement page, with its quote in its passage."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from palermo.analysis.follow_up import build_item
from palermo.edition import View
from palermo.portal.base import context_processors
from palermo.portal.services import page_images
from palermo.portal.services.chain_history import FollowUpHistory, build_call_history
from palermo.portal.services.current_edition import get_current_view, get_search_index
from palermo.portal.services.edition_notes import load_review_state
from palermo.portal.services.entity_statements import list_entity_remarks
from palermo.portal.services.follow_up import get_current_coverage, get_current_follow_up
from palermo.portal.services.quote_spans import QuoteSpan, split_at_quotes
from palermo.portal.services.references import (
    build_reference_response,
    build_statement_citation,
    build_statement_jsonld,
    format_citation,
    format_references,
)
from palermo.portal.services.statement_pages import list_visible_statements
from palermo.reports.quotes import find_list_introduction, may_need_introduction
from palermo.search import Hit
from palermo.statements import Document, Passage, PassageKind, Statement, StatementKind

MAX_SIMILAR_PASSAGES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteContext:
    """The quote's passage with the quote marked, and the passages before and after it."""

    preceding_passages: tuple[Passage, ...]
    spans: tuple[QuoteSpan, ...]
    following_passages: tuple[Passage, ...]


def build_quote_context(document: Document, passages: Sequence[Passage], statement: Statement) -> QuoteContext | None:
    """Return the context of a statement; None if only quotes may be shown, or if its passage is missing."""
    at = next((i for i, passage in enumerate(passages) if passage.id == statement.locator.passage), None)
    if at is None or not document.full_text:
        return None
    return QuoteContext(
        preceding_passages=tuple(passages[max(0, at - 1) : at]),
        spans=tuple(split_at_quotes(passages[at].text, [statement])),
        following_passages=tuple(passages[at + 1 : at + 2]),
    )


@require_safe
def statement_detail(request: HttpRequest, id: str) -> HttpResponse:
    """Render one statement: its quote, roles, supporting passages, and why it was extracted."""
    view = get_current_view()
    statement = view.get_statement(id)
    if statement.id != id:
        return redirect("statements:statement", id=statement.id)
    document = view.get_document(statement.document)
    passages = view.list_passages(document.id)
    is_recommendation = statement.kind is StatementKind.RECOMMENDATION
    context = {
        "navigation": context_processors.build_navigation(request, "recommendations" if is_recommendation else "maps"),
        "statement": statement,
        "review": load_review_state(statement.id),
        "remarks": list_entity_remarks(statement.id),
        "document": document,
        "action": statement.action if statement.action != statement.quote else None,
        "quote_context": build_quote_context(document, passages, statement),
        **page_images.build_preview_context(view, document, passages, [statement], statement.locator.passage),
        "duplicates": list_visible_statements(view, statement.same_as),
        "similar_passages": _find_similar_passages(view, statement),
        "citation": format_citation(document, statement.locator),
        "references": format_references(
            build_statement_citation(request, view, statement, document), "statements:cite", id
        ),
        "jsonld": build_statement_jsonld(request, statement, document),
        "permanent": request.build_absolute_uri(f"/statements/{statement.id}"),
        "edition": view.manifest,
        "place_ids": [*(f"state:{code}" for code in statement.places), *statement.regions],
        "is_recommendation": is_recommendation,
        "history": _build_follow_up(view, statement) if is_recommendation else None,
    }
    return render(request, "statements/detail.html", context)


@require_safe
def statement_citation(request: HttpRequest, id: str, format: str) -> HttpResponse:
    """Return a reference to the statement as a file."""
    view = get_current_view()
    statement = view.get_statement(id)
    document = view.get_document(statement.document)
    return build_reference_response(build_statement_citation(request, view, statement, document), format)


def _build_follow_up(view: View, statement: Statement) -> FollowUpHistory | None:
    """Return its chain and follow-up, or None while they are derived.

    A repetition has those of its main statement.
    """
    follow_up = get_current_follow_up()
    if follow_up is None:
        return None
    main = view.get_statement(statement.same_as[0]) if statement.duplicate_rank and statement.same_as else statement
    return build_call_history(
        view, follow_up, get_current_coverage(), build_item(main, view.get_document(main.document))
    )


def _find_similar_passages(view: View, statement: Statement) -> list[tuple[Hit, str]]:
    """Return similar passages of other Works in any language, items of lists with their introduction.

    Headings, openings of lists and items whose introduction is not found are left out.
    """
    index = get_search_index()
    similar = index.find_similar(statement, limit=3 * MAX_SIMILAR_PASSAGES) if index else []
    return list(islice(_introduce_items(view, similar), MAX_SIMILAR_PASSAGES))


def _introduce_items(view: View, hits: Iterable[Hit]) -> Iterator[tuple[Hit, str]]:
    for hit in hits:
        is_item = hit.kind == PassageKind.ITEM and may_need_introduction(hit.text)
        introduction = find_list_introduction(hit.id, view.list_passage_texts(hit.document.id)) if is_item else ""
        is_part = hit.kind == PassageKind.HEADING or hit.text.rstrip().endswith((":", "："))
        if not is_part and (introduction or not is_item):
            yield hit, introduction
