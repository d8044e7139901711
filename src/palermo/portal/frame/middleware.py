"""What happens around every page: cache headers by edition, errors of ours as plain pages, permissions."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from palermo import __version__, registry
from palermo.errors import NoLibrary, NotFound, PalermoError, QuestionInvalid
from palermo.portal.editions.answers import Answer, pack, worth_packing
from palermo.portal.editions.current import current, current_token, pinned
from palermo.portal.frame import views
from palermo.portal.frame.appearance import chosen

Next = Callable[[HttpRequest], HttpResponseBase]
NOTHING = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def permissions_policy(following: Next) -> Next:
    """Forbid the browser's devices, of which no page makes use."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = following(request)
        response.headers["Permissions-Policy"] = NOTHING
        return response

    return answer


def one_edition(following: Next) -> Next:
    """All that a request asks, and the ETag of its answer, are of one edition."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with pinned():
            return following(request)

    return answer


def cache_by_edition(following: Next) -> Next:
    """A page is a function of its address, edition, registry and the reader's appearance: its ETag says which.

    So a page that was made once for an edition is kept, and answered again without being made.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        token = current_token() if request.method in {"GET", "HEAD"} and not settings.DEBUG else None
        if token is None or not _is_page(request):
            return following(request)
        facts = registry.load().version[:8]
        etag = f'W/"{__version__}-{facts}-{token}-{chosen(request) or "system"}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _dated(HttpResponseNotModified(), etag)
        asked = (etag, request.build_absolute_uri())
        kept = current().answers.get(asked)
        if kept:
            return _again(request, kept)
        response = following(request)
        if response.status_code == 200 and not _for_one_reader(response):
            _dated(response, etag)
            if request.method == "GET" and isinstance(response, HttpResponse):
                _keep(asked, response)
        return response

    return answer


def _keep(asked: tuple[str, str], response: HttpResponse) -> None:
    """Keep an answer where it is worth it: packing a large file takes longer than making it again."""
    if worth_packing(asked[1], len(response.content), response.headers):
        current().answers.put(asked, pack(response.content, dict(response.items())))


def _for_one_reader(response: HttpResponseBase) -> bool:
    """Whether a page says itself that nobody else may be given it."""
    said = response.headers.get("Cache-Control", "")
    return bool(response.cookies) or "private" in said or "no-store" in said


def _dated(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    patch_vary_headers(response, ("Cookie",))
    return response


def _again(request: HttpRequest, kept: Answer) -> HttpResponse:
    """An answer that is kept, packed for those who can unpack it."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "").lower()
    response = HttpResponse(kept.packed if packed else kept.plain(), headers=dict(kept.headers))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(kept.packed))
        patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _is_page(request: HttpRequest) -> bool:
    return request.path_info.split("/")[1] in {code for code, _ in settings.LANGUAGES}


class PlainErrors:
    """Turn an error of ours into a page that says the thing, the reason and the mend."""

    def __init__(self, following: Next) -> None:
        self.following = following

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.following(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error; None for those that are not ours, which Django turns into its 500."""
        if isinstance(error, NotFound | QuestionInvalid):  # a mistyped address, no fault of ours
            return views.not_found(request, error)
        if isinstance(error, NoLibrary):
            return views.no_edition(request, error)
        return views.failed(request, error) if isinstance(error, PalermoError) else None
