"""The appearance (light, dark, or that of the system), stored in a cookie and rendered as `data-theme`."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE_NAME = "appearance"
CHOICES = ("light", "dark")
COOKIE_MAX_AGE_S = 365 * 24 * 3600


def get_appearance(request: HttpRequest) -> str:
    """Return `light`, `dark`, or an empty string for that of the system."""
    value = request.COOKIES.get(COOKIE_NAME, "")
    return value if value in CHOICES else ""


@csrf_exempt  # it only changes the look of the pages, and its form is on pages that set no cookie
@require_POST
def set_appearance(request: HttpRequest) -> HttpResponse:
    """Store the choice of the form in a cookie, and redirect to the page it came from."""
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
