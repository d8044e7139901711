"""Serving: pages a second, search times at a steady rate, and load while the edition is switched twice.

    .venv/bin/python benchmarks/serving.py [LIBRARY] [--passages 100000] [--seconds 10]

LIBRARY (that of `make demo` without one) is measured in a copy, and again as an edition whose documents are those of
LIBRARY until it has so many passages; `--passages 0` leaves that out. Each is served on loopback by its own process,
and the client runs in others on the same cores. Targets on two cores: 800 requests/s of cached pages with their bodies,
a search p95 of 150 ms at 30 requests/s, and in the minute no error and no page that mixes two editions.
"""

import argparse
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import numpy as np
from rich.console import Console

from http_client import Connection, edition_of, flood, hashed, steadily
from palermo.edition import BucketEntry, CompiledDocument, EditionWriter, Library, View, open_view
from palermo.embeddings import Encoder, VectorArray, load_shipped_encoder
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.search import build_index
from results import tell
from search import repeated

RATE = 30
"""Searches a second."""
MINUTE = 60.0
"""Seconds of load while the edition is switched twice."""
PAGES = ("/en/", "/en/library/", "/en/recommendations/", "/ar/entities/iom/")
"""Pages that are requested repeatedly."""
ALONE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian("serving:bare", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI, workers=1,
        blocking_threads=16, log_enabled=False).serve()
"""


class Remembering:
    """An encoder that encodes each text once, however many copies there are."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, VectorArray] = {}
        self.version = encoder.version

    def encode(self, texts: Sequence[str]) -> VectorArray:
        """Return vectors of texts, cached ones from memory."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._encoder.encode([])


def bare(_environ: object, start_response: object) -> list[bytes]:
    """Return a fixed body as long as the home page's: a WSGI application that measures the server alone."""
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "8300")])  # type: ignore[operator]
    return [b"x" * 8300]


def main() -> None:
    """Measure both editions, and print and store the figures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("library", nargs="?", default="var/demo")
    arguments.add_argument("--passages", type=int, default=100_000)
    arguments.add_argument("--seconds", type=float, default=10)
    given = arguments.parse_args()
    source = Library(Path(given.library).absolute())
    if source.read_current_id() is None:
        arguments.error(f"{given.library}: no edition is there. Make one: make demo SERVE=0")
    figures: dict[str, object] = {"server alone, answers/s": _alone(given.seconds)}
    with tempfile.TemporaryDirectory() as place:
        copy = Library(Path(shutil.copytree(source.path, Path(place) / "copy", symlinks=True)))
        libraries = {"as it is": copy}
        if given.passages:
            libraries[f"{given.passages:,} passages"] = repeated(copy, Path(place) / "large", given.passages)[0]
        for name, library in libraries.items():
            figures |= {f"{name}: {one}": value for one, value in _measured(library, given.seconds).items()}
    for name, value in figures.items():
        print(f"{name}: {value}")
    tell("serving", figures)


def _measured(library: Library, seconds: float) -> dict[str, object]:
    with open_view(library) as view:
        asked = [f"/en/library/?q={quote(words)}" for words in _words(view, int(RATE * (seconds + MINUTE)))]
        some = [f"/en/statements/{one.id}/" for one in view.find_statements(limit=10).statements]
        passages = view.manifest.counts.passages
    other, current = _other(library), library.read_current_id()
    assert current is not None
    fixed = [*PAGES, "/en/data/", "/fr/who-does-what/", "/api/v1/statements?limit=5", *some, *asked[:20]]
    with _served(library) as port:
        known: dict[tuple[str, str], str] = {}
        for edition in (other, current):
            library.set_current(edition)
            known |= _quietly(port, fixed)
        once = flood(port, PAGES, seconds)
        times, failed = steadily(port, asked[20 : 20 + int(RATE * seconds)], RATE)
        fixed = [path for path in fixed if sum(path == one for _, one in known) == 2]
        switching = threading.Thread(target=_switch, args=(library, other, current))
        switching.start()
        minute = flood(port, fixed, MINUTE, known)
        switching.join()
    for wrong in (*once.errors, *failed, *minute.errors, *minute.wrong)[:10]:
        print(f"went wrong: {wrong}", file=sys.stderr)
    return {
        "passages": passages,
        "kept pages, full answers/s": round(once.answers / seconds, 1),
        "kept pages, bytes of an answer": round(once.bytes / once.answers),
        "search p50, ms": round(statistics.median(times), 1),
        "search p95, ms": round(statistics.quantiles(times, n=20)[18], 1),
        "searches": len(times),
        "errors": len(once.errors) + len(failed),
        "minute with two switches: answers": minute.answers,
        "minute: addresses": len(fixed),
        "minute: editions seen": len(minute.editions),
        "minute: errors": len(minute.errors),
        "minute: wrong answers": len(minute.wrong),
    }


def _alone(seconds: float) -> float:
    port = _free()
    server = subprocess.Popen([sys.executable, "-c", ALONE, str(port)], cwd=Path(__file__).parent)
    try:
        _wait(port)
        return round(flood(port, ["/"], seconds).answers / seconds, 1)
    finally:
        server.terminate()
        server.wait(20)


def _words(view: View, number: int) -> list[str]:
    """Return `number` different queries of two or three words of passages."""
    chance = random.Random(1)
    texts = [words for one, _ in view.iterate_passages() if len(words := re.findall(r"\w{4,}", one.text)) > 3]
    found: dict[str, None] = {}
    while len(found) < number:
        found[" ".join(chance.sample(chance.choice(texts), chance.choice((2, 3))))] = None
    return list(found)


def _other(library: Library) -> str:
    """Write another edition with three of four documents of the current one, which stays current."""
    current = library.read_current_id()
    assert current is not None
    with open_view(library) as view:
        parts = {
            one.id: CompiledDocument(
                document=one, passages=tuple(view.list_passages(one.id)), statements=tuple(view.list_statements(one.id))
            )
            for number, one in enumerate(view.list_documents())
            if number % 4
        }
    entries = [BucketEntry(document=key, key=key) for key in parts]
    made = EditionWriter(library, versions={}).write(entries, lambda one: parts[one.document], (), datetime.now(UTC))
    encoder = load_shipped_encoder()
    remembering = Remembering(encoder) if encoder else None
    for id in (current, made.id):
        with open_view(library, id) as view:
            build_index(library.get_edition_folder(id), view.manifest, remembering)
    for id in (made.id, current):
        library.set_current(id)
        ensure_follow_up(library, use_embeddings=True, progress=create_reporter(Console(quiet=True)))
    return made.id


def _quietly(port: int, paths: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return hashes of pages without load by their edition, requested until the new edition is served."""
    line, found = Connection(port), {}
    line.ask(paths[0])
    for path in paths:
        status, headers, body = line.ask(path)
        if status == 200:
            found[edition_of(headers), path] = hashed(headers, body)
    return found


def _switch(library: Library, other: str, current: str) -> None:
    for id in (other, current):
        time.sleep(MINUTE / 3)
        library.set_current(id)


@contextmanager
def _served(library: Library) -> Iterator[int]:
    port = _free()
    command = [str(Path(sys.executable).with_name("palermo")), "serve", "--library", str(library.path)]
    environment = os.environ | {"PALERMO_LIMIT_SEARCH": "0", "PALERMO_LIMIT_API": "0"}
    server = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(6000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


if __name__ == "__main__":
    main()
