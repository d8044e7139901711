"""Collecting from sources: a list of addresses and an archive, at first and again without changes.

Run as `python benchmarks/fetching.py [DOCUMENTS]`. The site is local and requests are not spaced, so the figures are
Palermo's own cost; a second run sends ETags and downloads nothing.
"""

import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from palermo.sources import Bounds, CollectContext, Downloads, Fetcher, Ledger, Origin, Urllib3Client, collect_origins
from results import tell

SIZE = 50_000
"""Size of a document in bytes."""


class Page(BaseHTTPRequestHandler):
    """Server of a document with an ETag for every path; counts the bytes sent."""

    sent = 0

    def do_GET(self) -> None:
        found = self.path != "/robots.txt"
        same = found and self.headers.get("If-None-Match") == '"1"'
        body = self.path.encode().ljust(SIZE, b".") if found and not same else b""
        self.send_response(304 if same else 200 if found else 404)
        self.send_header("ETag", '"1"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        Page.sent += len(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


@contextmanager
def site() -> Iterator[str]:
    """Yield the address of a local site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def looked(origin: Origin, library: Path) -> tuple[float, int]:
    """Return the seconds of a run over one source, and the number of documents found."""
    bounds, downloads = Bounds(request_interval_s=0.0), Downloads(library)
    began = time.perf_counter()
    desk = CollectContext(
        ledger=Ledger(library / "ledger.jsonl"),
        downloads=downloads,
        fetcher=Fetcher(Urllib3Client(), downloads, bounds),
        bounds=bounds,
        find_publisher=lambda name: None,
        document_suffixes=[],
        excluded_folders=[],
        on_step=lambda words, total: None,
        on_document=lambda: None,
    )
    found = collect_origins([origin], desk)
    return time.perf_counter() - began, len(found.files)


def main() -> None:
    """Measure, and print one line of JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    figures: dict[str, float] = {"documents": count, "bytes_each": SIZE}
    with tempfile.TemporaryDirectory() as name, site() as base:
        folder = Path(name)
        (folder / "list.txt").write_text("".join(f"{base}/{number}.txt\n" for number in range(count)))
        with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_STORED) as archive:
            for number in range(count):
                archive.writestr(f"{number}.txt", str(number).ljust(SIZE, "."))
        for kind, file in (("addresses", "list.txt"), ("archive", "all.zip")):
            origin = Origin(name=kind, kind=kind, location=str(folder / file), line_number=1)
            for run in ("first", "again"):
                before = Page.sent
                seconds, found = looked(origin, folder / kind)
                assert found == count
                figures[f"{kind}_{run}_seconds"] = round(seconds, 2)
                if kind == "addresses":
                    figures[f"{kind}_{run}_megabytes"] = round((Page.sent - before) / 1e6, 1)
    tell("fetching", figures)


if __name__ == "__main__":
    main()
