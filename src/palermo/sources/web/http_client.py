"""One request to one server with its streamed response, without redirects, retries or cookies."""

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
from palermo.sources.web.addresses import resolve_endpoints

USER_AGENT = "palermo"
"""Our name in robots.txt."""
CONNECT_TIMEOUT_S = 15.0
"""Seconds for connecting."""
READ_TIMEOUT_S = 60.0
"""Seconds that a server may be silent."""
_CHUNK_BYTES = 64 * 1024


class ServerUnavailable(Exception):
    """The server could not be reached, or stopped in the middle; a retry may succeed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedResponse:
    """A response whose body is still to come."""

    status: int
    headers: Mapping[str, str]
    """By name, ignoring case."""
    chunks: Iterator[bytes]
    """Yield the decompressed body; raises Unanswered if it breaks off, NotFetched if time is up."""


class HttpClient(Protocol):
    """The interface of HTTP clients; tests have their own."""

    def get(
        self, address: str, headers: Mapping[str, str], *, is_user_host: bool, seconds: float
    ) -> AbstractContextManager[StreamedResponse]:
        """Request an address; raises NotFetched, and Unanswered if a retry may help."""

    def abort(self) -> None:
        """Cancel all open requests, from any thread."""


class Urllib3Client:
    """HTTP/1.1 over a new connection to an IP address that was checked before."""

    def __init__(self) -> None:
        self._open: set[_DeadlineTimer] = set()

    def abort(self) -> None:
        for watch in list(self._open):
            watch.abort()

    @contextmanager
    def get(
        self, address: str, headers: Mapping[str, str], *, is_user_host: bool, seconds: float
    ) -> Iterator[StreamedResponse]:
        connection = None
        for ip, port in resolve_endpoints(address, is_user_host):
            connection = self._open_connection(address, ip, port)
            if connection:
                break
        if connection is None:
            raise ServerUnavailable(f"{urlsplit(address).hostname} takes no connection")
        watch = _DeadlineTimer(connection, seconds)
        self._open.add(watch)
        try:
            yield self._send_request(connection, address, headers, watch)
        finally:
            self._open.discard(watch)
            watch.cancel()
            connection.close()

    def _open_connection(self, address: str, ip: str, port: int) -> HTTPConnection | None:
        parts = urlsplit(address)
        connection: HTTPConnection
        if parts.scheme == "https":
            host = parts.hostname
            connection = HTTPSConnection(
                ip, port, timeout=CONNECT_TIMEOUT_S, ssl_context=self._ssl_context, server_hostname=host
            )
        else:
            connection = HTTPConnection(ip, port, timeout=CONNECT_TIMEOUT_S)
        try:
            connection.connect()
        except ssl.SSLError as error:
            reason = f"its certificate is not accepted ({error.reason or error})"
            raise NotFetched(address, reason, "Look at it in a browser, and tell the site's owner") from error
        except (urllib3.exceptions.HTTPError, OSError):
            connection.close()
            return None
        if connection.sock:
            connection.sock.settimeout(READ_TIMEOUT_S)
        return connection

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _send_request(
        self, connection: HTTPConnection, address: str, headers: Mapping[str, str], timer: "_DeadlineTimer"
    ) -> StreamedResponse:
        parts = urlsplit(address)
        all_headers = {
            "Host": parts.netloc,
            "User-Agent": f"{USER_AGENT}/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        with timer.translate_errors(address):
            connection.request("GET", target, headers=all_headers, preload_content=False, decode_content=True)
            response = connection.getresponse()
        return StreamedResponse(
            status=response.status, headers=response.headers, chunks=_iter_chunks(response, address, timer)
        )


def _iter_chunks(response: urllib3.HTTPResponse, address: str, timer: "_DeadlineTimer") -> Iterator[bytes]:
    while True:
        with timer.translate_errors(address):
            chunk = response.read1(_CHUNK_BYTES, decode_content=True)
        if not chunk:
            with timer.translate_errors(address):  # a connection closed by the watchdog ends without an error
                left = response.length_remaining
            if left:
                raise ServerUnavailable(f"the answer breaks off {left:,} bytes before its end")
            return
        yield chunk


class _DeadlineTimer:
    """Closes a connection when its time is up, however slowly the other side sends."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._socket = connection.sock
        self._timer = threading.Timer(seconds, self.abort)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    @contextmanager
    def translate_errors(self, address: str) -> Iterator[None]:
        """Convert errors; a timeout takes precedence."""
        try:
            yield
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            self._check_deadline(address)
            words = " ".join(str(error).split())[:150]
            raise ServerUnavailable(f"the server broke off ({type(error).__name__}: {words})") from error
        self._check_deadline(address)

    def _check_deadline(self, address: str) -> None:
        if time.monotonic() >= self._deadline:
            reason = f"its answer takes longer than {self._seconds:g} seconds"
            raise NotFetched(address, reason, "Leave it out, or download it by hand into a folder")

    def abort(self) -> None:
        """Close the connection at once, from any thread."""
        if self._socket:
            try:
                self._socket.shutdown(2)
            except OSError:
                self._socket.close()
