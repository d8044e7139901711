"""Reviewers for benchmarks of the desk: a library of invented statements, a server, and clients that decide by HTTP."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psutil

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_editions import _build_document, _write
from palermo.edition import Library
from palermo.search import build_index
from postgresql_cluster import run_cluster
from watched import served

SIGN_IN = """
import django, sys
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from palermo.portal.accounts.models import Person
for number in range(int(sys.argv[1])):
    name = f"reviewer{number}@example.org"
    person, _ = Person.objects.get_or_create(username=name, defaults={"email": name})
    person.roles.get_or_create(role="reviewer")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    print(session.session_key)
"""
SETTINGS = {"PALERMO_MEANING": "0", "PALERMO_LIMIT_API": "0", "PALERMO_LIMIT_SEARCH": "0"}
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
LAST = re.compile(r'name="last" value="([^"]*)"')
STATEMENT = re.compile(r"/review/statements/([0-9a-f]+)/decide/")


def build_library(folder: Path, documents: int, sentences: int) -> Library:
    """Write an edition of invented statements with a search index."""
    library = Library(folder)
    library.create()
    numbers = range(sentences)
    parts = [
        _build_document(f"document {d}", *(f"State {d} should carry out measure {s} without delay." for s in numbers))
        for d in range(documents)
    ]
    manifest = _write(library, parts)
    build_index(library.get_edition_folder(manifest.id), manifest)
    return library


@contextmanager
def open_database(engine: str) -> Iterator[str]:
    """DATABASE_URL of a new database; empty for SQLite, which is made in the library."""
    if engine == "sqlite":
        yield ""
        return
    with run_cluster() as address:
        yield address


@contextmanager
def serve(library: Library, database: str) -> Iterator[str]:
    """Address of a server over a library, without limits of rate."""
    with served(library.path, DATABASE_URL=database, **SETTINGS) as address:
        yield address


def sign_in(library: Library, database: str, count: int) -> list[str]:
    """Return the session keys of so many reviewers."""
    environment = os.environ | {
        "PALERMO_LIBRARY": str(library.path),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings",
    }
    command = [sys.executable, "-c", SIGN_IN, str(count)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def measure_cpu_seconds() -> float:
    """Return the processor time that the processes of this one's servers have used so far."""
    times = [one.cpu_times() for one in psutil.Process().children(recursive=True)]
    return float(sum(one.user + one.system for one in times))


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the server."""

    status: int
    text: str
    location: str


class DeskClient:
    """A signed-in reviewer with one connection."""

    def __init__(self, address: str, session: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._cookies = {"sessionid": session}

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request, and return its answer; raises OSError and HTTPException."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())} | dict(headers or {})
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form) if form is not None else None
        self._connection.request(method, path, body, sent)
        try:
            response = self._connection.getresponse()
        except http.client.RemoteDisconnected:  # the server closes a connection that was idle
            if method != "GET":
                raise
            self._connection.request(method, path, body, sent)
            response = self._connection.getresponse()
        text = response.read().decode(errors="replace")
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return Answer(status=response.status, text=text, location=response.headers.get("Location") or "")

    def cookie(self, name: str) -> str:
        """Return the value of a cookie, or an empty text."""
        return self._cookies.get(name, "")

    def follow(self, path: str) -> Answer:
        """Open a page, following redirects."""
        answer = self.ask("GET", path)
        while answer.status in (301, 302, 303):
            answer = self.ask("GET", answer.location)
        return answer


def read_form(page: str) -> tuple[str, dict[str, str]] | None:
    """Return the statement of a page of the desk and the hidden fields of its form, or None."""
    found = [pattern.search(page) for pattern in (STATEMENT, CSRF, KEY, LAST)]
    if not all(found):
        return None
    statement, csrf, key, last = (one[1] for one in found if one)
    return statement, {"csrfmiddlewaretoken": csrf, "key": key, "last": last}
