"""Monitoring for operators: an id and an access record for each request, and metrics."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from palermo.portal.project.json_log import ACCESS_LOGGER, REQUEST_ID

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
