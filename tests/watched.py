"""A watched browser window (accessibility, scrolling, requests, errors), and its portal."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

SERVE = """
import os, sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from palermo.portal.server import prepare_state

class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

class Handler(WSGIRequestHandler):
    def log_message(self, *_):
        pass

os.environ["PALERMO_LIBRARY"] = sys.argv[1]
prepare_state()
from django.core.wsgi import get_wsgi_application
make_server("127.0.0.1", int(sys.argv[2]), get_wsgi_application(), Server, Handler).serve_forever()
"""
"""One process that makes no page unasked; `tests/portal/test_serve.py` starts the portal's own server."""
PATIENCE = 60
"""Seconds in which a busy machine starts a server, or makes a page."""
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""All that a phone's width can change of a page that was looked at on a wide screen, but for sideways scrolling."""
NARROW_AND_DARK = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "color-contrast"]}
AXE_RUN = """options => axe.run(document, options)
  .then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"""
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
"""No rule of ours reads style sheets or media, so that axe needs not fetch them again for each page."""


@contextmanager
def served(library: Path, **environment: str) -> Iterator[str]:
    """Address of a server over a library, stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(library), str(port)]
    server = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server does not answer at port {port}")


class Watched:
    """A browser window whose requests, weights and complaints are kept."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(1000 * PATIENCE)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str, rules: dict[str, Any]) -> None:
        """Go to a path, and look at the page from all sides."""
        self.requests.clear()
        self.page.goto(self.address + path)
        self.look(rules)

    def turn(self, width: int, scheme: Literal["light", "dark"]) -> None:
        """Look at the same page at another width, or in other colours."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def barriers(self, rules: dict[str, Any]) -> list[str]:
        """What keeps somebody from reading the page: the rule, and the first element that breaks it."""
        if not self.page.evaluate("!!window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        result: list[list[str]] = self.page.evaluate(AXE_RUN, {"runOnly": rules, **AXE_OPTIONS})
        return [f"{rule}: {element[:160]}" for rule, element in result]

    def look(self, rules: dict[str, Any]) -> None:
        """No barrier, no sideways scrolling, nothing from elsewhere, no complaint."""
        where = f"{self.page.url} at {self.page.viewport_size}"
        assert self.barriers(rules) == [], where
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, where
        assert [item for item in self.requests if not item.startswith((self.address, "data:"))] == [], where
        assert self.complaints == [], where
