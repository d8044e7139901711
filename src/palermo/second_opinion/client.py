"""A client for servers with the OpenAI-compatible chat completions protocol, within limits."""

import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from palermo import __version__
from palermo.http_connection import (
    ConnectionDeadline,
    ConnectionFailed,
    DeadlineExceeded,
    describe_status,
    parse_retry_after,
)
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
        self._open: set[ConnectionDeadline] = set()
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
        for deadline in list(self._open):
            deadline.abort()

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
        deadline = ConnectionDeadline(seconds)
        self._open.add(deadline)
        try:
            with deadline.translate_errors():
                connection.connect()
                deadline.watch(connection, seconds)
                _check_peer(connection, parts, self._endpoint)
            with deadline.translate_errors():
                target = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
                headers = self._build_headers(parts)
                connection.request("POST", target, body=content, headers=headers, preload_content=False)
                response = connection.getresponse()
            with closing(response):
                return response.status, response.headers, self._read_body(response, deadline)
        except (ConnectionFailed, DeadlineExceeded) as error:
            if self._stopped.is_set() or time.monotonic() >= self._deadline:
                self.check_limits()
            raise _describe_failure(error, seconds) from None
        finally:
            self._open.discard(deadline)
            deadline.cancel()
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

    def _read_body(self, response: urllib3.HTTPResponse, deadline: ConnectionDeadline) -> bytes:
        body = bytearray()
        for chunk in deadline.iterate_chunks(response):
            body += chunk
            if len(body) > self._limits.answer_bytes:
                reason = f"its answer is larger than {self._limits.answer_bytes // 1024} KiB"
                raise AnswerTooLarge(reason, "Limit the length of answers at the server")
        return bytes(body)

    def _schedule_pause(self, status: int, headers: Mapping[str, str], attempt: int) -> None:
        """Let all requests wait as long as a busy server requests, or longer each time."""
        pause_s = parse_retry_after(headers.get("Retry-After", ""))
        wait = 2.0**attempt if pause_s is None else pause_s
        if wait > MAX_WAIT_S or time.monotonic() + wait > self._deadline:
            raise RequestFailed(f"it answers {describe_status(status)} and asks for {wait:,.0f} seconds", _RETRY_HINT)
        with self._lock:
            self._resume_at = max(self._resume_at, time.monotonic() + wait)

    def _wait_until_resumed(self) -> None:
        with self._lock:
            wait = self._resume_at - time.monotonic()
        if wait > 0:
            self._sleep(wait)


def _check_peer(connection: HTTPConnection, url_parts: SplitResult, endpoint: Endpoint) -> None:
    """Refuse plain http if a loopback name resolved to another machine."""
    assert connection.sock is not None
    if url_parts.scheme != "http" or endpoint.is_insecure_allowed:
        return
    peer = connection.sock.getpeername()[0]
    if not ipaddress.ip_address(str(peer).partition("%")[0]).is_loopback:
        hint = "Give an https address, or allow this with --second-opinion-insecure"
        raise RequestFailed("its name leads to another machine, over plain http", hint, is_final=True)


def _describe_failure(error: ConnectionFailed | DeadlineExceeded, seconds: float) -> RequestFailed:
    if isinstance(error, DeadlineExceeded):
        return RequestFailed(f"it takes longer than {seconds:g} seconds", "Use a faster server or model")
    cause = error.__cause__
    if cause is None:
        return RequestFailed("its answer breaks off", "Look at the server's log")
    if isinstance(cause, ssl.SSLError):
        return RequestFailed(f"no secure connection ({cause.reason or 'TLS'})", "Check its certificate")
    is_refused = isinstance(cause, urllib3.exceptions.NewConnectionError | ConnectionRefusedError)
    reason = "it takes no connection" if is_refused else f"it broke off ({type(cause).__name__})"
    return RequestFailed(reason, "Check the address, and that the server is running")


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
    words = describe_status(status)
    if status in _REFUSED_STATUSES:
        return RequestFailed(f"it answers {words}", f"Check {KEY_VARIABLE}", is_final=True)
    if status == HTTPStatus.NOT_FOUND:
        hint = "Check the address and --second-opinion-model"
        return RequestFailed(f"it answers {words}: no such service or model", hint, is_final=True)
    return RequestFailed(f"it answers {words}", "Look at the server's log")


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
