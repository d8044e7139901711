"""Views of one's own account and its links, of people and invitations, and of the audit log."""

import json
import logging
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.access import Permit, Role, can_assign_role, can_manage_people
from palermo.errors import InvitationInvalid, RunStopped
from palermo.portal.accounts.demo_people import load_demo_person
from palermo.portal.accounts.forms import AcceptInvitationForm, AuditFilterForm, InvitationForm, RolesForm
from palermo.portal.accounts.invitations import (
    accept_invitation,
    build_invitation_path,
    create_invitation,
    load_invitation,
    send_invitation,
)
from palermo.portal.accounts.models import ROLE_LABELS, AuditEntry, Invitation, Person
from palermo.portal.base.number_formats import get_separator
from palermo.portal.base.pagination import paginate
from palermo.portal.services.access import ensure_permit, get_actor, record_audit_entry
from palermo.portal.services.list_files import stream_rows

LOG = logging.getLogger("palermo.portal")
PEOPLE_PER_PAGE = 50

ENTRIES_PER_PAGE = 100
FILTER_LOOKUPS = {
    "who": "who__icontains",
    "action": "action__startswith",
    "since": "at__date__gte",
    "until": "at__date__lte",
}


@require_safe
def account_overview(request: HttpRequest) -> HttpResponse:
    """Render the person's roles and entities, and the ways to sign in."""
    actor = get_actor(request)
    roles = [label for role, label in ROLE_LABELS.items() if role in actor.roles]
    context = {
        "roles": roles,
        "entities": sorted(actor.entities),
        "has_organisation_sign_in": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "can_manage_people": isinstance(can_manage_people(actor), Permit),
    }
    return render(request, "accounts/overview.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose name and password; a link that cannot be used says why."""
    try:
        invitation = load_invitation(token)
        form = AcceptInvitationForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            person = accept_invitation(invitation, form.cleaned_data["password"], form.cleaned_data["name"])
            record_audit_entry(request, "invitation.accepted", person.email, roles=invitation.roles)
            return _sign_in(request, person)
    except InvitationInvalid as error:
        return render(request, "accounts/invitation_invalid.html", {"error": error}, status=410)
    return render(request, "accounts/invitation_accept.html", {"form": form, "invitation": invitation})


@require_http_methods(["GET", "HEAD", "POST"])
def demo_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as an invented person of the demo; only from this machine."""
    try:
        person = load_demo_person(token, request.META.get("REMOTE_ADDR", ""))
    except RunStopped as error:
        return render(request, "accounts/invitation_invalid.html", {"error": error}, status=410)
    if request.method == "POST":
        return _sign_in(request, person)
    return render(request, "accounts/demo_sign_in.html", {"person": person})


def _sign_in(request: HttpRequest, person: Person) -> HttpResponse:
    if request.user.is_authenticated:
        messages.info(request, _("You are signed in as %(email)s.") % {"email": request.user.email})
        return redirect(settings.LOGIN_REDIRECT_URL)
    response: HttpResponse = perform_login(request, Login(user=person, email=person.email))
    return response


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """List people with their roles, and open invitations."""
    people = Person.objects.order_by("email")
    pages = paginate(request, PEOPLE_PER_PAGE, people.prefetch_related("roles", "entities"))
    open_ones = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    context = {"pages": pages, "invitations": open_ones, "now": timezone.now()}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InvitationForm(request.POST or None, actor=get_actor(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        invitation = _create_invitation(request, chosen["email"], chosen["roles"], chosen["entities"])
        if _send_link(request, invitation):
            return redirect("accounts:people")
        _withdraw(request, invitation)
        form.add_error(None, _("The e-mail could not be sent, so that the invitation was withdrawn. Try again later."))
    return render(request, "accounts/form.html", {"form": form, "title": _("Invite somebody"), "action": _("Send")})


@require_POST
def invitation_send_again(request: HttpRequest, id: int) -> HttpResponse:
    """Replace an open invitation, also one that has expired, by a new one; the link of the old one is invalid.

    If the e-mail cannot be sent, the new one stays in the list, so that it can be sent again.
    """
    invitation = get_object_or_404(Invitation, pk=id, accepted_at=None, withdrawn_at=None)
    for role in invitation.roles:
        ensure_permit(can_assign_role(get_actor(request), Role(role)))
    renewed = _create_invitation(request, invitation.email, invitation.roles, invitation.entities)
    if not _send_link(request, renewed):
        messages.error(request, _("The e-mail could not be sent. Try again later."))
    return redirect("accounts:people")


def _create_invitation(request: HttpRequest, email: str, roles: Sequence[str], entities: Sequence[str]) -> Invitation:
    person = get_object_or_404(Person, pk=get_actor(request).user_id or 0)
    return create_invitation(email, roles, entities, person)


def _send_link(request: HttpRequest, invitation: Invitation) -> bool:
    """Send the link of an invitation, or show it without a mail server; return False if it could not be sent."""
    link = request.build_absolute_uri(build_invitation_path(invitation))
    try:
        send_invitation(invitation, link)
    except (OSError, SMTPException) as error:
        LOG.error("Invitation %s could not be sent: %s", invitation.pk, error)
        return False
    is_sent = settings.PALERMO_HAS_MAIL_SERVER
    action = "invitation.sent" if is_sent else "invitation.created"
    record_audit_entry(request, action, invitation.email, roles=invitation.roles)
    messages.success(request, _("Invited %(email)s.") % {"email": invitation.email})
    if not is_sent:
        text = _("No e-mail was sent, because no mail server is set up. Pass this link on: %(link)s")
        messages.warning(request, text % {"link": link})
    return True


@require_POST
def invitation_withdraw(request: HttpRequest, id: int) -> HttpResponse:
    """Withdraw an open invitation."""
    invitation = get_object_or_404(Invitation, pk=id, accepted_at=None, withdrawn_at=None)
    _withdraw(request, invitation)
    return redirect("accounts:people")


def _withdraw(request: HttpRequest, invitation: Invitation) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record_audit_entry(request, "invitation.withdrawn", invitation.email)


@require_http_methods(["GET", "HEAD", "POST"])
def person_detail(request: HttpRequest, id: int) -> HttpResponse:
    """Change the roles and entities of a person, and whether they may sign in."""
    person, actor = get_object_or_404(Person, pk=id), get_actor(request)
    held_roles = frozenset(person.roles.values_list("role", flat=True))
    entities = sorted(person.entities.values_list("entity", flat=True))
    initial = {"roles": sorted(held_roles), "entities": ", ".join(entities), "seen": person.version}
    form = RolesForm(request.POST or None, initial=initial, actor=actor, held_roles=held_roles)
    if request.method == "POST" and "active" in request.POST:
        return _change_activity(request, person)
    if request.method == "POST" and form.is_valid():
        if _store_roles(person, form.cleaned_data):
            record_audit_entry(
                request, "roles.changed", person.email, before=sorted(held_roles), after=form.cleaned_data["roles"],
                entities=form.cleaned_data["entities"],
            )  # fmt: skip
            messages.success(request, _("Changed the roles of %(email)s.") % {"email": person.email})
            return redirect("accounts:people")
        form.add_error(None, _describe_roles(person))
        form.data = {name: request.POST.getlist(name) for name in request.POST} | {
            "entities": request.POST.get("entities", ""),
            "seen": person.version,
        }
    return render(request, "accounts/person.html", {"form": form, "person": person})


def _store_roles(person: Person, chosen: dict[str, Any]) -> bool:
    """Store roles and entities; return False if somebody else changed them after the form was opened."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if chosen["seen"] not in ("", person.version):
            return False
        person.roles.exclude(role__in=chosen["roles"]).delete()
        person.entities.exclude(entity__in=chosen["entities"]).delete()
        for role in chosen["roles"]:
            person.roles.get_or_create(role=role)
        for entity in chosen["entities"]:
            person.entities.get_or_create(entity=entity)
    return True


def _describe_roles(person: Person) -> str:
    """Say that somebody else changed a person, and what the person has now."""
    labels = [str(role) for role in person.roles.order_by("role")]
    held = [*labels, *person.entities.order_by("entity").values_list("entity", flat=True)]
    text = _("Somebody else changed this person meanwhile: %(roles)s. Send again if yours is right.")
    return text % {"roles": get_separator().join(held) or "–"}


def _change_activity(request: HttpRequest, person: Person) -> HttpResponse:
    if person.roles.filter(role=Role.ADMINISTRATOR).exists():
        ensure_permit(can_assign_role(get_actor(request), Role.ADMINISTRATOR))
    if person.pk == request.user.pk:
        messages.error(request, _("You can't close your own account."))
        return redirect("accounts:person", id=person.pk)
    person.is_active = request.POST["active"] == "yes"
    person.save(update_fields=["is_active"])
    record_audit_entry(request, "account.opened" if person.is_active else "account.closed", person.email)
    return redirect("accounts:people")


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """List the entries that match the filters, newest first."""
    form = AuditFilterForm(request.GET)
    entries = _filter_entries(form)
    pages = paginate(request, ENTRIES_PER_PAGE, entries)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "pages": pages,
        "pairs": list(query.items()),
        "query": query.urlencode(),
    }
    return render(request, "accounts/audit.html", context)


@require_safe
def audit_export(request: HttpRequest) -> StreamingHttpResponse:
    """Return the entries that match the filters as CSV; cells that begin like a formula are escaped."""
    entries = _filter_entries(AuditFilterForm(request.GET))
    record_audit_entry(request, "audit.exported", filters=dict(request.GET.items()))
    return stream_rows(map(_to_record, entries.iterator()), "csv", "audit")


def _filter_entries(form: AuditFilterForm) -> QuerySet[AuditEntry]:
    form.is_valid()
    chosen = {lookup: value for name, lookup in FILTER_LOOKUPS.items() if (value := form.cleaned_data.get(name))}
    return AuditEntry.objects.filter(**chosen)


def _to_record(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "action": entry.action,
        "subject": entry.subject,
        "detail": json.dumps(entry.detail, ensure_ascii=False, sort_keys=True) if entry.detail else "",
        "address": entry.address,
    }
