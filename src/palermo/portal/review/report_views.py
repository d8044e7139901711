"""Reports of readers ("Is this wrong?"): the public form, and their moderation on the desk."""

import logging
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.errors import DecisionConflict, NotFound
from palermo.portal.base import languages
from palermo.portal.base.forms import clean_value
from palermo.portal.review.decision_writer import ReviewAct, build_decision, store_decisions
from palermo.portal.review.forms import ReportedPageForm, ReportForm, sign_opening_time
from palermo.portal.review.models import OPEN_STATES, ErrorReport, ReportState
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_view
from palermo.review import DecisionVerdict
from palermo.statements import Statement

LOG = logging.getLogger("palermo.portal")
TAKE_UP, ANSWER, DISMISS = "take-up", "answer", "dismiss"
MAX_ANSWER_CHARS = 4000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Render the form "Is this wrong?", and store the report of a reader."""
    query = ReportedPageForm(request.GET)
    statement = _find_reported(query.get_value("statement"))
    page = reverse("statements:statement", kwargs={"id": statement.id}) if statement else query.page_address
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        error_report = form.save(commit=False)
        error_report.page, error_report.statement = page, statement.id if statement else ""
        error_report.language = languages.get_active_language()
        sent = {name: getattr(error_report, name) for name in ("page", "statement", "aspect", "text", "email")}
        if not ErrorReport.objects.filter(**sent, state=ReportState.NEW).exists():  # a form may be sent twice
            error_report.save()
        return redirect("review:thanks")
    document = get_current_view().get_document(statement.document) if statement else None
    context = {"form": form, "opened": sign_opening_time(), "statement": statement, "document": document, "page": page}
    return render(request, "review/report.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that a report was received."""
    return render(request, "review/thanks.html")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the open reports, and the most recently handled ones."""
    waiting = ErrorReport.objects.filter(state__in=OPEN_STATES)
    handled = ErrorReport.objects.exclude(state__in=OPEN_STATES).order_by("-handled")[:50]
    rows = [(item, _find_reported(item.statement)) for item in waiting[:200]]
    return render(request, "review/reports.html", {"rows": rows, "handled": handled})


@require_POST
def handle_report(request: HttpRequest, number: int) -> HttpResponse:
    """Take up, answer or dismiss an open report; an answer is sent to the address that the reader left."""
    error_report = get_object_or_404(ErrorReport, pk=number)
    action, actor = request.POST.get("action", ""), get_actor(request)
    states = {TAKE_UP: ReportState.TAKEN_UP, ANSWER: ReportState.ANSWERED, DISMISS: ReportState.DISMISSED}
    if action not in states:
        return redirect("review:reports")
    lines = request.POST.get("answer", "")[:MAX_ANSWER_CHARS].splitlines()
    answer = "\n".join(clean_value(line, MAX_ANSWER_CHARS) for line in lines).strip()
    if action == ANSWER and error_report.email and not answer:
        messages.error(request, _("Write the answer first: it is sent to the reader."))
        return redirect("review:reports")
    handled = {"state": states[action], "answer": answer, "handled_by_id": actor.user_id, "handled": datetime.now(UTC)}
    if not ErrorReport.objects.filter(pk=number, state__in=OPEN_STATES).update(**handled):
        if (error_report.state, error_report.answer) != (states[action], answer):
            text = _("Nothing was sent: the report was answered or dismissed meanwhile. You typed: %(answer)s")
            messages.error(request, text % {"answer": answer or "–"})
        return redirect("review:reports")
    error_report.refresh_from_db()
    if action == TAKE_UP:
        _mark_under_review(request, error_report)
    page = request.build_absolute_uri(error_report.page)
    if action == ANSWER and error_report.email and not _send_answer(error_report, page):
        messages.error(request, _("The answer is stored, but the e-mail could not be sent."))
    return redirect("review:reports")


def _mark_under_review(request: HttpRequest, error_report: ErrorReport) -> None:
    """Mark the statement's page as under review until somebody decides on it."""
    statement = _find_reported(error_report.statement)
    if statement is None:
        return
    view = get_current_view()
    act = ReviewAct(
        actor=get_actor(request), key=f"report-{error_report.pk}", verdict=DecisionVerdict.EXAMINE, queue="reported"
    )
    try:
        store_decisions([build_decision(view, act, statement)], act.key)
    except DecisionConflict:
        return


def _send_answer(error_report: ErrorReport, page: str) -> bool:
    """Send the answer to the reader; return whether the mail server took it."""
    with translation.override(error_report.language):
        body = _("You told us that something is wrong on this page: %(page)s\n\nOur answer:\n\n%(answer)s\n") % {
            "page": page,
            "answer": error_report.answer,
        }
        subject = _("Your report on Palermo")
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [error_report.email])
    except OSError as error:  # errors of the mail server; the answer itself is stored
        LOG.error("The answer to report %s could not be sent: %s", error_report.pk, error)
        return False
    return True


def _find_reported(statement_id: str) -> Statement | None:
    try:
        return get_current_view().get_statement(statement_id) if statement_id else None
    except NotFound:
        return None
