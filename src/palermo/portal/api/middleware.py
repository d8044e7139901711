"""Middleware of the API: cross-origin access, caching by edition, and errors as problem documents."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import parse_etags

from palermo import __version__, registry
from palermo.portal.api.problems import MEDIA_TYPE, build_parameter_problem, build_problem
from palermo.portal.api.service import find_unknown_parameters
from palermo.portal.services.access import get_actor
from palermo.portal.services.current_edition import get_current_token

API_PREFIX = "/api/"
UNCACHED_PATHS = ("/api/v1/editions",)
"""Answers that can change while the edition stays."""
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
CORS_PREFLIGHT_HEADERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
STATUS_DETAILS = {
    400: "The request cannot be understood.",
    404: "This address does not exist; /api/v1/openapi.json lists all.",
    405: "Everything here can only be read: use GET.",
}

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


def apply_api_policy(get_response: GetResponse) -> GetResponse:
    """Apply the policy of the API to its requests only."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(API_PREFIX):
            return get_response(request)
        response = _handle_api_request(request, get_response)
        for name, value in CORS_HEADERS.items():
            response.headers[name] = value
        return response

    return handle_request


def _handle_api_request(request: HttpRequest, get_response: GetResponse) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(
            status=204,
            headers={**CORS_PREFLIGHT_HEADERS, "Allow": CORS_PREFLIGHT_HEADERS["Access-Control-Allow-Methods"]},
        )
    etag = _compute_etag(request)
    if etag and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _set_cache_headers(HttpResponseNotModified(), etag)
    if unknown := find_unknown_parameters(request):
        return build_parameter_problem(
            [{"parameter": name[:80], "reason": "this address knows no such parameter"} for name in unknown]
        )
    only_head = request.method == "HEAD"
    if only_head:
        request.method = "GET"  # the API only implements GET; the server sends no body for HEAD
    with translation.override("en"):  # names and problems do not depend on the preferences of a browser
        response = get_response(request)
    if only_head:
        request.method = "HEAD"
    if response.status_code >= 400:
        return _convert_to_problem(response)
    return _set_cache_headers(response, etag) if etag else response


def _compute_etag(request: HttpRequest) -> str | None:
    """Return the ETag of a response (edition, registry, version), or None if it must not be cached."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"} or request.path_info in UNCACHED_PATHS:
        return None
    if get_actor(request).user_id is not None:
        return None
    token = get_current_token()
    return f'W/"{__version__}-{registry.load_registry().version[:8]}-{token}"' if token else None


def _set_cache_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = "en"
    return response


def _convert_to_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Convert any error response to a problem document."""
    if response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    status = response.status_code
    problem = build_problem(
        status, STATUS_DETAILS.get(status, "This is an error of the server." if status >= 500 else "")
    )
    if "Allow" in response.headers:
        problem.headers["Allow"] = response.headers["Allow"]
    return problem
