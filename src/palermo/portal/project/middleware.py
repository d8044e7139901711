"""Middleware: permissions, one edition for each request, cache headers, error pages, and the permissions policy."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext

from palermo import __version__, registry
from palermo.access import Permit, Refusal, can_read_public, list_visibilities
from palermo.edition import StatementSelection
from palermo.errors import DocumentTakenDown, NoLibrary, NotFound, PalermoError, QuestionInvalid
from palermo.portal.api.problems import build_problem
from palermo.portal.base.appearance import get_appearance
from palermo.portal.base.apps_and_navigation import PORTAL_APPS
from palermo.portal.base.page_permissions import find_permission
from palermo.portal.base.statement_selection import add_selection_to_links, choose_selection, use_selection
from palermo.portal.project import views
from palermo.portal.services.access import AccessRefused, get_actor
from palermo.portal.services.current_edition import get_current_edition, get_current_token, pin_edition
from palermo.portal.services.edition_notes import count_all_reviewed
from palermo.portal.services.response_cache import CachedResponse, compress_response, is_cacheable

GetResponse = Callable[[HttpRequest], HttpResponseBase]
API_PREFIX = "/api/"
BOOKKEEPING_FIELDS = frozenset({"key", "last", "next", "seen"})
"""Hidden fields of forms, which are sent again but are nothing that a person typed."""
UNLISTED = Refusal("This address has no permission yet, so that nobody may open it.")
DESKS = (["accounts"], *(item.url_prefix.split("/")[:1] for item in PORTAL_APPS if item.permission))
"""First parts of the addresses of pages for people who are signed in, which do not choose what they count."""
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def set_actor(get_response: GetResponse) -> GetResponse:
    """Set `request.actor`, which determines visibilities, menus and permissions."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        get_actor(request)
        return get_response(request)

    return handle_request


class AccessMiddleware:
    """Checks the permission of each route before its view runs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; responses that are not public, or depend on who is signed in, are not cached."""
        response = self.get_response(request)
        match = request.resolver_match
        permission = find_permission(match.view_name) if match else None
        if get_actor(request).user_id is not None or permission not in (can_read_public, None):
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], parameters: dict[str, Any]
    ) -> HttpResponse | None:
        """Return a refusal, or None to go on."""
        match = request.resolver_match
        permission = find_permission(match.view_name if match else "")
        checked = permission(get_actor(request)) if permission else UNLISTED
        return None if isinstance(checked, Permit) else build_refusal(request, checked)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for a refusal that a view raised."""
        return build_refusal(request, Refusal(error.reason)) if isinstance(error, AccessRefused) else None


def build_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Return a problem for the API, the sign-in page for visitors, and a page with the reason for others."""
    signed_in = get_actor(request).user_id is not None
    if request.path_info.startswith(API_PREFIX):
        return build_problem(403 if signed_in else 401, refusal.reason)
    if signed_in:
        return render(request, "base/refused.html", {"reason": gettext(refusal.reason)}, status=403)
    if request.method == "POST":
        return render_unsent_form(request, is_signed_out=True)
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def render_unsent_form(request: HttpRequest, *, is_signed_out: bool) -> HttpResponse:
    """Return a page with all input of a form, to be sent again after signing in."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    typed = [(name, value) for name, value in fields if value and name not in BOOKKEEPING_FIELDS]
    context = {"fields": fields, "typed": typed, "is_signed_out": is_signed_out}
    context["has_files"] = bool(request.FILES)
    return render(request, "base/unsent_form.html", context, status=403)


def handle_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Preserve the input if the form came from a page of the portal; refuse forms of other sites."""
    if request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}":
        return render_unsent_form(request, is_signed_out=False)
    return render(request, "base/refused.html", {"reason": ""}, status=403)


def add_permissions_policy(get_response: GetResponse) -> GetResponse:
    """Forbid the use of the browser's devices."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return handle_request


def limit_request_size(get_response: GetResponse) -> GetResponse:
    """Refuse forms and uploads above the limit before any of their bytes is read."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.PALERMO_MAX_REQUEST_BYTES:
            return render(request, "base/too_large.html", status=413)
        return get_response(request)

    return handle_request


def pin_request_edition(get_response: GetResponse) -> GetResponse:
    """Serve a request, including its ETag, from one edition, with the documents that its actor may see."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        chosen = choose_selection(request)
        selection = StatementSelection.ALL if _is_review_page(request) else chosen
        with use_selection(chosen), pin_edition(list_visibilities(get_actor(request)), selection):
            if request.path_info.split("/")[2:3] not in DESKS:
                request.count_unconfirmed = partial(  # type: ignore[attr-defined]
                    _count_if_served, lambda: get_current_edition().unconfirmed_count, 0
                )
                request.count_reviewed = partial(_count_if_served, count_all_reviewed, None)  # type: ignore[attr-defined]
            return get_response(request)

    return handle_request


def _is_review_page(request: HttpRequest) -> bool:
    """Return whether the request is for a page of the review desk.

    Reviewers need unconfirmed statements most.
    """
    return request.path_info.split("/")[2:3] == ["review"]


def _count_if_served[T](count: Callable[[], T], default: T) -> T:
    """Return a count of the served edition, or the default if there is none."""
    try:
        return count()
    except PalermoError:
        return default


def cache_by_edition(get_response: GetResponse) -> GetResponse:
    """Cache pages by address, edition, registry and appearance, which the ETag identifies.

    A page of an edition is rendered once and then served from the cache. Pages for people who are signed in are
    neither stored in it nor taken from it.
    """

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        token = get_current_token() if request.method in {"GET", "HEAD"} and not settings.DEBUG else None
        if token is None or not _is_page(request) or get_actor(request).user_id is not None:
            return get_response(request)
        facts = registry.load_registry().version[:8]
        etag = f'W/"{__version__}-{facts}-{token}-{get_appearance(request) or "system"}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _set_cache_headers(HttpResponseNotModified(), etag)
        key = (etag, request.build_absolute_uri())
        cached = get_current_edition().answers.get(key)
        if cached:
            return _build_cached_response(request, cached)
        response = get_response(request)
        if response.status_code == 200 and not _is_private(response):
            _set_cache_headers(response, etag)
            if request.method == "GET" and isinstance(response, HttpResponse):
                _store_response(key, response)
        return response

    return handle_request


def _store_response(key: tuple[str, str], response: HttpResponse) -> None:
    """Cache a response if that is worth it: compressing a large file takes longer than creating it again."""
    if is_cacheable(key[1], len(response.content), response.headers):
        get_current_edition().answers.put(key, compress_response(response.content, dict(response.items())))


def _is_private(response: HttpResponseBase) -> bool:
    """Return whether a response must not be shared."""
    cache_control = response.headers.get("Cache-Control", "")
    return bool(response.cookies) or "private" in cache_control or "no-store" in cache_control


def _set_cache_headers(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ("Cookie",))
    return response


def _build_cached_response(request: HttpRequest, cached: CachedResponse) -> HttpResponse:
    """Return a cached response, compressed if the client accepts it."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    response = HttpResponse(cached.packed if packed else cached.decompress_body(), headers=dict(cached.headers))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(cached.packed))
        patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _is_page(request: HttpRequest) -> bool:
    return request.path_info.split("/")[1] in {code for code, _ in settings.LANGUAGES}


def keep_selection_in_links(get_response: GetResponse) -> GetResponse:
    """Let the links of a page lead to pages that count the same statements, if the request chose other ones."""

    def handle_request(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html"):
            page = response.content.decode()
            if (extended := add_selection_to_links(page)) != page:
                response.content = extended.encode()
        return response

    return handle_request


class ErrorPageMiddleware:
    """Converts Palermo's errors to pages with the subject, the reason and how to fix it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.following = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.following(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for an error; None for other errors, which Django handles."""
        if isinstance(error, DocumentTakenDown):
            return views.taken_down(request, error)
        if isinstance(error, NotFound | QuestionInvalid):  # a mistyped address, no fault of ours
            return views.not_found(request, error)
        if isinstance(error, NoLibrary):
            return views.no_edition(request, error)
        return views.server_error(request, error) if isinstance(error, PalermoError) else None
