"""What holds for every answer of the service: who may read it, how long it stays good, and how errors look."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import parse_etags

from palermo import __version__, registry
from palermo.portal.api.problems import MEDIA_TYPE, problem, unusable
from palermo.portal.api.service import unknown_parameters
from palermo.portal.editions.current import current_token

START = "/api/"
CHANGING = ("/api/v1/editions",)
"""Answers that can change while the edition stays."""
READING = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
ASKING = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
DETAILS = {
    400: "The request cannot be understood.",
    404: "Nothing stands at this address; /api/v1/openapi.json says what does.",
    405: "Everything here can only be read: use GET.",
}

type Next = Callable[[HttpRequest], HttpResponseBase]


def edges(following: Next) -> Next:
    """Answer requests for the service; all others pass by."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(START):
            return following(request)
        response = _answered(request, following)
        for name, value in READING.items():
            response.headers[name] = value
        return response

    return answer


def _answered(request: HttpRequest, following: Next) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={**ASKING, "Allow": ASKING["Access-Control-Allow-Methods"]})
    etag = _etag(request)
    if etag and etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _kept(HttpResponseNotModified(), etag)
    if unknown := unknown_parameters(request):
        return unusable(
            [{"parameter": name[:80], "reason": "this address knows no such parameter"} for name in unknown]
        )
    only_head = request.method == "HEAD"
    if only_head:
        request.method = "GET"  # the service knows GET alone; the server sends no body for HEAD
    with translation.override("en"):  # names and problems do not hang on what a browser prefers
        response = following(request)
    if only_head:
        request.method = "HEAD"
    if response.status_code >= 400:
        return _told(response)
    return _kept(response, etag) if etag else response


def _etag(request: HttpRequest) -> str | None:
    """Of what the answer is made: the edition, the registry, this version; None where it is not to be kept."""
    if settings.DEBUG or request.method not in {"GET", "HEAD"} or request.path_info in CHANGING:
        return None
    token = current_token()
    return f'W/"{__version__}-{registry.load().version[:8]}-{token}"' if token else None


def _kept(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Content-Language"] = "en"
    return response


def _told(response: HttpResponseBase) -> HttpResponseBase:
    """An error as a problem, whoever answered it."""
    if response.headers.get("Content-Type") == MEDIA_TYPE:
        return response
    status = response.status_code
    told = problem(status, DETAILS.get(status, "This is a fault of ours." if status >= 500 else ""))
    if "Allow" in response.headers:
        told.headers["Allow"] = response.headers["Allow"]
    return told
