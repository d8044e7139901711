"""Tests of the server: refusals, preparation, and shutdown."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import ModuleType

import pytest

from palermo.edition import Library
from palermo.errors import NoLibrary, RunStopped
from palermo.portal.server import serve

SERVE = """
import sys
from pathlib import Path
from palermo.portal.server import serve
serve(Path(sys.argv[1]), int(sys.argv[2]))
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(library: Path, **environment: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(library), str(port)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for(port, server)
        yield port, server
    finally:
        server.kill()
        server.communicate()


def _wait_for(port: int, server: subprocess.Popen[str]) -> None:
    for _ in range(200):
        if server.poll() is not None:
            raise AssertionError(server.communicate()[0])
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def _get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    content = response.read().decode("utf-8", "replace")
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}, content


@pytest.mark.slow
def test_serves_follows_the_edition_and_ends_quietly(sample: ModuleType, tmp_path: Path) -> None:
    Library(tmp_path).create()
    with _served(tmp_path) as (port, server):
        status, _headers, page = _get(port, "/en/")
        assert (status, "No edition yet" in page) == (503, True)
        sample.build(tmp_path)
        status, headers, page = _get(port, "/zh/")
        assert (status, headers["content-language"]) == (200, "zh")
        sheet = re.search(r'href="(/static/base/palermo\.[0-9a-f]+\.css)"', page)
        assert sheet is not None
        _status, headers, _css = _get(port, sheet[1], **{"Accept-Encoding": "gzip"})
        assert "immutable" in headers["cache-control"]
        assert headers["content-encoding"] == "gzip"
        assert len(_get(port, "/en/data/statements.jsonl")[2].splitlines()) == sample.RECOMMENDATIONS
        server.send_signal(signal.SIGINT)
        text, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert f"Palermo is served at http://localhost:{port}/" in text
    assert "Palermo has stopped." in text
    assert "Traceback" not in text
    assert {item.name for item in (tmp_path / "portal").iterdir()} >= {"locale", "static"}


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    Library(tmp_path).create()
    with socket.socket() as accepted:
        accepted.bind(("127.0.0.1", 0))
        accepted.listen()
        with pytest.raises(RunStopped, match=r"port \d+ of 127\.0\.0\.1: .*Name another with --port"):
            serve(tmp_path, accepted.getsockname()[1])


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 99999), ("localhost", 0), ("192.0.2.1", 8000)])
def test_an_impossible_address_is_named(tmp_path: Path, host: str, port: int) -> None:
    Library(tmp_path).create()
    with pytest.raises(RunStopped, match=re.escape(f"port {port} of {host}")):
        serve(tmp_path, port, host)


def test_without_a_library_nothing_starts(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="palermo build"):
        serve(tmp_path / "nothing", _free_port())
    assert not (tmp_path / "nothing").exists()


@pytest.mark.slow
def test_a_damaged_database_is_reported_with_its_remedy(tmp_path: Path) -> None:
    Library(tmp_path).create()
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal" / "portal.sqlite3").write_text("no database" * 100)
    command = [sys.executable, "-m", "palermo", "users", "list", "--library", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 1
    assert "the portal's database: file is not a database. Check DATABASE_URL, or restore" in run.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "text"),
    [
        pytest.param("mysql://a:secret@b/c", "no database of the kind", marks=pytest.mark.slow),
        ("postgresql://a:secret@127.0.0.1:1/c", "Check DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_used_is_named(tmp_path: Path, url: str, text: str) -> None:
    Library(tmp_path).create()
    run = subprocess.run(
        [sys.executable, "-c", SERVE, str(tmp_path), str(_free_port())],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    last = run.stderr.splitlines()[-1]
    assert run.returncode == 1
    assert text in last
    assert "secret" not in last
