"""OAI-PMH harvest of 10,000 generated documents over HTTP with sickle, an independent client.

.venv/bin/python benchmarks/oai_harvest.py
"""

import os
import tempfile
import threading
import time
import warnings
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import made_edition
from palermo.edition import Library
from results import tell

DOCUMENTS = 10_000


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """Server with one thread per request."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Request handler without log."""

    def log_message(self, *_: Any) -> None:
        """Log nothing."""


def main() -> None:
    """Write the edition, serve and harvest it, and print the durations."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder))
        made_edition.PER_DOCUMENT = 1
        made_edition.write(library, DOCUMENTS)
        os.environ |= {"PALERMO_LIBRARY": folder, "PALERMO_MEANING": "0", "PALERMO_LIMIT_API": "0"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.portal.project.settings"
        from django.core.wsgi import get_wsgi_application

        server = make_server("127.0.0.1", 0, get_wsgi_application(), ThreadedServer, QuietHandler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        figures = harvest(f"http://127.0.0.1:{server.server_port}/oai")
        server.shutdown()
    tell("oai_harvest", figures)


def harvest(address: str) -> dict[str, Any]:
    """Harvest all records and all identifiers; return counts and seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        from sickle import Sickle
    client = Sickle(address)
    started_at = time.perf_counter()
    client.Identify()
    first_s = time.perf_counter() - started_at
    records = {one.header.identifier: one.metadata for one in client.ListRecords(metadataPrefix="oai_dc")}
    records_s = time.perf_counter() - started_at - first_s
    identifiers = {one.identifier for one in client.ListIdentifiers(metadataPrefix="oai_dc")}
    assert identifiers == set(records)
    assert all(metadata["title"] for metadata in records.values())
    return {
        "records": len(records),
        "first_request_s": round(first_s, 2),
        "records_s": round(records_s, 2),
        "identifiers_s": round(time.perf_counter() - started_at - first_s - records_s, 2),
    }


if __name__ == "__main__":
    main()
