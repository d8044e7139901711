"""What a site's robots.txt allows us, as RFC 9309 has it: none allows all, one that cannot be had allows nothing."""

import threading
from collections.abc import Callable

from protego import Protego

from palermo.errors import NotFetched
from palermo.sources.web.addresses import get_site_origin
from palermo.sources.web.http_client import USER_AGENT

type FetchRobotsFunction = Callable[[str], tuple[int, bytes]]
"""Gives status and body of an address, redirects followed; raises NotFetched."""

MAX_ROBOTS_BYTES = 500 * 1024
"""Bytes of a robots.txt that are read: what RFC 9309 asks for at least."""


class RobotsRules:
    """The rules of all sites that were asked in this run; threads may share it."""

    def __init__(self, fetch_robots: FetchRobotsFunction) -> None:
        self._ask = fetch_robots
        self._rules: dict[str, Protego | NotFetched] = {}
        self._asking = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def check(self, address: str) -> float:
        """Seconds that the site wants between two questions; raises NotFetched where it forbids the address."""
        rules = self._get_rules(get_site_origin(address))
        if isinstance(rules, NotFetched):
            reason = f"its site's robots.txt cannot be had ({rules.reason}), and without it nothing is fetched"
            raise NotFetched(address, reason, "Try again later")
        if not rules.can_fetch(address, USER_AGENT):
            mend = "Ask the site's owner, or download it by hand into a folder"
            raise NotFetched(address, "its site's robots.txt forbids it to us", mend)
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
