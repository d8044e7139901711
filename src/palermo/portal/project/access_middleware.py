"""Middleware that enforces the table of permissions, and shows why something is refused."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from palermo.access import Permit, Refusal, can_read_public
from palermo.portal.api.problems import build_problem
from palermo.portal.project.route_permissions import find_permission
from palermo.portal.services.access import AccessRefused, get_actor, translate_reason

GetResponse = Callable[[HttpRequest], HttpResponseBase]
API_PREFIX = "/api/"
BOOKKEEPING_FIELDS = frozenset({"key", "last", "next"})
"""Hidden fields of forms, which are sent again but are nothing that a person typed."""
UNLISTED = Refusal("This address has no permission yet, so that nobody may open it.")


def set_actor(get_response: GetResponse) -> GetResponse:
    """Set `request.actor`, which determines visibilities, menus and permissions."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        get_actor(request)
        return get_response(request)

    return handle_request


class AccessMiddleware:
    """Checks the permission of each route before its view runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; responses that are not public, or depend on who is signed in, are not cached."""
        response = self.get_response(request)
        match = request.resolver_match
        permission = find_permission(match.view_name) if match else None
        if get_actor(request).user_id is not None or permission not in (can_read_public, None):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], parameters: dict[str, Any]
    ) -> HttpResponse | None:
        """Return a refusal, or None to go on."""
        match = request.resolver_match
        permission = find_permission(match.view_name if match else "")
        checked = permission(get_actor(request)) if permission else UNLISTED
        return None if isinstance(checked, Permit) else build_refusal(request, checked)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for a refusal that a view raised."""
        return build_refusal(request, Refusal(error.reason)) if isinstance(error, AccessRefused) else None


def build_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a problem for the API, the sign-in page for visitors, and a page with the reason for others."""
    signed_in = get_actor(request).user_id is not None
    if request.path_info.startswith(API_PREFIX):
        return build_problem(403 if signed_in else 401, refusal.reason)
    if signed_in:
        return render(request, "base/refused.html", {"reason": translate_reason(refusal)}, status=403)
    if request.method == "POST":
        return render_unsent_form(request, is_signed_out=True)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def render_unsent_form(request: HttpRequest, *, is_signed_out: bool) -> HttpResponse:
    """Return a page with all input of a form, to be sent again after signing in."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    typed = [(name, value) for name, value in fields if value and name not in BOOKKEEPING_FIELDS]
    context = {"fields": fields, "typed": typed, "is_signed_out": is_signed_out}
    context["has_files"] = bool(request.FILES)
    return render(request, "base/unsent_form.html", context, status=403)


def handle_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Preserve the input if the form came from a page of the portal; refuse forms of other sites."""
    if request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}":
        return render_unsent_form(request, is_signed_out=False)
    return render(request, "base/refused.html", {"reason": ""}, status=403)
