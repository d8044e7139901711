"""One statement on the desk, and decisions on it."""

from dataclasses import replace
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from palermo.errors import DecisionConflict, NotFound
from palermo.pipeline.explanations import weigh_words
from palermo.portal.base.forms import clean_value
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.review.decision_labels import REJECT_REASONS
from palermo.portal.review.decision_writer import (
    ReviewAct,
    build_decision,
    get_decision_log,
    get_person_id,
    get_reviewer_id,
    list_copies,
    store_decisions,
)
from palermo.portal.review.models import SkippedStatement
from palermo.portal.review.queue_items import QueueQuery, parse_queue
from palermo.portal.review.review_item import build_item_context, find_next, find_statement
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_view
from palermo.review import DecisionVerdict, compute_decision_id

SIMPLE_VERDICTS = {
    item.value: item for item in (DecisionVerdict.ACCEPT, DecisionVerdict.REJECT, DecisionVerdict.UNSURE)
}
SKIP = "skip"
MAX_SHOWN_WORDS = 12


@require_safe
def statement(request: HttpRequest, id: str) -> HttpResponse:
    """Render one statement with its page, context, reasons and decisions."""
    return render_item(request, id, parse_queue(request.GET))


@require_safe
def words(request: HttpRequest, id: str) -> HttpResponse:
    """Render the words of a quote that weighed most in its classification: a page, or for htmx only the table."""
    view = get_current_view()
    statement = find_statement(view, id)
    try:
        weights, fault = weigh_words(view, statement.id)[:MAX_SHOWN_WORDS], None
    except NotFound as error:
        weights, fault = (), describe_failure(error)
    template = "review/_words.html" if getattr(request, "htmx", False) else "review/words.html"
    return render(request, template, {"statement": statement, "weights": weights, "fault": fault})


@require_POST
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """Store a decision, and go to the next statement of the queue."""
    query, view, actor = parse_queue(request.GET), get_current_view(), get_actor(request)
    choice = request.POST.get("verdict", DecisionVerdict.REJECT.value if request.POST.get("reason") else "")
    statement = find_statement(view, id)
    if choice == SKIP:
        SkippedStatement.objects.update_or_create(
            person_id=get_person_id(actor), statement=statement.id, defaults={"skipped": datetime.now(UTC)}
        )
        return go_to_next(request, query)
    verdict = SIMPLE_VERDICTS.get(choice)
    if verdict is None:
        return render_item(request, id, query, status=400)
    act = ReviewAct(
        actor=actor,
        key=clean_value(request.POST.get("key", ""), 64),
        verdict=verdict,
        reason=read_reason(request),
        queue=query.label,
        required=query.get_required(statement.kind),
    )
    decisions = [
        build_decision(view, act, item, parent=request.POST.get("last") or None)
        for item in (statement, *list_copies(view, statement))
    ]
    try:
        store_decisions(decisions, act.key or decisions[0].id, {statement.id: request.POST.get("last") or None})
    except DecisionConflict:
        return render_item(request, id, query, conflict=True)
    return go_to_next(request, query, decisions[0].id)


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Withdraw one's own decision, with all decisions of the same act, and show its statement again."""
    actor, log = get_actor(request), get_decision_log()
    query = parse_queue(request.GET)
    target = log.find_decision(request.POST.get("decision", ""))
    if target is None or target.reviewer != get_reviewer_id(actor):
        raise NotFound(
            "the decision", "it is not your decision, or does not exist", "Only your own decisions can be undone"
        )
    group = [item.decision for item in log.read() if target.group and item.decision.group == target.group]
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    withdrawals = [
        replace(
            item,
            id=compute_decision_id("withdraw", item.id),
            verdict=DecisionVerdict.WITHDRAW,
            target=item.id,
            fields={},
            new_anchor=None,
            reason="",
            time=now,
            group="",
        )
        for item in group or [target]
        if item.reviewer == target.reviewer and item.verdict is not DecisionVerdict.WITHDRAW
    ]
    store_decisions(withdrawals, f"undo-{target.id}")
    if target.verdict is DecisionVerdict.ADD:
        return redirect("review:desk")
    try:
        find_statement(get_current_view(), target.statement)
    except NotFound:  # what a model found missing, and the reviewer dismissed
        return redirect("review:missing")
    return go_to_statement(request, target.statement, query)


def render_item(
    request: HttpRequest, id: str, query: QueueQuery, *, conflict: bool = False, status: int = 200
) -> HttpResponse:
    """Render a statement on the desk: the whole page, or for htmx only its part of the page."""
    view = get_current_view()
    context = build_item_context(request, view, find_statement(view, id), query, conflict=conflict)
    is_htmx = context["is_htmx"]
    template = "review/_item.html" if is_htmx else "review/statement.html"
    return render(request, template, context, status=200 if is_htmx else (409 if conflict else status))


def go_to_next(request: HttpRequest, query: QueueQuery, done: str = "") -> HttpResponse:
    """Show the next statement of a queue, or the desk if the queue is empty."""
    statement = find_next(query, get_actor(request), get_current_view())
    if statement is None:
        address = f"{reverse('review:desk')}?{urlencode({'finished': query.label, 'done': done})}"
        return HttpResponse(headers={"HX-Redirect": address}) if getattr(request, "htmx", False) else redirect(address)
    return go_to_statement(request, statement.id, query, done)


def go_to_statement(request: HttpRequest, id: str, query: QueueQuery, done: str = "") -> HttpResponse:
    """Show a statement on the desk: by a redirect, or for htmx directly with its new address."""
    pairs = [*query.pairs, *([("done", done)] if done else [])]
    address = f"{reverse('review:statement', kwargs={'id': id})}?{urlencode(pairs)}"
    if not getattr(request, "htmx", False):
        return redirect(address)
    request.done = done  # type: ignore[attr-defined]
    response = render_item(request, id, query)
    response.headers["HX-Push-Url"] = address
    return response


def read_reason(request: HttpRequest) -> str:
    """Return the reason of a decision: the selected one, and the typed text."""
    chosen = dict(REJECT_REASONS).get(request.POST.get("reason", ""))
    code = request.POST.get("reason", "") if chosen else ""
    return ": ".join(part for part in (code, clean_value(request.POST.get("text", ""), 3500)) if part)
