"""Concurrent reviewers: time of a decision, lost decisions, and re-anchoring after the reader has changed.

    .venv/bin/python benchmarks/review.py [--reviewers 100] [--decisions 5]

A server over a generated library gets requests on loopback from the given number of reviewers, who decide on different
statements. DATABASE_URL chooses the database. The figures are appended to benchmarks/results.
"""

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from made_editions import _part, _write
from palermo.edition import DecisionLog, Library, open_view
from palermo.review import build_anchor, find_anchor
from results import tell
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
DOCUMENTS, SENTENCES = 20, 60


def build_library(folder: Path) -> Library:
    """Write a generated edition."""
    library = Library(folder)
    library.create()
    numbers = range(SENTENCES)
    parts = [
        _part(f"document {d}", *(f"State {d} should carry out measure {s} without delay." for s in numbers))
        for d in range(DOCUMENTS)
    ]
    _write(library, parts)
    return library


def sign_in(library: Library, count: int) -> list[str]:
    """Return the session keys of `count` reviewers."""
    environment = os.environ | {
        "PALERMO_LIBRARY": str(library.path),
        "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings",
    }
    command = [sys.executable, "-c", SIGN_IN, str(count)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


class ReviewerClient:
    """A reviewer with a connection of their own, who decides on statements one after the other."""

    def __init__(self, address: str, session: str, statements: list[str]) -> None:
        self.times: list[float] = []
        self.failed = 0
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._session, self._statements = session, statements

    def run(self) -> None:
        """Open each statement, think for a moment, and decide."""
        for id in self._statements:
            page, cookie = self._ask("GET", f"/en/review/statements/{id}/")
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
            key = re.search(r'name="key" value="([^"]+)"', page)
            if not (found and key):
                self.failed += 1
                continue
            time.sleep(2)
            body = urlencode({"csrfmiddlewaretoken": found[1], "key": key[1], "last": "", "verdict": "accept"})
            began = time.perf_counter()
            self._ask("POST", f"/en/review/statements/{id}/decide/", body, cookie)
            self.times.append(time.perf_counter() - began)

    def _ask(self, method: str, path: str, body: str = "", cookie: str = "") -> tuple[str, str]:
        headers = {"Cookie": f"sessionid={self._session}; {cookie}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body or None, headers)
        response = self._connection.getresponse()
        text = response.read().decode(errors="replace")
        if response.status >= 400:
            self.failed += 1
        return text, (response.headers.get("Set-Cookie") or "").partition(";")[0]


def measure_decisions(reviewer_count: int, decision_count: int) -> dict[str, float]:
    """Return the figures of reviewers who each decide on `decision_count` statements at once."""
    with tempfile.TemporaryDirectory() as folder:
        library = build_library(Path(folder) / "library")
        with open_view(library) as view:
            ids = [one.id for one, _ in view.iterate_statements()]
        with served(library.path, PALERMO_MEANING="0", PALERMO_LIMIT_API="0", PALERMO_LIMIT_SEARCH="0") as address:
            keys = sign_in(library, reviewer_count)
            shares = [ids[n::reviewer_count][:decision_count] for n in range(reviewer_count)]
            clients = [ReviewerClient(address, key, share) for key, share in zip(keys, shares, strict=True)]
            threads = [threading.Thread(target=one.run) for one in clients]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
        stored = DecisionLog(library.decisions).read()
    times = sorted(second for one in clients for second in one.times)
    return {
        "decisions": len(times),
        "stored": len({one.decision.statement for one in stored}),
        "failed": sum(one.failed for one in clients),
        "median_s": round(times[len(times) // 2], 3),
        "p95_s": round(times[int(len(times) * 0.95)], 3),
    }


def measure_anchoring(document_count: int = 200, sentence_count: int = 40) -> dict[str, float]:
    """Return the share of anchors found again after another reader has split, joined and hyphenated passages."""
    found = total = 0
    for number in range(document_count):
        sentences = [f"In year {s}, State {number} should do thing {s * 7}." for s in range(sentence_count)]
        part = _part(f"anchors {number}", *sentences)
        pairs = zip(sentences[::2], sentences[1::2], strict=True)
        joined = [f"{first} {second}" for first, second in pairs]
        texts = [text if n % 10 else text.replace("should", "shou-ld") for n, text in enumerate(joined)]
        blank = part.passages[0]
        moved = [replace(blank, id=f"p{n}", ordinal=n, text=text) for n, text in enumerate(texts)]
        for passage in part.passages:
            match = find_anchor(build_anchor(passage, 0, len(passage.text)), moved)
            total += 1
            found += match is not None and passage.text.split()[-1] in match.passage.text
    return {"anchors": total, "found_share": round(found / total, 4)}


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=100)
    parser.add_argument("--decisions", type=int, default=3)
    options = parser.parse_args()
    figures = measure_anchoring() | measure_decisions(options.reviewers, options.decisions)
    tell("review", figures)


if __name__ == "__main__":
    main()
