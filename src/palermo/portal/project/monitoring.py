"""Monitoring for operators: an id and an access record for each request, health, readiness and metrics."""

import ipaddress
import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from palermo import __version__
from palermo.errors import PalermoError
from palermo.portal.project.json_log import ACCESS_LOGGER, REQUEST_ID
from palermo.portal.services.access import get_client_address
from palermo.portal.services.current_edition import get_current_edition, get_current_token

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

REQUEST_ID_HEADER: Final = "X-Request-ID"
_REQUEST_ID_PATTERN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_LOG = logging.getLogger(ACCESS_LOGGER)

METRICS = CollectorRegistry()
ProcessCollector(registry=METRICS)
PlatformCollector(registry=METRICS)
REQUESTS = Counter(
    "palermo_requests", "Requests by app, method and class of status.", ("app", "method", "status"), registry=METRICS
)
DURATIONS = Histogram(
    "palermo_request_duration_seconds",
    "Time until the response was ready, by app.",
    ("app",),
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=METRICS,
)
IN_PROGRESS = Gauge("palermo_requests_in_progress", "Requests that are being answered.", registry=METRICS)
EDITION = Gauge("palermo_edition", "The served edition: always 1.", ("edition", "version"), registry=METRICS)
RECORDS = Gauge("palermo_edition_records", "Records of the served edition.", ("table",), registry=METRICS)
EDITION_TIME = Gauge("palermo_edition_timestamp_seconds", "Day of the served edition.", registry=METRICS)


def record_request(get_response: GetResponse) -> GetResponse:
    """Give each request an id, which the response repeats; count it, time it and log it."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        token = REQUEST_ID.set(_choose_request_id(request))
        started_at = time.perf_counter()
        IN_PROGRESS.inc()
        try:
            response = get_response(request)
            response.headers[REQUEST_ID_HEADER] = REQUEST_ID.get()
            _record_response(request, response, time.perf_counter() - started_at)
            return response
        finally:
            IN_PROGRESS.dec()
            REQUEST_ID.reset(token)

    return handle_request


def _choose_request_id(request: HttpRequest) -> str:
    """Return the id that the proxy sent, if it is one, else a new one."""
    request_id = request.headers.get(REQUEST_ID_HEADER, "")
    return request_id if _REQUEST_ID_PATTERN.fullmatch(request_id) else secrets.token_hex(8)


def _record_response(request: HttpRequest, response: HttpResponseBase, duration_s: float) -> None:
    match = request.resolver_match
    app = (match.app_names[0] if match and match.app_names else "") or "other"
    REQUESTS.labels(app, request.method or "", f"{response.status_code // 100}xx").inc()
    DURATIONS.labels(app).observe(duration_s)
    fields = {
        "method": request.method,
        "path": request.path,
        "status": response.status_code,
        "duration_ms": round(duration_s * 1000, 1),
        "bytes": None if response.streaming else len(getattr(response, "content", b"")),
    }
    _LOG.info("%s %s %s", request.method, request.path, response.status_code, extra=fields)


@require_safe
@never_cache
def show_health(request: HttpRequest) -> JsonResponse:
    """Return whether the portal answers, and with which edition (null where none is built yet)."""
    return JsonResponse({"ok": True, "edition": get_current_token()})


@require_safe
@never_cache
def show_readiness(request: HttpRequest) -> JsonResponse:
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
def show_metrics(request: HttpRequest) -> HttpResponse:
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
