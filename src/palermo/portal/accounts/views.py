"""Views of one's own account, and of the links that open one."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from palermo.access import Permit, can_manage_people
from palermo.errors import InvitationInvalid, RunStopped
from palermo.portal.accounts.demo_people import load_demo_person
from palermo.portal.accounts.forms import AcceptInvitationForm
from palermo.portal.accounts.invitations import accept_invitation, load_invitation
from palermo.portal.accounts.models import ROLE_LABELS, Person
from palermo.portal.services.access import get_actor
from palermo.portal.services.audit import record_audit_entry


@require_safe
def account_overview(request: HttpRequest) -> HttpResponse:
    """Render the person's roles and entities, and the ways to sign in."""
    actor = get_actor(request)
    roles = [label for role, label in ROLE_LABELS.items() if role in actor.roles]
    context = {
        "roles": roles,
        "entities": sorted(actor.entities),
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
