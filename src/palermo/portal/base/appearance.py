"""Light, dark, or as the system says: a cookie of three values, set by a form, read into `data-theme`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

COOKIE_NAME = "appearance"
CHOICES = ("light", "dark")
COOKIE_MAX_AGE_S = 365 * 24 * 3600
"""Seconds."""


def get_appearance(request: HttpRequest) -> str:
    """`light`, `dark`, or nothing for the system's own."""
    value = request.COOKIES.get(COOKIE_NAME, "")
    return value if value in CHOICES else ""


def set_appearance(request: HttpRequest) -> HttpResponse:
    """Keep the choice that a form posted, and go back to the page it was made on."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    value = request.POST.get("appearance", "")
    if value in CHOICES:
        response.set_cookie(
            COOKIE_NAME, value, max_age=COOKIE_MAX_AGE_S, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    else:
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
    return response
