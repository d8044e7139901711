"""robots.txt as in RFC 9309: a missing file allows everything, an unreachable one allows nothing."""

import threading
from collections.abc import Callable

from protego import Protego

from palermo.errors import NotFetched
from palermo.sources.web.addresses import get_site_origin
from palermo.sources.web.http_client import USER_AGENT

type FetchRobotsFunction = Callable[[str], tuple[int, bytes]]
"""Returns status and body of an address after redirects; raises NotFetched."""

MAX_ROBOTS_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read: the minimum in RFC 9309."""


class RobotsRules:
    """The rules of all sites of this run; safe to share between threads."""

    def __init__(self, fetch_robots: FetchRobotsFunction) -> None:
        self._ask = fetch_robots
        self._rules: dict[str, Protego | NotFetched] = {}
        self._asking = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def check(self, address: str) -> float:
        """Return the delay that the site requests; raises NotFetched if it forbids the address."""
        rules = self._get_rules(get_site_origin(address))
        if isinstance(rules, NotFetched):
            reason = f"its site's robots.txt cannot be fetched ({rules.reason}), and nothing is fetched without it"
            raise NotFetched(address, reason, "Try again later")
        if not rules.can_fetch(address, USER_AGENT):
            hint = "Ask the site's owner, or download it by hand into a folder"
            raise NotFetched(address, "its site's robots.txt forbids it", hint)
        return float(rules.crawl_delay(USER_AGENT) or 0.0)

    def _get_rules(self, origin: str) -> Protego | NotFetched:
        with self._asking:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            if origin not in self._rules:
                self._rules[origin] = self._fetch_rules(origin)
            return self._rules[origin]

    def _fetch_rules(self, origin: str) -> Protego | NotFetched:
        try:
            status, body = self._ask(f"{origin}/robots.txt")
        except NotFetched as error:
            return error
        if status >= 500 or status == 429:
            return NotFetched(origin, f"the site answers {status}", "Try again later")
        return Protego.parse(body.decode("utf-8", "replace") if status == 200 else "")
