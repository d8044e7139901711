"""Making ready what first readers would wait for: a new edition is opened and its slow pages made beforehand."""

import logging
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Thread
from typing import Any, Final

from django.conf import settings

from palermo.errors import PalermoError
from palermo.portal.services.current_edition import CurrentEdition, EditionStamp, open_current_edition

WARMED_PATHS: Final = ("/en/library/?q=traffiking", "/en/", "/en/partnerships/", "/en/gaps/", "/en/data/proposals/")
"""Pages for which things are made that all pages of their kind need, those that readers ask for most first.

The word that is searched is misspelt, so that what proposes a better spelling is ready too.
"""
POLL_INTERVAL_S: Final = 2.0
"""Seconds after which the library is looked at again for a new edition."""
IDLE_AFTER_S: Final = 0.5
"""Seconds without a request after which nobody is made to wait by what is made beforehand."""
MAX_WAIT_S: Final = 60.0
"""Seconds after which a page is made beforehand however busy the server is."""
HEALTH_PATH: Final = "/healthz"
LOG = logging.getLogger("palermo.portal")

type WSGIEnviron = dict[str, Any]
type WarmedVersion = tuple[EditionStamp, str]
"""When an edition was named, and when its search index was made."""
type WSGICallable = Callable[[WSGIEnviron, Callable[..., Any]], Iterable[bytes]]


class ActivityMonitor:
    """The application, and when readers last asked it."""

    def __init__(self, application: WSGICallable) -> None:
        self.application = application
        self.asked = float("-inf")

    def __call__(self, environ: WSGIEnviron, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a reader."""
        if environ.get("PATH_INFO") != HEALTH_PATH:
            self.asked = time.monotonic()
        return self.application(environ, start_response)

    def wait_until_idle(self, max_wait_s: float = MAX_WAIT_S) -> None:
        """Wait until nobody has asked for a moment, for so long at most."""
        until = time.monotonic() + max_wait_s
        while (now := time.monotonic()) < until and (left := self.asked + IDLE_AFTER_S - now) > 0:
            time.sleep(min(left, until - now))


def start_warming(monitor: ActivityMonitor) -> Thread:
    """Follow the library that is served, aside: requests wait for none of it that they do not need themselves."""
    found = Thread(target=_poll_library, args=(monitor,), name="palermo-warming", daemon=True)
    found.start()
    return found


def _poll_library(monitor: ActivityMonitor) -> None:
    warmed: WarmedVersion | None = None
    while True:
        warmed = warm_up(monitor, open_current_edition(settings.PALERMO_LIBRARY), warmed)
        time.sleep(POLL_INTERVAL_S)


def warm_up(
    monitor: ActivityMonitor, library: CurrentEdition, previous: WarmedVersion | None = None
) -> WarmedVersion | None:
    """Open the edition that the library names and ask for its pages, unless that was done; gives which edition it is.

    They are asked again where its search index was made anew.
    What fails here fails again when a reader asks, and is told then.
    """
    try:
        served = library.open()
    except (PalermoError, OSError, ValueError):  # what a damaged file raises, as it is read
        return None
    found = (served.stamp, served.index)
    if found != previous:
        for address in WARMED_PATHS:
            monitor.wait_until_idle()
            try:
                _request_page(monitor.application, address)
            except Exception:
                LOG.exception("A page could not be made ready: %s", address)
    return found


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
    """A request as a server passes it on, of a reader at this machine."""
    host = next((one.lstrip(".") for one in settings.ALLOWED_HOSTS if one != "*"), "localhost")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": host,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
