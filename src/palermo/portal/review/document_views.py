"""Decisions on documents: corrections of their metadata, and documents that are taken down."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.access import Actor, Permit, can_manage_review
from palermo.edition import DocumentDecisionLog, Library, get_last_decision
from palermo.errors import DecisionConflict
from palermo.portal.review.decision_writer import build_pseudonym, find_reviewer_name, find_role, get_reviewer_id
from palermo.portal.review.document_forms import (
    DocumentCorrectionForm,
    DocumentDecisionForm,
    TakeDownForm,
    label_document_fields,
)
from palermo.portal.services.access import get_actor, record_audit_entry
from palermo.portal.services.current_edition import get_current_view
from palermo.review import DocumentDecision, DocumentVerdict, compute_decision_id, parse_document_decision
from palermo.statements import Document

REMOVAL_ID = "removal_%s"
"""Ids of the fields of the second form of the page."""


@require_http_methods(["GET", "HEAD", "POST"])
def document_correct(request: HttpRequest, id: str) -> HttpResponse:
    """Render the metadata of a document with what was decided before, and store a correction."""
    document = get_current_view().get_document(id)
    is_manager = isinstance(can_manage_review(get_actor(request)), Permit)
    form = DocumentCorrectionForm(
        request.POST or None, document=document, can_change_rights=is_manager, initial=_start(document)
    )
    if request.method == "POST" and form.is_valid():
        fields = form.list_changes()
        before = {name: form.before[name] for name in fields}
        if not fields and not _find_sent(form, document, DocumentVerdict.CORRECT, get_actor(request)):
            form.add_error(None, _("Nothing was changed."))
        elif not fields or _store(request, form, document, DocumentVerdict.CORRECT, fields=fields, before=before):
            messages.success(request, _("The correction is stored, and all pages show it."))
            return redirect("documents:document", id=document.id)
    return _render_desk(request, document, form, TakeDownForm(initial=_start(document), auto_id=REMOVAL_ID))


@require_POST
def document_take_down(request: HttpRequest, id: str) -> HttpResponse:
    """Hide a document everywhere; only for the secretariat."""
    if any(decision.document == id for decision in _list_taken_down()):
        return redirect("review:documents")  # the form was sent twice
    document = get_current_view().get_document(id)
    form = TakeDownForm(request.POST, auto_id=REMOVAL_ID)
    before = {"visibility": document.visibility}
    if form.is_valid() and _store(request, form, document, DocumentVerdict.TAKE_DOWN, before=before):
        messages.success(request, _("The document is taken down: no page, search, export or feed shows it."))
        return redirect("review:documents")
    correction = DocumentCorrectionForm(document=document, can_change_rights=True, initial=_start(document))
    return _render_desk(request, document, correction, form)


@require_POST
def document_restore(request: HttpRequest, id: str) -> HttpResponse:
    """Show a document again that was taken down; only for the secretariat."""
    taken_down = next((decision for decision in _list_taken_down() if decision.document == id), None)
    form = DocumentDecisionForm(request.POST)
    if taken_down is None or not form.is_valid():
        messages.info(request, _("Nothing was changed."))
    elif _store(request, form, taken_down, DocumentVerdict.RESTORE):
        messages.success(request, _("The document is shown again."))
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect("review:documents")


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the documents that are taken down, the last one first."""
    rows = [
        {"decision": decision, "who": _label_reviewer(decision, get_actor(request)), **_start(decision)}
        for decision in reversed(_list_taken_down())
    ]
    return render(request, "review/documents.html", {"rows": rows, "faults": _get_log().list_faults()})


def _render_desk(
    request: HttpRequest, document: Document, form: DocumentCorrectionForm, removal: TakeDownForm
) -> HttpResponse:
    actor = get_actor(request)
    history = [
        {
            "decision": decision,
            "who": _label_reviewer(decision, actor),
            "changes": label_document_fields(dict(decision.fields), dict(decision.before)),
        }
        for decision in reversed(_get_log().list_decisions(document.id))
    ]
    context = {
        "document": document,
        "form": form,
        "removal": removal if isinstance(can_manage_review(actor), Permit) else None,
        "history": history,
    }
    return render(request, "review/document.html", context, status=422 if form.errors or removal.errors else 200)


def _start(subject: Document | DocumentDecision) -> dict[str, str]:
    """Return the hidden values of a form that is opened."""
    document = subject.document if isinstance(subject, DocumentDecision) else subject.id
    return {"key": uuid.uuid4().hex, "last": get_last_decision(_get_log().list_decisions(document))}


def _store(
    request: HttpRequest,
    form: DocumentDecisionForm,
    subject: Document | DocumentDecision,
    verdict: DocumentVerdict,
    **values: Any,
) -> bool:
    """Store a decision on a document; return False, with an error of the form, if that is not possible."""
    actor = get_actor(request)
    document = subject.document if isinstance(subject, DocumentDecision) else subject.id
    decision = DocumentDecision(
        id=compute_decision_id(actor.user_id, form.cleaned_data["key"], document, verdict.value),
        document=document,
        source=subject.source,
        title=subject.title,
        verdict=verdict,
        reason=form.cleaned_data["reason"],
        reviewer=get_reviewer_id(actor),
        role=find_role(actor),
        name=find_reviewer_name(actor),
        time=datetime.now(UTC).isoformat(timespec="milliseconds"),
        **values,
    )
    try:
        stored = _get_log().append(
            [parse_document_decision(decision.to_row())], expected=(document, form.cleaned_data["last"])
        )
    except DecisionConflict:
        text = _("Somebody else decided meanwhile. Look at what they decided, and send again if yours is right.")
        form.add_error(None, text)
        form.data = {**form.data, "last": get_last_decision(_get_log().list_decisions(document))}
        return False
    except OSError:
        form.add_error(None, _("The decision could not be stored. Try again later."))
        return False
    if stored:
        record_audit_entry(request, f"document.{verdict.value}", subject.title, document=document, **values)
    return True


def _find_sent(form: DocumentDecisionForm, document: Document, verdict: DocumentVerdict, actor: Actor) -> bool:
    """Return whether this form was sent before, and its decision stored."""
    decision_id = compute_decision_id(actor.user_id, form.cleaned_data["key"], document.id, verdict.value)
    return any(decision.id == decision_id for decision in _get_log().list_decisions(document.id))


def _list_taken_down() -> list[DocumentDecision]:
    """Return the decisions by which documents are taken down, oldest first."""
    taken_down: dict[str, DocumentDecision] = {}
    for decision in _get_log().read():
        if decision.verdict is DocumentVerdict.TAKE_DOWN:
            taken_down[decision.document] = decision
        elif decision.verdict is DocumentVerdict.RESTORE:
            taken_down.pop(decision.document, None)
    return list(taken_down.values())


def _label_reviewer(decision: DocumentDecision, actor: Actor) -> str:
    """Return who decided: names for the secretariat, pseudonyms for other reviewers."""
    if decision.reviewer == get_reviewer_id(actor):
        return _("You")
    is_manager = isinstance(can_manage_review(actor), Permit)
    people = get_user_model().objects.all() if is_manager else []
    names = {build_pseudonym(person.pk): person.get_full_name() or person.email for person in people}
    return names.get(decision.reviewer) or decision.name or decision.reviewer


def _get_log() -> DocumentDecisionLog:
    return DocumentDecisionLog(Library(settings.PALERMO_LIBRARY).decisions)
