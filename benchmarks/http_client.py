"""HTTP load clients in separate processes, with little overhead on what they measure. Not run by itself."""

import gzip
import hashlib
import multiprocessing
import socket
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

CONNECTIONS = 4
"""Connections of one client process, each with one request in progress."""
PROCESSES = 2
type Known = Mapping[tuple[str, str], str]
"""Hash of each page by edition and path, fetched without load."""


@dataclass(slots=True)
class Tally:
    """Counts of a client's responses."""

    answers: int = 0
    bytes: int = 0
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    editions: set[str] = field(default_factory=set)


class Connection:
    """A keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers with lower-case names, and body as sent; raises OSError if the connection breaks."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nAccept-Encoding: gzip\r\n\r\n"
        try:
            self._socket.sendall(asked.encode())
            return self._answer(self._socket)
        except OSError:
            self._socket = None
            raise

    def _answer(self, line: socket.socket) -> tuple[int, dict[str, str], bytes]:
        read = b""
        while b"\r\n\r\n" not in read:
            read += self._more(line)
        head, _, body = read.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in rest)}
        if "content-length" in headers:
            parts, missing = [body], int(headers["content-length"]) - len(body)
            while missing > 0:
                parts.append(self._more(line))
                missing -= len(parts[-1])
            body = b"".join(parts)
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._more(line)
        return int(first.split(" ")[1]), headers, body

    def _more(self, line: socket.socket) -> bytes:
        if got := line.recv(1 << 16):
            return got
        raise ConnectionError("the server hung up")


def hashed(headers: Mapping[str, str], body: bytes) -> str:
    """Return the hash of a page's content, whether compressed or not."""
    page = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    return hashlib.sha256(page).hexdigest()


def edition_of(headers: Mapping[str, str]) -> str:
    """Return the edition of an ETag and its build time: W/"version-registry-edition-time-made..."."""
    parts = headers.get("etag", "----").strip('"').split("-")
    return f"{parts[2]}-{parts[4]}"


def flood(port: int, paths: Sequence[str], seconds: float, known: Known | None = None) -> Tally:
    """Request paths in turn as fast as possible; with `known`, check that each page is of one edition."""
    context = multiprocessing.get_context("fork")
    with context.Pool(PROCESSES) as pool:
        shares = [(port, [*paths[n:], *paths[:n]], seconds, known) for n in range(PROCESSES)]
        return _together(tally for tallies in pool.map(_client, shares) for tally in tallies)


def _client(share: tuple[int, Sequence[str], float, Known | None]) -> list[Tally]:
    port, paths, seconds, known = share
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        begun = [threads.submit(_line, port, [*paths[n:], *paths[:n]], until, known) for n in range(CONNECTIONS)]
        return [one.result() for one in begun]


def _line(port: int, paths: Sequence[str], until: float, known: Known | None) -> Tally:
    tally, line, right = Tally(), Connection(port), set[tuple[str, bytes]]()
    while time.monotonic() < until:
        path = paths[tally.answers % len(paths)]
        tally.answers += 1
        try:
            status, headers, body = line.ask(path)
        except OSError as error:
            tally.errors.append(f"{path}: {error}")
            continue
        tally.bytes += len(body)
        if status != 200:
            tally.errors.append(f"{path}: {status}")
        elif known is not None:
            edition = edition_of(headers)
            tally.editions.add(edition)
            if (edition + path, body) not in right:
                if known.get((edition, path)) == hashed(headers, body):
                    right.add((edition + path, body))
                else:
                    tally.wrong.append(f"{path} of {edition}")
    return tally


def _together(tallies: Iterable[Tally]) -> Tally:
    every = Tally()
    for one in tallies:
        every.answers += one.answers
        every.bytes += one.bytes
        every.errors += one.errors
        every.wrong += one.wrong
        every.editions |= one.editions
    return every


def steadily(port: int, paths: Sequence[str], rate: float) -> tuple[list[float], list[str]]:
    """Return the milliseconds of each path, and errors; requests start `rate` times a second in any case."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(_steady, (port, paths, rate))


def _steady(port: int, paths: Sequence[str], rate: float) -> tuple[list[float], list[str]]:
    began = time.monotonic() + 0.2
    errors: list[str] = []

    def ask(number: int, path: str) -> float:
        at = began + number / rate
        time.sleep(max(0.0, at - time.monotonic()))
        try:
            status, _, _ = Connection(port).ask(path)
        except OSError as error:
            errors.append(f"{path}: {error}")
        else:
            if status != 200:
                errors.append(f"{path}: {status}")
        return 1000 * (time.monotonic() - at)

    with ThreadPoolExecutor(64) as threads:
        return list(threads.map(ask, range(len(paths)), paths)), errors
