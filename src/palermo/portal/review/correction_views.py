"""Corrections, batches of corrections, and statements that the extraction missed."""

import re
import uuid
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.edition import View
from palermo.errors import DecisionConflict, NotFound
from palermo.portal.base.forms import clean_value
from palermo.portal.review.decision_labels import label_fields, label_reason
from palermo.portal.review.decision_views import go_to_next
from palermo.portal.review.decision_writer import (
    ReviewAct,
    build_decision,
    find_passage,
    get_decision_log,
    get_reviewer_id,
    list_copies,
    store_decisions,
)
from palermo.portal.review.forms import AddedStatementForm, CorrectionForm, PassageForm, build_initial
from palermo.portal.review.participants import list_suggestions
from palermo.portal.review.queue_items import QueueQuery, parse_queue
from palermo.portal.review.review_item import find_own_decision, find_statement
from palermo.portal.review.second_opinions import find_missing_statement, list_missing_statements
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_view
from palermo.review import Decision, DecisionVerdict, ReviewState, TextAnchor, build_anchor, derive_review_state
from palermo.statements import (
    ROLES,
    Passage,
    PassageKind,
    ReviewStatus,
    Statement,
    StatementKind,
    build_locator,
    compute_statement_id,
    to_dict,
)

MAX_LIST_ITEMS = 60
MAX_BATCH_STATEMENTS = 200
MAX_MISSING_STATEMENTS = 100
"""Missing statements that one page shows; others follow when these are decided."""


def find_quote(passage: Passage, quote: str, near: int) -> TextAnchor | None:
    """Return the anchor of a quote in a passage, nearest to an offset; None if the passage does not contain it."""
    words = " ".join(quote.split())
    places = [match.start() for match in re.finditer(f"(?={re.escape(words)})", passage.text)] if words else []
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - near))
    return build_anchor(passage, start, start + len(words))


def list_following_items(passages: Sequence[Passage], at: int) -> list[Passage]:
    """Return the list items that follow a passage without a break, if it is an item or introduces them."""
    following = passages[at + 1 : at + 1 + MAX_LIST_ITEMS]
    return list(takewhile(lambda passage: passage.kind is PassageKind.ITEM, following))


def list_similar_mistakes(view: View, decision: Decision, states: Mapping[str, ReviewState]) -> list[Statement]:
    """Return the undecided statements of a document with the same mistake.

    After a correction, these are statements of the same kind with the same values of the wrong fields. After a
    rejection, they are those with the same kind, actors and method.
    """
    names = [name for name in decision.fields or ("actors",) if name != "kind"]
    mistakes = [_get_value(decision.snapshot, name) for name in names]
    similar_mistakes = (
        statement
        for statement in view.list_statements(decision.document)
        if statement.kind is decision.kind
        and statement.id != decision.statement
        and not (statement.id in states and states[statement.id].current)
        and [_get_value(to_dict(statement), name) for name in names] == mistakes
    )
    return list(islice(similar_mistakes, MAX_BATCH_STATEMENTS))


def _get_value(row: Mapping[str, object], name: str) -> object:
    """Return a field as a comparable value; for participants, their ids, else their names."""
    value = row.get(name) or None
    if name in ROLES and isinstance(value, list | tuple):
        return [item.get("id") or item.get("name") for item in value]
    return list(value) if isinstance(value, tuple) else value


@require_http_methods(["GET", "HEAD", "POST"])
def statement_correct(request: HttpRequest, id: str) -> HttpResponse:
    """Render the form with all fields of a statement, and store a correction, split or merge."""
    query, view = parse_queue(request.GET), get_current_view()
    statement = find_statement(view, id)
    passage = find_passage(view, statement)
    siblings = [
        candidate
        for candidate in view.list_statements(statement.document)
        if candidate.locator.passage == passage.id and candidate.id != statement.id and candidate.kind is statement.kind
    ]
    last = derive_review_state(get_decision_log().list_decisions(statement.id)).last or ""
    initial = build_initial(statement)
    form = CorrectionForm(request.POST or None, initial=initial, siblings=siblings)
    if request.method == "POST" and form.is_valid():
        decisions = _build_correction(request, view, statement, form, siblings, query)
        if decisions:
            try:
                store_decisions(decisions, _read_key(request), {statement.id: request.POST.get("last") or None})
            except DecisionConflict:
                form.add_error(
                    None,
                    _("Another reviewer decided meanwhile. Look at both decisions, and send again if yours is right."),
                )
            else:
                return go_to_next(request, query, decisions[0].id)
    context = {
        "form": form,
        "statement": statement,
        "document": view.get_document(statement.document),
        "passage": passage,
        "siblings": siblings,
        "suggestions": list_suggestions(),
        "queue": query,
        "last": last,
        "key": uuid.uuid4().hex,
    }
    return render(request, "review/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_batch(request: HttpRequest, decision: str) -> HttpResponse:
    """Show the statements of a document with the same mistake.

    On submission, decide on the selected ones in the same way.
    """
    query, view, actor = parse_queue(request.GET), get_current_view(), get_actor(request)
    repeated = get_decision_log().find_decision(decision)
    if repeated is None or repeated.reviewer != get_reviewer_id(actor):
        raise NotFound("the decision", "it is not your decision, or does not exist", "Repeat one of your own decisions")
    candidates = list_similar_mistakes(view, repeated, get_decision_log().list_states())
    if request.method == "POST":
        ticked = set(request.POST.getlist("statement"))
        chosen = [candidate for candidate in candidates if candidate.id in ticked]
        key = _read_key(request)
        act = ReviewAct(
            actor=actor,
            key=key,
            verdict=repeated.verdict,
            reason=repeated.reason,
            queue=repeated.queue,
            required=repeated.required,
        )
        if chosen:
            log = get_decision_log()
            expected = {item.id: derive_review_state(log.list_decisions(item.id)).last for item in chosen}
            decisions = [build_decision(view, act, item, fields=repeated.fields, group=key) for item in chosen]
            store_decisions(decisions, key, expected)
            return go_to_next(request, query, decisions[0].id)
        return go_to_next(request, query)
    context = {
        "fields": label_fields(repeated.fields),
        "reason": label_reason(repeated.reason),
        "candidates": candidates,
        "document": view.get_document(repeated.document),
        "queue": query,
        "key": uuid.uuid4().hex,
    }
    return render(request, "review/batch.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def statement_add(request: HttpRequest, id: str) -> HttpResponse:
    """Render a passage with a form for a missed statement, and store the statement."""
    view = get_current_view()
    document = view.get_document(id)
    passages = view.list_passages(document.id)
    query = PassageForm(request.GET)
    missing = find_missing_statement(view, query.get_value("missing")) if query.get_value("missing") else None
    shown = missing.passage.id if missing else query.get_value("passage")
    at = next((i for i, passage in enumerate(passages) if passage.id == shown), 0)
    if not passages:
        raise NotFound(document.title, "it has no passages", "Choose another document")
    items = list_following_items(passages, at)
    form = AddedStatementForm(
        request.POST or None,
        initial=missing.initial if missing else {"kind": StatementKind.RECOMMENDATION.value},
        items=[(item.id, item.text) for item in items],
    )
    if request.method == "POST" and form.is_valid():
        decisions = _build_additions(request, view, passages[at], form, items)
        if decisions:
            store_decisions(decisions, _read_key(request))
            if missing:
                return redirect(f"{reverse('review:missing')}?{urlencode({'done': decisions[0].id})}")
            added = urlencode({"passage": passages[at].id, "added": str(len(decisions)), "done": decisions[0].id})
            return redirect(f"{reverse('review:add', kwargs={'id': document.id})}?{added}")
    context = {
        "form": form,
        "document": document,
        "passage": passages[at],
        "previous": passages[at - 1] if at else None,
        "following": passages[at + 1] if at + 1 < len(passages) else None,
        "items": items,
        "added": query.get_value("added"),
        "done": query.get_value("done"),
        "suggestions": list_suggestions(),
        "key": uuid.uuid4().hex,
    }
    return render(request, "review/add.html", context, status=422 if form.errors else 200)


@require_safe
def missing_statements(request: HttpRequest) -> HttpResponse:
    """List the statements that language models find missing, each to be added or dismissed."""
    items = list_missing_statements(get_current_view())
    context = {
        "items": items[:MAX_MISSING_STATEMENTS],
        "count": len(items),
        "done": find_own_decision(request, get_actor(request)),
        "key": uuid.uuid4().hex,
    }
    return render(request, "review/missing.html", context)


@require_POST
def missing_dismiss(request: HttpRequest, id: str) -> HttpResponse:
    """Dismiss a missing statement: reject its kind and words, though no statement has them."""
    view = get_current_view()
    missing = find_missing_statement(view, id)
    if missing is None:
        return redirect("review:missing")
    act = _build_act(request, DecisionVerdict.REJECT, "", None, missing.kind)
    blank = _build_blank(missing.passage, missing.anchor, missing.kind, _list_known_ids(view, missing.document.id))
    snapshot = {"language": missing.passage.language}
    decision = build_decision(view, act, blank, anchor=missing.anchor, snapshot=snapshot)
    store_decisions([decision], act.key)
    return redirect(f"{reverse('review:missing')}?{urlencode({'done': decision.id})}")


def _list_known_ids(view: View, document: str) -> set[str]:
    """Return the ids of a document's statements, and of those that were dismissed before they were any."""
    known = {statement.id for statement in view.list_statements(document, with_rejected=True)}
    states = get_decision_log().list_states()
    return known | {id for id, state in states.items() if state.status is ReviewStatus.REJECTED}


def _locate_quotes(
    form: CorrectionForm, passage: Passage, statement: Statement, merged: Sequence[Statement]
) -> tuple[TextAnchor | None, TextAnchor | None]:
    """Return the anchors of the quote with merged statements and of the second quote; adds form errors."""
    quote, second = form.cleaned_data["quote"], form.cleaned_data["second_quote"]
    start = min(item.locator.start for item in (statement, *merged))
    end = max(item.locator.end for item in (statement, *merged))
    anchor = build_anchor(passage, start, end) if merged else find_quote(passage, quote, statement.locator.start)
    second_anchor = find_quote(passage, second, statement.locator.end) if second.strip() else None
    for name, text, place in (("quote", quote, anchor), ("second_quote", second, second_anchor)):
        if text.strip() and place is None:
            form.add_error(name, _("These are not words of the passage. Copy them from it."))
    return anchor, second_anchor


def _build_correction(
    request: HttpRequest,
    view: View,
    statement: Statement,
    form: CorrectionForm,
    siblings: Sequence[Statement],
    query: QueueQuery,
) -> list[Decision]:
    """Return the decisions of a correction.

    If the quote is not in the passage, there are none, and the form has errors.
    """
    passage = find_passage(view, statement)
    merged = [sibling for sibling in siblings if sibling.id in form.cleaned_data["merged"]]
    anchor, second_anchor = _locate_quotes(form, passage, statement, merged)
    fields = form.build_fields(statement)
    is_moved = anchor is not None and (anchor.start, anchor.end) != (statement.locator.start, statement.locator.end)
    if form.errors or anchor is None:
        return []
    if not fields and not is_moved and not second_anchor:
        form.add_error(None, _("Nothing was changed. Accept the statement, or correct a field."))
        return []
    act = _build_act(request, DecisionVerdict.CORRECT, form.cleaned_data["reason"], query, statement.kind)
    parent = request.POST.get("last") or None
    extra_fields: dict[str, Any] = {"new_anchor": anchor if is_moved or not fields else None, "parent": parent}
    decisions = [build_decision(view, act, statement, fields=fields, **extra_fields)]
    if not is_moved and fields:
        decisions += [build_decision(view, act, copy, fields=fields) for copy in list_copies(view, statement)]
    if second_anchor:
        decisions.append(_build_added(view, act, statement, passage, second_anchor, form.build_fields(None)))
    rejecting = _build_act(request, DecisionVerdict.REJECT, f"merged: {statement.id}", query, statement.kind)
    return decisions + [build_decision(view, rejecting, item) for item in merged]


def _build_additions(
    request: HttpRequest, view: View, passage: Passage, form: AddedStatementForm, items: Sequence[Passage]
) -> list[Decision]:
    """Return the decisions that add a statement, and one for each selected list item."""
    anchor = find_quote(passage, form.cleaned_data["quote"], 0)
    if anchor is None:
        form.add_error("quote", _("These are not words of the passage. Copy them from it."))
        return []
    kind = StatementKind(form.cleaned_data["kind"])
    act = _build_act(request, DecisionVerdict.ADD, form.cleaned_data["reason"], None, kind)
    fields = form.build_fields(None)
    ticked = [item for item in items if item.id in form.cleaned_data["items"]]
    places = [(passage, anchor), *((item, build_anchor(item, 0, len(item.text))) for item in ticked)]
    known = _list_known_ids(view, passage.document)
    additions = []
    for place, quoted in places:
        base = _build_blank(place, quoted, kind, known)
        known.add(base.id)
        additions.append(_build_added(view, act, base, place, quoted, fields))
    return additions


def _build_blank(passage: Passage, anchor: TextAnchor, kind: StatementKind, known: set[str]) -> Statement:
    """Return a statement without fields and with a new id."""
    occurrence = 0
    while (id := compute_statement_id(passage.document, kind, anchor.exact, occurrence)) in known:
        occurrence += 1
    return Statement(
        id=id,
        kind=kind,
        quote=anchor.exact,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, anchor.start, anchor.end),
    )


def _build_added(
    view: View, act: ReviewAct, base: Statement, passage: Passage, anchor: TextAnchor, fields: dict[str, Any]
) -> Decision:
    known = _list_known_ids(view, passage.document)
    blank = base if base.id not in known else _build_blank(passage, anchor, base.kind, known)
    adding = ReviewAct(actor=act.actor, key=act.key, verdict=DecisionVerdict.ADD, reason=act.reason, queue=act.queue)
    entered = {name: value for name, value in fields.items() if name != "kind"}
    snapshot = {"language": passage.language}
    return build_decision(view, adding, blank, fields=entered, anchor=anchor, snapshot=snapshot)


def _build_act(
    request: HttpRequest, verdict: DecisionVerdict, reason: str, query: QueueQuery | None, kind: StatementKind
) -> ReviewAct:
    return ReviewAct(
        actor=get_actor(request),
        key=_read_key(request),
        verdict=verdict,
        reason=reason,
        queue=query.label if query else "",
        required=query.get_required(kind) if query else 1,
    )


def _read_key(request: HttpRequest) -> str:
    return clean_value(request.POST.get("key", ""), 60) or uuid.uuid4().hex
