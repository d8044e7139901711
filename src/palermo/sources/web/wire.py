"""One question to one server, and its answer as it comes: without redirects, retries or cookies."""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from typing import Protocol
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from palermo import __version__
from palermo.errors import NotFetched
from palermo.sources.web.addresses import endpoints

AGENT = "palermo"
"""What robots.txt calls us."""
CONNECT = 15.0
"""Seconds in which a server must take the connection."""
SILENCE = 60.0
"""Seconds that a server may say nothing."""
_PIECE = 64 * 1024


class Unanswered(Exception):
    """The server could not be reached, or stopped in the middle: it may answer another time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer whose body is still to come."""

    status: int
    headers: Mapping[str, str]
    """By name; case does not count."""
    pieces: Iterator[bytes]
    """The body, unpacked; raises Unanswered where it breaks off, NotFetched where the time is over."""


class Wire(Protocol):
    """What asks servers; tests have one of their own."""

    def get(
        self, address: str, headers: Mapping[str, str], *, named: bool, seconds: float
    ) -> AbstractContextManager[Reply]:
        """Ask for an address; raises NotFetched, and Unanswered where another try may help."""

    def cut(self) -> None:
        """End all questions that are open, from whichever thread."""


class Http:
    """HTTP/1.1 over a connection of its own, made to an IP address that was looked at before."""

    def __init__(self) -> None:
        self._open: set[_Watch] = set()

    def cut(self) -> None:
        for watch in list(self._open):
            watch.cut()

    @contextmanager
    def get(self, address: str, headers: Mapping[str, str], *, named: bool, seconds: float) -> Iterator[Reply]:
        connection = None
        for ip, port in endpoints(address, named):
            connection = self._connected(address, ip, port)
            if connection:
                break
        if connection is None:
            raise Unanswered(f"{urlsplit(address).hostname} takes no connection")
        watch = _Watch(connection, seconds)
        self._open.add(watch)
        try:
            yield self._asked(connection, address, headers, watch)
        finally:
            self._open.discard(watch)
            watch.end()
            connection.close()

    def _connected(self, address: str, ip: str, port: int) -> HTTPConnection | None:
        parts = urlsplit(address)
        connection: HTTPConnection
        if parts.scheme == "https":
            host = parts.hostname
            connection = HTTPSConnection(ip, port, timeout=CONNECT, ssl_context=self._trust, server_hostname=host)
        else:
            connection = HTTPConnection(ip, port, timeout=CONNECT)
        try:
            connection.connect()
        except ssl.SSLError as error:
            reason = f"its certificate is not accepted ({error.reason or error})"
            raise NotFetched(address, reason, "Look at it in a browser, and tell the site's owner") from error
        except (urllib3.exceptions.HTTPError, OSError):
            connection.close()
            return None
        if connection.sock:
            connection.sock.settimeout(SILENCE)
        return connection

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _asked(self, connection: HTTPConnection, address: str, headers: Mapping[str, str], watch: "_Watch") -> Reply:
        parts = urlsplit(address)
        said = {
            "Host": parts.netloc,
            "User-Agent": f"{AGENT}/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        with watch.telling(address):
            connection.request("GET", target, headers=said, preload_content=False, decode_content=True)
            response = connection.getresponse()
        return Reply(status=response.status, headers=response.headers, pieces=_pieces(response, address, watch))


def _pieces(response: urllib3.HTTPResponse, address: str, watch: "_Watch") -> Iterator[bytes]:
    while True:
        with watch.telling(address):
            piece = response.read1(_PIECE, decode_content=True)
        if not piece:
            with watch.telling(address):  # a connection that the watch has cut ends without an error
                left = response.length_remaining
            if left:
                raise Unanswered(f"the answer breaks off {left:,} bytes before its end")
            return
        yield piece


class _Watch:
    """Cuts a connection when its time is over, however slowly the other side drips."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._socket = connection.sock
        self._timer = threading.Timer(seconds, self.cut)
        self._timer.daemon = True
        self._timer.start()

    def end(self) -> None:
        self._timer.cancel()

    @contextmanager
    def telling(self, address: str) -> Iterator[None]:
        """Tell of what goes wrong: the time being over before all else."""
        try:
            yield
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            self._refuse_late(address)
            words = " ".join(str(error).split())[:150]
            raise Unanswered(f"the server broke off ({type(error).__name__}: {words})") from error
        self._refuse_late(address)

    def _refuse_late(self, address: str) -> None:
        if time.monotonic() >= self._deadline:
            reason = f"its answer takes longer than {self._seconds:g} seconds"
            raise NotFetched(address, reason, "Leave it out, or download it by hand into a folder")

    def cut(self) -> None:
        """End the connection at once, from whichever thread."""
        if self._socket:
            try:
                self._socket.shutdown(2)
            except OSError:
                self._socket.close()
