"""A small web site on this machine, for tests of fetching."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

type Write = Callable[[bytes], object]


@dataclass(kw_only=True)
class Answer:
    """What the site gives at a path."""

    body: bytes | Callable[[Write], object] = b""
    """Bytes, or what writes them one after the other without an end that was told."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Site:
    """The site: its answers by path, and what it was asked."""

    pages: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    """A list is given one after the other, its last for ever."""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""

    def put(self, path: str, body: bytes | str | Callable[[Write], object], **headers: str) -> str:
        """Put a page there; gives its address."""
        content = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Answer(body=content, headers=named)
        return self.base + path

    def paths(self) -> list[str]:
        """What it was asked for, its robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        result = self.pages.get(path, Answer(status=404))
        if isinstance(result, list):
            result = result.pop(0) if len(result) > 1 else result[0]
        etag, modified = result.headers.get("ETag"), result.headers.get("Last-Modified")
        if (etag and headers.get("if-none-match") == etag) or (
            modified and headers.get("if-modified-since") == modified
        ):
            return Answer(status=304)
        return result


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that listens on this machine alone."""
    site = Site()

    class Request(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if callable(answer.body):
                self.close_connection = True
                self.end_headers()
                self._pour(answer.body)
            else:
                if "Content-Length" not in answer.headers:
                    self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self._pour(lambda write: write(answer.body if isinstance(answer.body, bytes) else b""))

        def _pour(self, body: Callable[[Write], object]) -> None:
            try:
                body(self.wfile.write)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
