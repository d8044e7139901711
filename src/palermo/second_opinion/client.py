"""A client for servers with the OpenAI-compatible chat completions protocol, within limits."""

import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from palermo import __version__
from palermo.second_opinion.endpoint import KEY_VARIABLE, Endpoint
from palermo.second_opinion.prompts import ChatMessage

MAX_REDIRECTS: Final = 3
MAX_WAIT_S: Final = 120.0
"""Longest wait that a busy server may request, in seconds."""
_CONNECT_TIMEOUT_S = 15.0
_METHOD_PRESERVING_REDIRECTS = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
"""Redirects after which a request is sent again unchanged."""
_BUSY_STATUSES = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_REFUSED_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_UNKNOWN_OPTION_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY})
_RETRY_HINT = "Try again later: the next build goes on where this one stopped"
_CHUNK_BYTES = 16 * 1024


class RequestFailed(Exception):
    """A request failed; `is_final` means that any other request would fail too."""

    def __init__(self, reason: str, hint: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.is_final = is_final


class AnswerTooLarge(RequestFailed):
    """The answer exceeds the limit; the same request would always get such an answer."""


class LimitReached(Exception):
    """The requests or the time of this build are used up; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimits:
    """Limits on the requests of one build."""

    requests: int = 500
    seconds: float = 600.0
    """Time for all requests, in seconds."""
    request_seconds: float = 60.0
    """Time for one request in seconds, from the connection to the last byte of the answer."""
    concurrent: int = 2
    failures: int = 5
    """Number of consecutive failures after which nothing more is sent."""
    answer_bytes: int = 256 * 1024
    tries: int = 4
    """Number of attempts at one request while the server is busy."""


class ChatClient:
    """Sends requests within limits, which apply to all requests of the object; thread-safe."""

    def __init__(
        self, endpoint: Endpoint, limits: RequestLimits, sleep: Callable[[float], object] | None = None
    ) -> None:
        self._endpoint = endpoint
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._lock = threading.Lock()
        self._resume_at = 0.0
        self._watches: set[_ConnectionWatch] = set()
        self._has_json_mode = True
        self.sent = 0
        """Number of requests sent so far."""

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Return the text of the model's answer; raises RequestFailed and LimitReached."""
        for attempt in range(self._limits.tries):
            self._wait_until_resumed()
            status, headers, content = self._post(messages, has_json_mode=self._has_json_mode)
            if status in _UNKNOWN_OPTION_STATUSES and self._has_json_mode:
                # some servers support neither JSON mode nor a temperature
                status, headers, content = self._post(messages, has_json_mode=False)
                self._has_json_mode = status != HTTPStatus.OK
            if status == HTTPStatus.OK:
                return _parse_message(content)
            if status not in _BUSY_STATUSES:
                raise _build_failure(status)
            self._schedule_pause(status, headers, attempt)
        raise RequestFailed(f"the server is busy, tried {self._limits.tries} times", _RETRY_HINT)

    def check_limits(self) -> None:
        """Raise LimitReached if no further request may be sent."""
        if self._stopped.is_set():
            raise LimitReached("the build was stopped")
        if self.sent >= self._limits.requests:
            raise LimitReached(f"the limit of {self._limits.requests:,} requests")
        if time.monotonic() >= self._deadline:
            raise LimitReached(f"the limit of {self._limits.seconds:g} seconds")

    def stop(self) -> None:
        """End all requests, from any thread; nothing more is sent."""
        self._stopped.set()
        for watch in list(self._watches):
            watch.cut()

    def _post(self, messages: Sequence[ChatMessage], *, has_json_mode: bool) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request, following redirects within the server; returns status, headers and body."""
        body: dict[str, Any] = {"model": self._endpoint.model, "messages": list(messages), "stream": False}
        if has_json_mode:
            body |= {"temperature": 0, "response_format": {"type": "json_object"}}
        content = json.dumps(body).encode("ascii")
        url = self._endpoint.url
        for _ in range(MAX_REDIRECTS + 1):
            with self._lock:
                self.check_limits()
                self.sent += 1
            status, headers, answer = self._exchange_messages(url, content)
            if not 300 <= status < 400:
                return status, headers, answer
            url = _resolve_redirect(url, status, headers.get("Location", ""))
        raise RequestFailed("it redirects in a circle", "Check the address", is_final=True)

    def _exchange_messages(self, url: str, content: bytes) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(url)
        seconds = max(0.1, min(self._limits.request_seconds, self._deadline - time.monotonic()))
        connection = self._build_connection(parts, seconds)
        watch = _ConnectionWatch(connection, seconds)
        self._watches.add(watch)
        try:
            with watch.translate_errors():
                connection.connect()
            watch.check_peer(parts, self._endpoint)
            with watch.translate_errors():
                target = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
                headers = self._build_headers(parts)
                connection.request("POST", target, body=content, headers=headers, preload_content=False)
                response = connection.getresponse()
            return response.status, response.headers, self._read_body(response, watch)
        except RequestFailed:
            if time.monotonic() >= self._deadline:
                self.check_limits()
            raise
        finally:
            self._watches.discard(watch)
            watch.cancel()
            connection.close()

    def _build_connection(self, url_parts: SplitResult, seconds: float) -> HTTPConnection:
        host, timeout = url_parts.hostname or "", min(_CONNECT_TIMEOUT_S, seconds)
        if url_parts.scheme == "https":
            return HTTPSConnection(host, url_parts.port or 443, timeout=timeout, ssl_context=self._ssl_context)
        return HTTPConnection(host, url_parts.port or 80, timeout=timeout)

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def _build_headers(self, url_parts: SplitResult) -> dict[str, str]:
        headers = {
            "Host": url_parts.netloc,
            "User-Agent": f"palermo/{__version__}",
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        return headers | ({"Authorization": f"Bearer {self._endpoint.key}"} if self._endpoint.key else {})

    def _read_body(self, response: urllib3.HTTPResponse, watch: "_ConnectionWatch") -> bytes:
        body = bytearray()
        while True:
            with watch.translate_errors():
                chunk = response.read1(_CHUNK_BYTES, decode_content=True)
            body += chunk
            if len(body) > self._limits.answer_bytes:
                reason = f"its answer is larger than {self._limits.answer_bytes // 1024} KiB"
                raise AnswerTooLarge(reason, "Limit the length of answers at the server")
            if not chunk:
                with watch.translate_errors():
                    remaining = response.length_remaining
                if remaining:
                    raise RequestFailed("its answer breaks off", "Look at the server's log")
                return bytes(body)

    def _schedule_pause(self, status: int, headers: Mapping[str, str], attempt: int) -> None:
        """Let all requests wait as long as a busy server requests, or longer each time."""
        pause_s = _parse_retry_after(headers.get("Retry-After", ""))
        wait = 2.0**attempt if pause_s is None else pause_s
        if wait > MAX_WAIT_S or time.monotonic() + wait > self._deadline:
            raise RequestFailed(f"it answers {_describe_status(status)} and asks for {wait:,.0f} seconds", _RETRY_HINT)
        with self._lock:
            self._resume_at = max(self._resume_at, time.monotonic() + wait)

    def _wait_until_resumed(self) -> None:
        with self._lock:
            wait = self._resume_at - time.monotonic()
        if wait > 0:
            self._sleep(wait)


class _ConnectionWatch:
    """Closes a connection when its time is over, however slowly the server answers."""

    def __init__(self, connection: HTTPConnection, seconds: float) -> None:
        self._connection = connection
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self._is_cut = False
        self._timer = threading.Timer(seconds, self.cut)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def cut(self) -> None:
        """Close the connection at once, from any thread."""
        self._is_cut = True
        if sock := self._connection.sock:
            try:
                sock.shutdown(2)
            except OSError:
                sock.close()

    def check_peer(self, url_parts: SplitResult, endpoint: Endpoint) -> None:
        """Refuse plain http if a loopback name resolved to another machine; set the timeout of the answer."""
        sock = self._connection.sock
        if sock is None:
            raise RequestFailed("it broke off", "Look at the server's log")
        if url_parts.scheme == "http" and not endpoint.is_insecure_allowed:
            with self.translate_errors():
                peer = sock.getpeername()[0]
            if not ipaddress.ip_address(str(peer).partition("%")[0]).is_loopback:
                hint = "Give an https address, or allow this with --second-opinion-insecure"
                raise RequestFailed("its name leads to another machine, over plain http", hint, is_final=True)
        sock.settimeout(self._seconds)

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Raise RequestFailed for network errors; an exceeded time is reported first."""
        try:
            yield
        except ssl.SSLError as error:
            self._check_time()
            raise RequestFailed(f"no secure connection ({error.reason or 'TLS'})", "Check its certificate") from None
        except (urllib3.exceptions.HTTPError, HTTPException, OSError, ValueError) as error:
            self._check_time()
            reason = "it takes no connection" if _is_refusal(error) else f"it broke off ({type(error).__name__})"
            raise RequestFailed(reason, "Check the address, and that the server is running") from None
        self._check_time()

    def _check_time(self) -> None:
        if time.monotonic() >= self._deadline:
            raise RequestFailed(f"it takes longer than {self._seconds:g} seconds", "Use a faster server or model")
        if self._is_cut:
            raise LimitReached("the build was stopped")


def _is_refusal(error: Exception) -> bool:
    return isinstance(error, urllib3.exceptions.NewConnectionError | ConnectionRefusedError)


def _resolve_redirect(url: str, status: int, location: str) -> str:
    """Return the address of the redirected request; raises RequestFailed if that is another server."""
    old = urlsplit(url)
    try:
        target = urljoin(url, location)
        new = urlsplit(target)
        is_same = (new.scheme, new.hostname, new.port) == (old.scheme, old.hostname, old.port)
    except ValueError:
        is_same = False
    if (
        not location
        or not is_same
        or status not in _METHOD_PRESERVING_REDIRECTS
        or not target.isascii()
        or not target.isprintable()
    ):
        reason = f"it redirects elsewhere ({status}), where nothing is sent"
        raise RequestFailed(reason, "Give the address that it ends at, if you trust it", is_final=True)
    return target


def _build_failure(status: int) -> RequestFailed:
    words = _describe_status(status)
    if status in _REFUSED_STATUSES:
        return RequestFailed(f"it answers {words}", f"Check {KEY_VARIABLE}", is_final=True)
    if status == HTTPStatus.NOT_FOUND:
        hint = "Check the address and --second-opinion-model"
        return RequestFailed(f"it answers {words}: no such service or model", hint, is_final=True)
    return RequestFailed(f"it answers {words}", "Look at the server's log")


def _describe_status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _parse_message(content: bytes) -> str:
    """Return the text of the first choice; raises RequestFailed if the content is no chat completion."""
    try:
        text = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError):
        text = None
    if not isinstance(text, str):
        hint = "Give the address of an OpenAI-compatible chat completions service"
        raise RequestFailed("its answer is not a chat completion", hint)
    return text


def _parse_retry_after(value: str) -> float | None:
    """Return seconds from a number or a date; None if the value cannot be parsed."""
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
