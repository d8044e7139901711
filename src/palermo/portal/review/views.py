"""The desk: queues, progress, agreement, and decisions that can no longer be placed."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.access import Actor, Permit, can_manage_review
from palermo.edition import View
from palermo.errors import NotFound
from palermo.portal.base import value_labels
from palermo.portal.review.decision_views import go_to_next
from palermo.portal.review.decision_writer import (
    build_pseudonym,
    get_decision_log,
    get_person_id,
    get_reviewer_id,
    store_waiting_entries,
)
from palermo.portal.review.forms import QUEUE_FACETS, QUEUE_NAMES, DeskForm, QueueForm
from palermo.portal.review.models import DoubleReview, ErrorReport, ReportState, ReviewerPreference, SavedQueue
from palermo.portal.review.queue_items import (
    list_items,
    list_queue,
    list_reported,
    parse_queue,
)
from palermo.portal.review.second_opinions import list_missing_statements
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_edition, get_current_view
from palermo.portal.services.edition_notes import find_unanchored
from palermo.portal.services.facet_labels import label_facet_value
from palermo.review import Decision, ReviewerProgress, compute_agreement, compute_progress, select_audit_sample
from palermo.statements import Document, StatementKind

MAX_OPTIONS = 200


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Render the queues with their lengths, saved queues, progress and agreement."""
    store_waiting_entries()
    actor, view, query = get_actor(request), get_current_view(), parse_queue(request.GET)
    decisions = [item.decision for item in get_decision_log().read()]
    items = list_items(view, query.filters)
    is_manager = isinstance(can_manage_review(actor), Permit)
    progress = compute_progress({item.statement for item in items}, decisions)
    queues = SavedQueue.objects.select_related("assigned_to")
    saved = [(queue, len(list_queue(parse_queue(QueryDict(f"saved={queue.pk}")), actor))) for queue in queues]
    filter_query = urlencode([pair for pair in query.pairs if pair[0] not in ("queue", "saved")])
    preference = ReviewerPreference.objects.filter(person_id=get_person_id(actor)).first()
    context = {
        "queue": query,
        "query": filter_query,
        "facets": _build_facet_choices(view, query.filters.selected),
        "queues": _count_queues(request),
        "saved": saved,
        "progress": progress,
        "share": progress.reviewed / progress.statements if progress.statements else 0.0,
        "agreement": compute_agreement(decisions),
        "reviewers": _list_reviewers(progress.reviewers, actor, is_manager=is_manager),
        "unanchored": len(find_unanchored(view)),
        "missing": len(list_missing_statements(view)),
        "faults": get_decision_log().list_faults(),
        "new_reports": ErrorReport.objects.filter(state=ReportState.NEW).count(),
        "reported": len(list_reported()),
        "form": QueueForm(initial={"query": filter_query}),
        "is_manager": is_manager,
        "kinds": [(item.value, value_labels.KINDS[item]) for item in StatementKind],
        "doubled": set(DoubleReview.objects.values_list("kind", flat=True)),
        "is_named": bool(preference and preference.is_named),
        "finished": DeskForm(request.GET).get_value("finished"),
    }
    return render(request, "review/desk.html", context)


@require_safe
def next_statement(request: HttpRequest) -> HttpResponse:
    """Open the first statement of a queue."""
    return go_to_next(request, parse_queue(request.GET))


@require_POST
def save_queue(request: HttpRequest) -> HttpResponse:
    """Save a queue with its filters, possibly as a random sample, and assign it; only for the secretariat."""
    actor = get_actor(request)
    form = QueueForm(request.POST)
    if not form.is_valid():
        return render(request, "review/queue_invalid.html", {"form": form}, status=422)
    queue = form.save(commit=False)
    queue.created_by_id = actor.user_id
    queue.required = min(3, max(1, queue.required))
    size = form.cleaned_data["audit_size"]
    if size:
        queue.audit_seed = secrets.randbelow(2**31)
        filters = parse_queue(QueryDict(queue.query)).filters
        ids = [item.statement for item in list_items(get_current_view(), filters)]
        queue.statements = list(select_audit_sample(ids, size, queue.audit_seed))
    queue.save()
    return redirect("review:desk")


@require_POST
def delete_queue(request: HttpRequest, number: int) -> HttpResponse:
    """Delete a saved queue; decisions made from it remain."""
    get_object_or_404(SavedQueue, pk=number).delete()
    return redirect("review:desk")


@require_POST
def save_policy(request: HttpRequest) -> HttpResponse:
    """Store which kinds of statements need two reviewers; only the secretariat may do this."""
    chosen_kinds = {item.value for item in StatementKind} & set(request.POST.getlist("kind"))
    DoubleReview.objects.exclude(kind__in=chosen_kinds).delete()
    for kind in chosen_kinds:
        DoubleReview.objects.get_or_create(kind=kind)
    return redirect("review:desk")


@require_POST
def save_preference(request: HttpRequest) -> HttpResponse:
    """Store whether the reviewer agrees to be named in exports."""
    ReviewerPreference.objects.update_or_create(
        person_id=get_person_id(get_actor(request)), defaults={"is_named": request.POST.get("named") == "yes"}
    )
    return redirect("review:desk")


@require_safe
def unanchored_decisions(request: HttpRequest) -> HttpResponse:
    """List the decisions whose words are no longer in the documents."""
    view = get_current_view()
    rows: list[tuple[Decision, Document | None]] = []
    for decision in find_unanchored(view):
        try:
            rows.append((decision, view.get_document(decision.document)))
        except NotFound:
            rows.append((decision, None))
    return render(request, "review/unanchored.html", {"rows": rows})


def _count_queues(request: HttpRequest) -> list[tuple[str, int]]:
    actor = get_actor(request)
    queues = []
    for name in QUEUE_NAMES:
        parameters = request.GET.copy()
        parameters["queue"] = name
        parameters.pop("saved", None)
        queues.append((name, len(list_queue(parse_queue(parameters), actor))))
    return queues


def _list_reviewers(
    reviewers: Iterable[ReviewerProgress], actor: Actor, *, is_manager: bool
) -> list[tuple[str, ReviewerProgress]]:
    """Return each reviewer with a label.

    The secretariat sees names; other reviewers see pseudonyms.
    """
    people = get_user_model().objects.all() if is_manager else []
    names = {build_pseudonym(item.pk): item.get_full_name() or item.email for item in people}
    names[get_reviewer_id(actor)] = _("You")
    return [(names.get(reviewer.reviewer, reviewer.reviewer), reviewer) for reviewer in reviewers]


def _build_facet_choices(view: View, selected: Any) -> dict[str, Any]:
    """Return the choices of the filters: kinds, entities, documents, languages and themes with statements."""
    served = get_current_edition()
    counts = served.cache.get_or_compute("review-facets", lambda: view.count_facets(names=QUEUE_FACETS))
    return {
        name: {
            "options": [(one, label_facet_value(name, one.value, one.name)) for one in options[:MAX_OPTIONS]],
            "chosen": set(selected.get(name, ())),
        }
        for name, options in counts.items()
    }
