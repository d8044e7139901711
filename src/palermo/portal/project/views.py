"""Views outside the apps: errors, robots.txt, appearance."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.edition import Library
from palermo.errors import DocumentTakenDown, PalermoError

ROBOTS = "User-agent: *\nDisallow: /*?\nAllow: /\n\nSitemap: {sitemap}\n"
"""Filters create unlimited addresses; what they list has addresses of its own."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return the rules for crawlers: everything but filtered lists."""
    rules = ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(rules, content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for 404."""
    reason = exception if isinstance(exception, PalermoError) else None
    return render(
        request, "base/not_found.html", {"reason": reason, "register": reverse("recommendations:register")}, status=404
    )


def taken_down(request: HttpRequest, exception: DocumentTakenDown) -> HttpResponse:
    """Return the page for 410: when a document was taken down, without its title or the secretariat's reason."""
    return render(request, "base/taken_down.html", {"date": exception.date}, status=410)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 400: the request is invalid, or its host is not allowed; 413 for a form with more than is read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "base/too_large.html", {"is_text": True}, status=413)
    return HttpResponse("Bad request.\n", status=400, content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for 500, without details of the error."""
    return render(request, "base/server_error.html", status=500)


def no_edition(request: HttpRequest, exception: PalermoError) -> HttpResponse:
    """Return the page for 503.

    There is no edition, or it cannot be served; the page shows the reason and how to fix it.
    """
    named = Library(settings.PALERMO_LIBRARY).read_current_id()
    context = {"library": settings.PALERMO_LIBRARY.name, "named": named, "reason": exception}
    response = render(request, "base/no_edition.html", context, status=503)
    response.headers["Retry-After"] = "60"
    return response
