"""Views of the secretariat: the queue of proposals, and mapping rounds with their progress."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.edition import Library, load_edition_names, read_entity_lines
from palermo.portal.base.pagination import paginate
from palermo.portal.entity_desk.forms import ProposalDecisionForm, RoundForm
from palermo.portal.entity_desk.models import UNSENT_STATES, EntityProposal, MappingRound
from palermo.portal.entity_desk.proposals import (
    CHANGED_MEANWHILE,
    accept_proposal,
    find_open_round,
    notify_proposers,
    send_back_proposal,
)
from palermo.portal.entity_desk.rounds import close_round, list_closed_rounds, list_round_entities, send_reminders
from palermo.portal.entity_desk.uploads import find_upload
from palermo.portal.services.access import record_audit_entry
from palermo.portal.services.edition_builds import load_requested_build, request_build
from palermo.portal.services.list_files import build_download

State = EntityProposal.State
PAGE_SIZE = 50


@require_safe
def proposal_queue(request: HttpRequest) -> HttpResponse:
    """List the proposals that wait for a decision, oldest first."""
    waiting = EntityProposal.objects.filter(state=State.SUBMITTED).order_by("changed_at")
    pages = paginate(request, PAGE_SIZE, waiting)
    seen = max((proposal.version for proposal in pages), default="")
    return render(request, "entity_desk/queue.html", {"pages": pages, "seen": seen})


@require_POST
def proposals_accept(request: HttpRequest) -> HttpResponse:
    """Accept the proposals that were selected in the queue, without changes."""
    ids = [int(value) for value in request.POST.getlist("proposal")[:PAGE_SIZE] if value.isdecimal()]
    waiting = EntityProposal.objects.filter(pk__in=ids, state=State.SUBMITTED).order_by("changed_at")
    seen = request.POST.get("seen")
    accepted = [value for value in waiting if accept_proposal(request, value, "", seen or value.version)]
    notify_proposers(request, accepted)
    count = len(accepted)
    text = ngettext("%(number)s proposal was accepted.", "%(number)s proposals were accepted.", count)
    (messages.success if count else messages.error)(request, text % {"number": count})
    return redirect("entity_desk:queue")


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_detail(request: HttpRequest, id: int) -> HttpResponse:
    """Accept, edit or return a proposal."""
    proposal = get_object_or_404(EntityProposal, pk=id)
    form = ProposalDecisionForm(request.POST or None, initial={"text": proposal.content.get("text", "")})
    seen = request.POST.get("seen") or proposal.version
    if request.method == "POST" and form.is_valid() and form.cleaned_data["decision"]:
        if form.cleaned_data["decision"] == "return":
            is_decided = send_back_proposal(request, proposal, form.cleaned_data["comment"], seen)
            done = _("Returned to the sender.")
        else:
            is_decided = accept_proposal(request, proposal, form.cleaned_data["text"], seen)
            done = _describe_acceptance(proposal)
        if is_decided:
            notify_proposers(request, [proposal])
            messages.success(request, done)
            return redirect("entity_desk:queue")
        form.add_error(None, CHANGED_MEANWHILE)
        proposal.refresh_from_db()
    context = {"form": form, "proposal": proposal, "is_open": proposal.state == State.SUBMITTED}
    return render(request, "entity_desk/decide.html", context)


def _describe_acceptance(proposal: EntityProposal) -> str:
    if not proposal.entity:
        return _("Accepted: the next edition reads it.")
    if proposal.upload:
        return _("Accepted: the public page of the entity shows it now, and the next edition reads it.")
    return _("Accepted: the public page of the entity shows it now.")


@require_safe
def upload_download(request: HttpRequest, id: int) -> FileResponse:
    """Return an uploaded file as a download that no browser displays."""
    proposal = get_object_or_404(EntityProposal.objects.exclude(upload=""), pk=id)
    path = find_upload(proposal.upload)
    if not path.is_file():
        raise Http404
    file = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    file.headers["Content-Type"] = "application/octet-stream"
    file.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return file


@require_http_methods(["GET", "HEAD", "POST"])
def round_list(request: HttpRequest) -> HttpResponse:
    """Open a mapping round, and show the progress of each entity."""
    current = find_open_round()
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if current or MappingRound.objects.filter(name=form.cleaned_data["name"]).exists():
            form.add_error(None, _("A round is open already, or an earlier one has this name."))
        else:
            opened = MappingRound.objects.create(**form.cleaned_data)
            record_audit_entry(request, "round.opened", opened.name, deadline=opened.deadline.isoformat())
            _remind(request, opened)
            return redirect("entity_desk:rounds")
    context: dict[str, Any] = {
        "form": form,
        "round": current,
        "closed_rounds": list_closed_rounds(),
        "build": load_requested_build(Library(settings.PALERMO_LIBRARY)),
    }
    if current:
        context["board"] = _build_board(current)
        context["waiting"] = EntityProposal.objects.filter(mapping_round=current, state=State.SUBMITTED).count()
    return render(request, "entity_desk/rounds.html", context)


def _build_board(mapping_round: MappingRound) -> list[dict[str, Any]]:
    proposals = EntityProposal.objects.filter(mapping_round=mapping_round)
    counted: dict[str, dict[str, Any]] = {
        row["entity"]: dict(row)
        for row in proposals.order_by().values("entity").annotate(
            sent=Count("pk", filter=~Q(state__in=UNSENT_STATES)), accepted=Count("pk", filter=Q(state=State.ACCEPTED))
        )
    }  # fmt: skip
    entities = sorted({*list_round_entities(), *counted})
    return [counted.get(entity, {"entity": entity, "sent": 0, "accepted": 0}) for entity in entities]


def _remind(request: HttpRequest, mapping_round: MappingRound) -> None:
    """Write to the focal points whose entity has sent nothing, and say how many they are."""
    count = len(list(send_reminders(mapping_round, request.build_absolute_uri("/"))))
    MappingRound.objects.filter(pk=mapping_round.pk).update(reminded_on=timezone.now().date())
    record_audit_entry(request, "round.reminded", mapping_round.name, people=count)
    text = ngettext("%(number)s focal point was written to.", "%(number)s focal points were written to.", count)
    messages.success(request, text % {"number": count})


@require_POST
def round_remind(request: HttpRequest, id: int) -> HttpResponse:
    """Write to the focal points whose entity has sent nothing yet."""
    _remind(request, get_object_or_404(MappingRound, pk=id, closed_at=None))
    return redirect("entity_desk:rounds")


@require_POST
def round_compile(request: HttpRequest) -> HttpResponse:
    """Ask again for the edition of closed rounds, if the build stopped."""
    request_build(Library(settings.PALERMO_LIBRARY))
    record_audit_entry(request, "round.compiled")
    return redirect("entity_desk:rounds")


@require_POST
def round_close(request: HttpRequest, id: int) -> HttpResponse:
    """Close a round, and have its snapshot compiled."""
    mapping_round = get_object_or_404(MappingRound, pk=id, closed_at=None)
    close_round(mapping_round)
    record_audit_entry(request, "round.closed", mapping_round.name)
    return redirect("entity_desk:rounds")


@require_safe
def round_statements(request: HttpRequest, id: int) -> HttpResponse:
    """Return the statements of entities in the snapshot of a closed round, as JSON lines."""
    mapping_round = get_object_or_404(MappingRound.objects.exclude(closed_at=None), pk=id)
    library = Library(settings.PALERMO_LIBRARY)
    edition_id = load_edition_names(library).get(mapping_round.name)
    if edition_id is None:
        raise Http404
    lines = read_entity_lines(library.get_edition_folder(edition_id))
    return build_download(lines, "application/x-ndjson", f"entity-statements-{edition_id[:6]}.jsonl")
