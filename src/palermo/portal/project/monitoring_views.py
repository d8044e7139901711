"""Addresses for operators: health, readiness, metrics."""

import ipaddress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from palermo import __version__
from palermo.errors import PalermoError
from palermo.portal.project.monitoring import EDITION, EDITION_TIME, METRICS, RECORDS
from palermo.portal.services.access import get_client_address
from palermo.portal.services.current_edition import get_current_edition, get_current_token


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Return whether the portal answers, and with which edition (null where none is built yet)."""
    return JsonResponse({"ok": True, "edition": get_current_token()})


@require_safe
@never_cache
def readiness(request: HttpRequest) -> JsonResponse:
    """Return 200 if readers can be served: an edition is open and the database answers.

    Otherwise, return 503 with the reasons.
    """
    checks = {"edition": _check_edition(), "database": _check_database()}
    is_ready = not any(checks.values())
    states = {name: reason or "ok" for name, reason in checks.items()}
    return JsonResponse({"ready": is_ready, **states}, status=200 if is_ready else 503)


def _check_edition() -> str:
    try:
        get_current_edition()
    except (PalermoError, OSError) as error:
        return error.reason if isinstance(error, PalermoError) else "it cannot be read"
    return ""


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"it does not answer ({type(error).__name__})"  # its message may contain the address
    return ""


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the metrics in the format of Prometheus, to the networks of PALERMO_METRICS."""
    if not _may_read_metrics(request):
        return HttpResponseForbidden("Metrics are for the networks of PALERMO_METRICS.\n", content_type="text/plain")
    _update_edition_metrics()
    return HttpResponse(generate_latest(METRICS), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    """Return whether the client is in a network of the setting; an unexpected proxy hides the client."""
    if "X-Forwarded-For" in request.headers and not settings.PALERMO_PROXIES:
        return False
    client = get_client_address(request, settings.PALERMO_PROXIES).partition("/")[0]
    try:
        address = ipaddress.ip_address("::1" if client == "::" else client)  # ::1 is counted as its /64
    except ValueError:
        return False
    return any(address in network for network in settings.PALERMO_METRICS)


def _update_edition_metrics() -> None:
    EDITION.clear()
    try:
        manifest = get_current_edition().view.manifest
    except (PalermoError, OSError):
        return
    EDITION.labels(manifest.id, __version__).set(1)
    EDITION_TIME.set(manifest.date.timestamp())
    counts = {
        "documents": manifest.counts.documents,
        "statements": sum(manifest.counts.statements.values()),
        "quarantined": len(manifest.quarantined),
    }
    for table, count in counts.items():
        RECORDS.labels(table).set(count)
