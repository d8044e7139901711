"""Pages that belong to no app: errors, robots, health, appearance."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.portal.base.appearance import set_appearance
from palermo.portal.services.current_edition import get_current_token

ROBOTS = "User-agent: *\nDisallow: /*?\nAllow: /\n\nSitemap: {sitemap}\n"
"""Filters multiply addresses without end; what they show has an address of its own."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: everything but filtered lists."""
    said = ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the portal answers, and with which edition (null where none is built yet)."""
    return JsonResponse({"ok": True, "edition": get_current_token()})


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep light or dark; nothing that needs protection hangs on it, so the form carries no token."""
    return set_appearance(request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing stands at this address."""
    reason = exception if isinstance(exception, PalermoError) else None
    return render(
        request, "base/not_found.html", {"reason": reason, "register": reverse("recommendations:register")}, status=404
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be understood, or names a host that we do not answer to."""
    return HttpResponse("Bad request.\n", status=400, content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """500: our fault; nothing of it is shown but that it happened."""
    return render(request, "base/server_error.html", status=500)


def no_edition(request: HttpRequest, exception: PalermoError) -> HttpResponse:
    """503: the library holds no edition yet, or one that cannot be served; the page says why, and how to mend it."""
    named = Library(settings.PALERMO_LIBRARY).read_current_id()
    context = {"library": settings.PALERMO_LIBRARY.name, "named": named, "reason": exception}
    response = render(request, "base/no_edition.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response
