"""Views for documents that focal points and contributors add: by upload or address, as a draft, and again."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palermo.access import Actor, can_edit_entity
from palermo.errors import DocumentFailed
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.entity_desk.forms import ProposedDocumentForm
from palermo.portal.entity_desk.models import EntityProposal
from palermo.portal.entity_desk.proposals import (
    CHANGED_MEANWHILE,
    create_proposal,
    redirect_to_desk,
    update_proposal,
    withdraw_proposal,
)
from palermo.portal.entity_desk.uploads import find_upload, store_address, store_upload
from palermo.portal.services.access import ensure_permit, get_actor

State = EntityProposal.State


@require_http_methods(["GET", "HEAD", "POST"])
def document_create(request: HttpRequest, entity: str) -> HttpResponse:
    """Add a document of an entity."""
    ensure_permit(can_edit_entity(get_actor(request), entity))
    return handle_document(request, entity)


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_create(request: HttpRequest) -> HttpResponse:
    """Add a document for no entity."""
    return handle_document(request, "")


@require_http_methods(["GET", "HEAD", "POST"])
def contribution_edit(request: HttpRequest, id: int) -> HttpResponse:
    """Change one's own contribution that nobody has accepted, and send it."""
    return handle_document(request, "", get_object_or_404(list_contributions(get_actor(request)), pk=id))


@require_POST
def contribution_withdraw(request: HttpRequest, id: int) -> HttpResponse:
    """Take back one's own contribution."""
    withdraw_proposal(request, get_object_or_404(list_contributions(get_actor(request)), pk=id))
    return redirect("entity_desk:list")


def list_contributions(actor: Actor) -> QuerySet[EntityProposal]:
    """Return the documents that a person added for no entity, newest first."""
    return EntityProposal.objects.filter(entity="", created_by_id=actor.user_id)


def handle_document(request: HttpRequest, entity: str, proposal: EntityProposal | None = None) -> HttpResponse:
    """Render the form of a document, and store it; a file that cannot be read is refused with the reason."""
    content = proposal.content if proposal else {}
    form = ProposedDocumentForm(
        request.POST or None,
        request.FILES or None,
        is_contribution=not entity,
        is_stored=bool(proposal and proposal.upload),
        initial={"title": content.get("text", ""), "publisher": content.get("publisher", "")},
    )
    if request.method == "POST" and form.is_valid() and _store_document(request, entity, proposal, form):
        return redirect_to_desk(request, entity, is_draft="draft" in request.POST)
    context = {"form": form, "title": _("Add a document"), "entity": entity, "proposal": proposal}
    return render(request, "entity_desk/form.html", {**context, "can_draft": True})


def _store_document(
    request: HttpRequest, entity: str, proposal: EntityProposal | None, form: ProposedDocumentForm
) -> bool:
    """Read and store what was sent; return False, with an error in the form, if it cannot be read."""
    values = form.cleaned_data
    content = {**(proposal.content if proposal else {}), "text": values["title"]}
    content |= {"publisher": values["publisher"]} if values.get("publisher") else {}
    upload = proposal.upload if proposal else ""
    if values["file"] or values["address"]:
        try:
            stored, passages = store_upload(values["file"]) if values["file"] else store_address(values["address"])
        except DocumentFailed as error:
            form.add_error("file" if values["file"] else "address", describe_failure(error))
            return False
        upload, content = stored, {**content, "evidence": values["address"], "passages": passages}
    state = State.DRAFT if "draft" in request.POST else State.SUBMITTED
    if proposal is None:
        create_proposal(request, entity, EntityProposal.Kind.DOCUMENT, content, upload=upload, state=state)
        return True
    earlier = proposal.upload
    is_stored = update_proposal(request, proposal, {"content": content, "upload": upload, "state": state})
    if not is_stored:
        form.add_error(None, CHANGED_MEANWHILE)
    if earlier != upload and (unused := earlier if is_stored else upload):
        find_upload(unused).unlink(missing_ok=True)
    return is_stored
