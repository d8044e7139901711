"""Making ready what first readers would wait for: a new edition is opened and its slow pages made beforehand."""

import logging
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Thread
from typing import Any, Final

from django.conf import settings

from palermo.errors import PalermoError
from palermo.portal.editions.current import CurrentEdition, Stamp, following

PAGES: Final = (
    "/en/",
    "/en/library/?q=traffiking",
    "/en/partnerships/",
    "/en/gaps/",
    "/en/recommendations/",
    "/en/appraisal/",
    "/en/data/proposals/",
)
"""Pages for which things are made that all pages of their kind need, in the order in which readers come to them.

The words of a search are misspelt, so that what proposes a better spelling is ready too.
"""
EVERY: Final = 2.0
"""Seconds after which the library is looked at again for a new edition."""
LOG = logging.getLogger("palermo.portal")

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def start(application: Application) -> Thread:
    """Follow the library that is served, aside: requests wait for none of it that they do not need themselves."""
    found = Thread(target=_follow, args=(application,), name="palermo-warming", daemon=True)
    found.start()
    return found


def _follow(application: Application) -> None:
    warmed: Stamp | None = None
    while True:
        warmed = warm(application, following(settings.PALERMO_LIBRARY), warmed)
        time.sleep(EVERY)


def warm(application: Application, library: CurrentEdition, before: Stamp | None = None) -> Stamp | None:
    """Open the edition that the library names and ask for its pages, unless that was done; gives which edition it is.

    What fails here fails again when a reader asks, and is told then.
    """
    try:
        found = library.open().stamp
    except (PalermoError, OSError, ValueError):  # what a damaged file raises, as it is read
        return None
    if found != before:
        for address in PAGES:
            try:
                _ask(application, address)
            except Exception:
                LOG.exception("A page could not be made ready: %s", address)
    return found


def _ask(application: Application, address: str) -> None:
    path, _, query = address.partition("?")
    answer = application(_environ(path, query), lambda status, headers, error=None: None)
    try:
        for _part in answer:
            pass
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()


def _environ(path: str, query: str) -> dict[str, Any]:
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
