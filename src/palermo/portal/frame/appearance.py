"""Light, dark, or as the system says: a cookie of three values, set by a form, read into `data-theme`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE = "appearance"
CHOICES = ("light", "dark")
YEAR = 365 * 24 * 3600
"""Seconds."""


def chosen(request: HttpRequest) -> str:
    """`light`, `dark`, or nothing for the system's own."""
    value = request.COOKIES.get(COOKIE, "")
    return value if value in CHOICES else ""


def choose(request: HttpRequest) -> HttpResponse:
    """Keep the choice that a form posted, and go back to the page it was made on."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    value = request.POST.get("appearance", "")
    if value in CHOICES:
        response.set_cookie(COOKIE, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
