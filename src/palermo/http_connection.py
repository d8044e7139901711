"""One request over a connection of its own, with a deadline for the whole answer and errors of one kind."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException

import urllib3
from urllib3.connection import HTTPConnection

_CHUNK_BYTES = 64 * 1024


class ConnectionFailed(Exception):
    """A connection was refused or broke off; its cause, if it has one, is the error of the network."""


class DeadlineExceeded(Exception):
    """The answer took longer than was allowed."""


class ConnectionDeadline:
    """Closes a connection when its time is up, however slowly the other side sends."""

    def __init__(self, seconds: float) -> None:
        """Start the time; the connection is passed to `watch` once it is open."""
        self._deadline = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._is_aborted = False
        self._timer = threading.Timer(seconds, self.abort)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connection: HTTPConnection, read_timeout_s: float) -> None:
        """Close this connection when the time is up, or if the server is silent for `read_timeout_s`."""
        self._socket = connection.sock
        if self._socket:
            self._socket.settimeout(read_timeout_s)
        if self._is_aborted:
            self.abort()

    def cancel(self) -> None:
        """End the time."""
        self._timer.cancel()

    def abort(self) -> None:
        """Close the connection at once, from any thread."""
        self._is_aborted = True
        if self._socket:
            try:
                self._socket.shutdown(2)
            except OSError:
                self._socket.close()

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Raise ConnectionFailed for errors of the network, and DeadlineExceeded, which takes precedence."""
        try:
            yield
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            self._check_time()
            words = " ".join(str(error).split())[:150]
            raise ConnectionFailed(f"the server broke off ({type(error).__name__}: {words})") from error
        self._check_time()
        self._check_aborted()

    def iterate_chunks(self, response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
        """Yield the decompressed body of a response; raises what `translate_errors` raises."""
        while True:
            with self.translate_errors():
                chunk = response.read1(_CHUNK_BYTES, decode_content=True)
            if not chunk:
                break
            yield chunk
        with self.translate_errors():  # a connection that is closed here ends without an error
            left = response.length_remaining
        if left:
            raise ConnectionFailed(f"the answer breaks off {left:,} bytes before its end")

    def _check_time(self) -> None:
        if time.monotonic() >= self._deadline:
            raise DeadlineExceeded

    def _check_aborted(self) -> None:
        if self._is_aborted:
            raise ConnectionFailed("the request was aborted")


def describe_status(status: int) -> str:
    """Return a status with its name, if it has one: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def parse_retry_after(value: str) -> float | None:
    """Return the seconds that a server asks to wait, from a number or a date; None if it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
