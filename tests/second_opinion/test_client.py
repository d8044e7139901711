"""Tests of the client: limits, busy servers, redirects, refused endpoints."""

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from local_model import Model, Reply, completion
from palermo.second_opinion.client import (
    AnswerTooLarge,
    ChatClient,
    LimitReached,
    RequestFailed,
    RequestLimits,
)
from palermo.second_opinion.endpoint import parse_endpoint

MESSAGES = [{"role": "user", "content": "é"}, {"role": "user", "content": "{}"}]
KEY = "sk-very-secret"


@pytest.fixture
def delays() -> list[float]:
    """Seconds that would have been waited."""
    return []


@pytest.fixture
def client(model: Model, delays: list[float]) -> Callable[..., ChatClient]:
    """A client of the scripted server, with these limits."""

    def make(**limits: Any) -> ChatClient:
        return ChatClient(parse_endpoint(model.url, "m", KEY), RequestLimits(**limits), delays.append)

    return make


def test_a_request_names_model_and_key(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [completion("words")]
    assert client().complete(MESSAGES) == "words"
    (request,) = model.requests
    assert (request["model"], request["messages"], request["stream"]) == ("m", MESSAGES, False)
    assert model.headers[0]["authorization"] == f"Bearer {KEY}"
    assert model.paths == ["/v1/chat/completions"]


def test_a_server_without_json_mode_is_asked_without(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [Reply(status=400), completion("one"), completion("two")]
    chat = client()
    assert [chat.complete(MESSAGES), chat.complete(MESSAGES)] == ["one", "two"]
    assert ["response_format" in request for request in model.requests] == [True, False, False]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    model: Model, client: Callable[..., ChatClient], delays: list[float], status: int
) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    model.replies = [
        Reply(status=status, headers={"Retry-After": "7"}),
        Reply(status=status, headers={"Retry-After": later}),
        Reply(status=status),
        completion("words"),
    ]
    assert client().complete(MESSAGES) == "words"
    assert delays == pytest.approx([7.0, 19.0, 19.0], abs=4.0)  # the waits are told and not waited for


def test_a_server_that_stays_busy_or_asks_for_too_long_fails(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [Reply(status=429, headers={"Retry-After": "0"})]
    with pytest.raises(RequestFailed, match="busy, tried 4 times"):
        client().complete(MESSAGES)
    model.replies = [Reply(status=429, headers={"Retry-After": "3600"})]
    with pytest.raises(RequestFailed, match="429 Too Many Requests and asks for 3,600 seconds"):
        client().complete(MESSAGES)


def test_a_huge_answer_is_cut_off(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [completion("x" * 300_000)]
    with pytest.raises(AnswerTooLarge, match="larger than 256 KiB"):
        client().complete(MESSAGES)


def test_a_slow_answer_is_cut_off(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [Reply(body=b" " * 200, drip_s=0.05)]
    started = time.monotonic()
    with pytest.raises(RequestFailed, match=r"longer than 0\.5 seconds"):
        client(request_seconds=0.5).complete(MESSAGES)
    assert time.monotonic() - started < 5


def test_requests_and_time_are_limited(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [completion("words")]
    chat = client(requests=2)
    chat.complete(MESSAGES)
    chat.complete(MESSAGES)
    with pytest.raises(LimitReached, match="the limit of 2 requests"):
        chat.complete(MESSAGES)
    with pytest.raises(LimitReached, match="the limit of 0 seconds"):
        client(seconds=0).complete(MESSAGES)
    assert len(model.requests) == 2


def test_nothing_is_sent_after_a_stop(model: Model, client: Callable[..., ChatClient]) -> None:
    chat = client()
    chat.stop()
    with pytest.raises(LimitReached):
        chat.complete(MESSAGES)
    assert model.requests == []


def test_a_redirect_within_the_server_is_followed(model: Model, client: Callable[..., ChatClient]) -> None:
    model.replies = [Reply(status=307, headers={"Location": "/api/chat"}), completion("words")]
    assert client().complete(MESSAGES) == "words"
    assert model.paths == ["/v1/chat/completions", "/api/chat"]


@pytest.mark.parametrize(
    ("status", "location"), [(307, "http://localhost:{port}/"), (308, "https://example.org/"), (302, "/api"), (307, "")]
)
def test_other_redirects_are_refused(
    model: Model, client: Callable[..., ChatClient], status: int, location: str
) -> None:
    target = location.format(port=model.url.rpartition(":")[2])
    model.replies = [Reply(status=status, headers={"Location": target})]
    with pytest.raises(RequestFailed, match=f"redirects elsewhere \\({status}\\)") as refused:
        client().complete(MESSAGES)
    assert refused.value.is_final
    assert len(model.requests) == 1


@pytest.mark.parametrize(
    ("reply", "reason", "is_final"),
    [
        (Reply(status=401, body=KEY.encode()), "401 Unauthorized", True),
        (Reply(status=404), "no such service or model", True),
        (Reply(status=500, body=b"<script>"), "it answers 500 Internal Server Error", False),
        (Reply(status=599), "it answers 599", False),
        (Reply(body=b"hello"), "not a chat completion", False),
        (Reply(body=b'{"choices": []}'), "not a chat completion", False),
        (Reply(body=b"[" * 100_000), "not a chat completion", False),
        (Reply(body=b"{}", headers={"Content-Length": "9"}), "broke|breaks", False),
    ],
)
def test_a_failure_names_its_reason_and_no_words_of_the_server(
    model: Model, client: Callable[..., ChatClient], reply: Reply, reason: str, is_final: bool
) -> None:
    model.replies = [reply]
    with pytest.raises(RequestFailed, match=reason) as failed:
        client(request_seconds=3).complete(MESSAGES)
    assert failed.value.is_final == is_final
    assert KEY not in f"{failed.value.reason}{failed.value.hint}"


def test_a_server_that_is_not_there_fails() -> None:
    with socket.socket() as accepted:
        accepted.bind(("127.0.0.1", 0))
        port = accepted.getsockname()[1]
    with pytest.raises(RequestFailed, match="takes no connection"):
        ChatClient(parse_endpoint(f"http://127.0.0.1:{port}", "m"), RequestLimits()).complete(MESSAGES)
