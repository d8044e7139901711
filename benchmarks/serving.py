"""Serving: cached pages a second, time of searches at a steady rate, and errors while editions are switched.

    .venv/bin/python benchmarks/serving.py [LIBRARY ...]

Each LIBRARY is served on loopback by its own process with its search index; without one, that of `make demo` is. The
client is Python's, in processes of its own: where it shares the cores, the server could do more than is told here. The
figures asked for on two cores: 800 requests/s of a cached page, a search p95 of 150 ms at 30 requests/s, no error.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from palermo.edition import Library
from results import tell

SECONDS = float(os.environ.get("PALERMO_SERVING_SECONDS", "15"))
RATE = 30
WORDS = (
    "forced labour",
    "child trafficking",
    "traite des personnes",
    "cooperation",
    "survivors",
    "inspection",
    "border",
)


def main() -> None:
    """Measure each library, and print and keep the figures."""
    found = {}
    for name in sys.argv[1:] or ["var/demo"]:
        library = Library(Path(name).absolute())
        if library.current_id() is None:
            sys.stderr.write(f"{name}: no edition is there. Make one: make demo SERVE=0\n")
            continue
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = _serve(library, port)
        try:
            found[library.path.name] = _measured(library, port)
        finally:
            server.terminate()
            server.wait(20)
    tell("serving", found)


def _serve(library: Library, port: int) -> subprocess.Popen[bytes]:
    command = [
        str(Path(sys.executable).with_name("palermo")),
        "serve",
        "--library",
        str(library.path),
        "--port",
        str(port),
    ]
    environment = os.environ | {"PALERMO_LIMIT_SEARCH": "0", "PALERMO_LIMIT_API": "0"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _measured(library: Library, port: int) -> dict[str, float]:
    first = http.client.HTTPConnection("127.0.0.1", port)
    first.request("GET", "/en/")
    answer = first.getresponse()
    answer.read()
    etag = answer.getheader("ETag") or ""
    for words in WORDS:
        _ask(first, f"/en/library/?q={quote(words)}", {})
    cached, cached_errors = _flood(port, "/en/", {"If-None-Match": etag}, SECONDS)
    switched = threading.Thread(target=_switch, args=(library, SECONDS))
    switched.start()
    times, errors = _steadily(port, SECONDS)
    switched.join()
    return {
        "cached_per_second": round(cached, 1),
        "search_p50_ms": round(1000 * statistics.median(times), 1),
        "search_p95_ms": round(1000 * statistics.quantiles(times, n=20)[18], 1),
        "searches": len(times),
        "errors": errors + cached_errors,
    }


def _ask(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _flood(port: int, path: str, headers: dict[str, str], seconds: float) -> tuple[float, int]:
    """Requests a second of four connections that ask one after the other, and errors."""
    counts: list[tuple[int, int]] = []

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        done = errors = 0
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            errors += _ask(connection, path, headers) >= 400
            done += 1
        counts.append((done, errors))

    _together([ask] * 4)
    return sum(done for done, _ in counts) / seconds, sum(errors for _, errors in counts)


def _steadily(port: int, seconds: float) -> tuple[list[float], int]:
    """Times of searches begun RATE times a second, whatever those before take, and errors."""
    times: list[float] = []
    failed: list[int] = []

    def ask(at: float, words: str) -> None:
        time.sleep(max(0.0, at - time.monotonic()))
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            status = _ask(connection, f"/en/library/?q={quote(words)}", {})
            connection.close()
        except OSError:
            status = 599
        times.append(time.monotonic() - at)
        if status >= 400:
            failed.append(status)

    began = time.monotonic() + 0.5
    threads = [
        threading.Thread(target=ask, args=(began + n / RATE, WORDS[n % len(WORDS)])) for n in range(int(RATE * seconds))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(failed)


def _switch(library: Library, seconds: float) -> None:
    """Name an edition current twice: another one where the library has it, else the same anew."""
    current = library.current_id()
    assert current is not None
    other = next((one for one in library.edition_ids() if one != current), current)
    for id in (other, current):
        time.sleep(seconds / 3)
        library.make_current(id)


def _together(tasks: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=task) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
