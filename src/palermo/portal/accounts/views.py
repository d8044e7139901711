"""Views of one's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.portal.accounts.models import ROLE_LABELS
from palermo.portal.services.access import get_actor


@require_safe
def account_overview(request: HttpRequest) -> HttpResponse:
    """Render the person's roles and entities, and the ways to sign in."""
    actor = get_actor(request)
    roles = [label for role, label in ROLE_LABELS.items() if role in actor.roles]
    return render(request, "accounts/overview.html", {"roles": roles, "entities": sorted(actor.entities)})
