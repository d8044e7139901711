"""Views of the mapping survey of an entity: upload, correction in the browser, and sending."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from palermo.access import can_edit_entity
from palermo.errors import DocumentFailed
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.entity_desk.forms import SurveyForm
from palermo.portal.entity_desk.models import EntityProposal, SurveyDraft
from palermo.portal.entity_desk.proposals import CHANGED_MEANWHILE, create_proposal, notify_secretariat
from palermo.portal.entity_desk.survey_drafts import (
    build_activity,
    build_draft,
    check_draft,
    list_typed_cells,
    update_rows,
)
from palermo.portal.services.access import ensure_permit, get_actor, record_audit_entry
from palermo.portal.services.table_uploads import MAX_TABLE_BYTES, check_content, find_suffix
from palermo.reading.file_types import TABLE_SUFFIXES
from palermo.statements import Statement

Kind, State = EntityProposal.Kind, EntityProposal.State


@require_http_methods(["GET", "HEAD", "POST"])
def survey_create(request: HttpRequest, entity: str) -> HttpResponse:
    """Read a mapping survey: its rows become drafts, or are corrected in the browser first."""
    ensure_permit(can_edit_entity(get_actor(request), entity))
    form = SurveyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        table = form.cleaned_data["table"]
        if find_suffix(table.name) not in TABLE_SUFFIXES or table.size > MAX_TABLE_BYTES:
            form.add_error("table", _("Choose an XLSX, CSV or TSV file of up to 5 MB."))
        else:
            try:
                return _import_survey(request, entity, form)
            except DocumentFailed as error:
                form.add_error("table", describe_failure(error))
    context: dict[str, Any] = {"form": form, "title": _("Send the mapping survey"), "entity": entity, "is_survey": True}
    return render(request, "entity_desk/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: HttpRequest, entity: str, id: int) -> HttpResponse:
    """Show the rows with faults and accept corrections; input is preserved even if it is invalid."""
    ensure_permit(can_edit_entity(get_actor(request), entity))
    draft = SurveyDraft.objects.filter(pk=id, entity=entity).first()
    if draft is None and request.method == "POST":
        messages.error(request, _("The rows of this survey are drafts already, or somebody deleted it."))
        return redirect("entity_desk:overview", entity=entity)
    if draft is None:
        raise Http404
    typed = list_typed_cells(draft, request.POST) if request.POST.get("seen", draft.version) != draft.version else []
    if request.method == "POST" and not typed:
        update_rows(draft, request.POST)
        if "draft" in request.POST:
            messages.success(request, _("The draft is kept."))
            return redirect("entity_desk:overview", entity=entity)
    faults, statements = check_draft(draft)
    if request.method == "POST" and statements and not typed:
        with transaction.atomic():
            _create_activities(request, entity, statements)
            draft.delete()
        return redirect("entity_desk:overview", entity=entity)
    context = {"entity": entity, "draft": draft, "faults": faults, "statements": statements, "typed": typed}
    context["conflict"] = CHANGED_MEANWHILE
    return render(request, "entity_desk/survey.html", context)


@require_POST
def survey_delete(request: HttpRequest, entity: str, id: int) -> HttpResponse:
    """Delete a survey that is being corrected; activities created from it remain."""
    ensure_permit(can_edit_entity(get_actor(request), entity))
    get_object_or_404(SurveyDraft, pk=id, entity=entity).delete()
    return redirect("entity_desk:overview", entity=entity)


@require_POST
def drafts_send(request: HttpRequest, entity: str) -> HttpResponse:
    """Send all drafts of activities of an entity to the secretariat."""
    ensure_permit(can_edit_entity(get_actor(request), entity))
    drafts = EntityProposal.objects.filter(entity=entity, kind=Kind.ACTIVITY, state=State.DRAFT)
    count = drafts.update(state=State.SUBMITTED, changed_at=timezone.now())
    if count:
        record_audit_entry(request, "entity.drafts-sent", entity, proposals=count)
        notify_secretariat(request.build_absolute_uri("/"))
    text = ngettext("%(number)s activity was sent to the secretariat.",
                    "%(number)s activities were sent to the secretariat.", count)  # fmt: skip
    messages.success(request, text % {"number": count})
    return redirect("entity_desk:overview", entity=entity)


def _import_survey(request: HttpRequest, entity: str, form: SurveyForm) -> HttpResponse:
    table = form.cleaned_data["table"]
    check = check_content(table.read(), find_suffix(table.name))
    if check.statements and not check.faults:
        with transaction.atomic():
            _create_activities(request, entity, check.statements)
        return redirect("entity_desk:overview", entity=entity)
    draft = build_draft(entity, check, get_actor(request).user_id)
    return redirect("entity_desk:survey-edit", entity=entity, id=draft.pk)


def _create_activities(request: HttpRequest, entity: str, statements: Sequence[Statement]) -> None:
    for statement in statements:
        create_proposal(request, entity, Kind.ACTIVITY, build_activity(statement))
    messages.success(request, _("The rows are drafts now: read them, and send them."))
