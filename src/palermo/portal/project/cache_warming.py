"""Cache warming: opens a new edition and requests its slow pages before readers need them."""

import logging
import time
from collections.abc import Callable, Iterable
from threading import Thread
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.conf import settings

from palermo.errors import PalermoError
from palermo.portal.services.current_edition import CurrentEdition, EditionStamp, open_current_edition

WARMED_PATHS: Final = (
    "/en/search/?q=traffiking",
    "/en/",
    "/en/topics/",
    "/en/partnerships/",
    "/en/gaps/",
    "/en/data/proposals/",
    "/en/reports/dossiers/organ-removal/",
)
"""Pages that fill the caches of all pages of their kind, the most requested first.

The word that is searched is misspelt, so that what proposes a better spelling is ready too.
"""
POLL_INTERVAL_S: Final = 2.0
"""Seconds between checks for a new edition."""
IDLE_AFTER_S: Final = 0.5
"""Seconds without a request after which warming does not delay readers."""
MAX_WAIT_S: Final = 60.0
"""Seconds after which a page is warmed even if the server is busy."""
UNCOUNTED_PATHS: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""Paths that machines request all the time, which are no sign of a reader."""
LOG = logging.getLogger("palermo.portal")

type WSGIEnviron = dict[str, Any]
type WarmedVersion = tuple[EditionStamp, str]
"""Stamps of an edition and of its search index."""
type WSGICallable = Callable[[WSGIEnviron, Callable[..., Any]], Iterable[bytes]]


class ActivityMonitor:
    """A WSGI application that records when readers used it last."""

    def __init__(self, application: WSGICallable) -> None:
        self.application = application
        self.last_request = float("-inf")

    def __call__(self, environ: WSGIEnviron, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a reader."""
        if environ.get("PATH_INFO") not in UNCOUNTED_PATHS:
            self.last_request = time.monotonic()
        return self.application(environ, start_response)

    def wait_until_idle(self, max_wait_s: float = MAX_WAIT_S) -> None:
        """Wait until there was no request for a moment, at most `max_wait_s`."""
        until = time.monotonic() + max_wait_s
        while (now := time.monotonic()) < until and (left := self.last_request + IDLE_AFTER_S - now) > 0:
            time.sleep(min(left, until - now))


def start_warming(monitor: ActivityMonitor) -> Thread:
    """Start a thread that warms the caches of each new edition."""
    thread = Thread(target=_poll_library, args=(monitor,), name="palermo-warming", daemon=True)
    thread.start()
    return thread


def _poll_library(monitor: ActivityMonitor) -> None:
    warmed: WarmedVersion | None = None
    while True:
        warmed = warm_up(monitor, open_current_edition(settings.PALERMO_LIBRARY), warmed)
        time.sleep(POLL_INTERVAL_S)


def warm_up(
    monitor: ActivityMonitor, library: CurrentEdition, previous: WarmedVersion | None = None
) -> WarmedVersion | None:
    """Open the current edition and request its pages if it is new; return its version.

    The pages are requested again after the search index was rebuilt. An error is ignored here, because it occurs
    and is reported again when a reader requests the page.
    """
    try:
        served = library.open()
    except (PalermoError, OSError, ValueError):  # errors of reading a damaged file
        return None
    token = (served.stamp, served.index)
    if token != previous:
        for address in WARMED_PATHS:
            monitor.wait_until_idle()
            try:
                _request_page(monitor.application, address)
            except Exception:
                LOG.exception("A page could not be made ready: %s", address)
    return token


def _request_page(application: WSGICallable, address: str) -> None:
    path, _, query = address.partition("?")
    answer = application(_build_environ(path, query), lambda status, headers, error=None: None)
    try:
        for _part in answer:
            pass
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def _build_environ(path: str, query: str) -> WSGIEnviron:
    """Return a request as a server passes it on, of a reader at this machine."""
    host = next((item.lstrip(".") for item in settings.ALLOWED_HOSTS if item != "*"), "localhost")
    environ: WSGIEnviron = {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "https",
    }
    setup_testing_defaults(environ)
    return environ
