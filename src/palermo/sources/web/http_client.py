"""One request to one server with its streamed response, without redirects, retries or cookies."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from palermo import __version__
from palermo.errors import NotFetched
from palermo.http_connection import ConnectionDeadline, ConnectionFailed
from palermo.sources.web.addresses import resolve_endpoints

USER_AGENT = "palermo"
"""Our name in robots.txt."""
CONNECT_TIMEOUT_S = 15.0
READ_TIMEOUT_S = 60.0
"""Seconds that a server may be silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedResponse:
    """A response whose body is still to come."""

    status: int
    headers: Mapping[str, str]
    """By name, ignoring case."""
    chunks: Iterator[bytes]
    """Parts of the decompressed body; raises ConnectionFailed if it breaks off, DeadlineExceeded if late."""


class Urllib3Client:
    """HTTP/1.1 over a new connection to an IP address that was checked before."""

    def __init__(self) -> None:
        self._open: set[ConnectionDeadline] = set()

    def abort(self) -> None:
        """Cancel all open requests, from any thread."""
        for deadline in list(self._open):
            deadline.abort()

    @contextmanager
    def get(
        self, address: str, headers: Mapping[str, str], *, is_user_host: bool, seconds: float
    ) -> Iterator[StreamedResponse]:
        """Request an address; raises NotFetched, DeadlineExceeded, and ConnectionFailed if a retry may help."""
        connection = None
        for ip, port in resolve_endpoints(address, is_user_host):
            connection = self._open_connection(address, ip, port)
            if connection:
                break
        if connection is None:
            raise ConnectionFailed(f"{urlsplit(address).hostname} takes no connection")
        deadline = ConnectionDeadline(seconds)
        self._open.add(deadline)
        try:
            deadline.watch(connection, READ_TIMEOUT_S)
            with closing(_send_request(connection, address, headers, deadline)) as response:
                chunks = deadline.iterate_chunks(response)
                yield StreamedResponse(status=response.status, headers=response.headers, chunks=chunks)
        finally:
            self._open.discard(deadline)
            deadline.cancel()
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
        return connection

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def _send_request(
    connection: HTTPConnection, address: str, headers: Mapping[str, str], deadline: ConnectionDeadline
) -> urllib3.HTTPResponse:
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
    with deadline.translate_errors():
        connection.request("GET", target, headers=all_headers, preload_content=False, decode_content=True)
        return connection.getresponse()
