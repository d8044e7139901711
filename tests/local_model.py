"""A scripted chat completions server on this machine, for tests of second opinions."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


@dataclass(kw_only=True)
class Reply:
    """One answer of the server."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip_s: float = 0.0
    """Seconds between two bytes of the body."""


def completion(content: Any) -> Reply:
    """A chat completion whose text is this string, or this value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return Reply(body=json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode())


@dataclass
class Model:
    """The server: its replies in order, the last one for ever, and the requests that it got."""

    replies: list[Reply | Callable[[dict[str, Any]], Reply]] = field(default_factory=list)
    """A function is given the question: the object with passage and statements."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    """Bodies."""
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""
    most_at_once: int = 0
    _open: int = 0

    def questions(self) -> list[dict[str, Any]]:
        """The object with passage and statements of each request."""
        return [json.loads(request["messages"][1]["content"]) for request in self.requests]

    def passages(self) -> list[str]:
        """Passages that were sent, sorted."""
        return sorted(question["passage"] for question in self.questions())

    def sent(self) -> str:
        """All that was sent in bodies."""
        return json.dumps(self.requests)

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> Reply:
        self.paths.append(path)
        self.headers.append(headers)
        self.requests.append(json.loads(body))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return reply if isinstance(reply, Reply) else reply(self.questions()[-1])


@pytest.fixture
def model() -> Iterator[Model]:
    """A server that listens on this machine alone; its test says what it answers."""
    model = Model()
    lock = threading.Lock()

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with lock:
                model._open += 1
                model.most_at_once = max(model.most_at_once, model._open)
                reply = model.answer(self.path, headers, body)
            try:
                self._send(reply)
            except OSError:
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            try:
                self.end_headers()
                for number in range(len(reply.body) - 1) if reply.drip_s else ():
                    self.wfile.write(reply.body[number : number + 1])
                    time.sleep(reply.drip_s)
            finally:
                with lock:  # before the last byte, after which the client may ask again
                    model._open -= 1
            self.wfile.write(reply.body[-1:] if reply.drip_s else reply.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield model
    server.shutdown()
    server.server_close()
