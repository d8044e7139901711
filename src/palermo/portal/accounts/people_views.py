"""Views of people, their roles, and invitations, for the secretariat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.access import Role, can_assign_role
from palermo.portal.accounts.forms import InvitationForm, RolesForm
from palermo.portal.accounts.invitations import build_invitation_path, create_invitation, send_invitation
from palermo.portal.accounts.models import Invitation, Person
from palermo.portal.base.pagination import paginate
from palermo.portal.services.access import ensure_permit, get_actor
from palermo.portal.services.audit import record_audit_entry

PAGE_SIZE = 50
"""People on a page."""


@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """List people with their roles, and open invitations."""
    people = Person.objects.order_by("email")
    pages = paginate(request, PAGE_SIZE, people.count())
    people_page = people.prefetch_related("roles", "entities")[pages.offset : pages.offset + PAGE_SIZE]
    open_ones = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    context = {"people": people_page, "pages": pages, "invitations": open_ones, "now": timezone.now()}
    return render(request, "accounts/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_create(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    form = InvitationForm(request.POST or None, actor=get_actor(request))
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        person = get_object_or_404(Person, pk=get_actor(request).user_id or 0)
        invitation = create_invitation(chosen["email"], chosen["roles"], chosen["entities"], person)
        send_invitation(invitation, request.build_absolute_uri(build_invitation_path(invitation)))
        record_audit_entry(request, "invitation.sent", invitation.email, roles=invitation.roles)
        messages.success(request, _("Invited %(email)s.") % {"email": invitation.email})
        return redirect("accounts:people")
    return render(request, "accounts/form.html", {"form": form, "title": _("Invite somebody"), "action": _("Send")})


@require_POST
def invitation_withdraw(request: HttpRequest, id: int) -> HttpResponse:
    """Withdraw an open invitation."""
    invitation = get_object_or_404(Invitation, pk=id, accepted_at=None, withdrawn_at=None)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record_audit_entry(request, "invitation.withdrawn", invitation.email)
    return redirect("accounts:people")


@require_http_methods(["GET", "HEAD", "POST"])
def person_detail(request: HttpRequest, id: int) -> HttpResponse:
    """Change the roles and entities of a person, and whether they may sign in."""
    person, actor = get_object_or_404(Person, pk=id), get_actor(request)
    held_roles = frozenset(person.roles.values_list("role", flat=True))
    entities = sorted(person.entities.values_list("entity", flat=True))
    initial = {"roles": sorted(held_roles), "entities": ", ".join(entities)}
    form = RolesForm(request.POST or None, initial=initial, actor=actor, held_roles=held_roles)
    if request.method == "POST" and "active" in request.POST:
        return _change_activity(request, person)
    if request.method == "POST" and form.is_valid():
        _store_roles(person, form.cleaned_data["roles"], form.cleaned_data["entities"])
        record_audit_entry(
            request, "roles.changed", person.email, before=sorted(held_roles), after=form.cleaned_data["roles"],
            entities=form.cleaned_data["entities"],
        )  # fmt: skip
        messages.success(request, _("Changed the roles of %(email)s.") % {"email": person.email})
        return redirect("accounts:people")
    return render(request, "accounts/person.html", {"form": form, "person": person})


def _store_roles(person: Person, roles: list[str], entities: list[str]) -> None:
    person.roles.exclude(role__in=roles).delete()
    person.entities.exclude(entity__in=entities).delete()
    for role in roles:
        person.roles.get_or_create(role=role)
    for entity in entities:
        person.entities.get_or_create(entity=entity)


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
