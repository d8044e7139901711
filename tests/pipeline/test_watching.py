"""Tests of watching: change notes, standing queries, webhooks, and matches that wait for e-mails."""

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from made_editions import MakePart, WriteEdition
from palermo import registry, vocabulary
from palermo.analysis import FacetValues
from palermo.edition import Library
from palermo.errors import DefinitionInvalid
from palermo.pipeline.standing_queries import load_matches, load_queries
from palermo.pipeline.watching import WatchReport, report_changes
from palermo.statements import InstrumentRef, Ref, RefType, StatementKind

VALUES = FacetValues(registry.load_registry(), vocabulary.load_vocabulary())
ADDRESS = "https://map.example.org"
UNODC, IOM = (Ref(id=id, name=id.upper(), type=RefType.ENTITY) for id in ("unodc", "iom"))


class Hook:
    """A local web server that keeps what is posted to it."""

    def __init__(self, status: int = 200) -> None:
        received: list[dict[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.received = received
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def webhook() -> Iterator[Hook]:
    built = Hook()
    yield built
    built.server.shutdown()
    built.server.server_close()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    built = Library(tmp_path / "library")
    built.create()
    return built


@pytest.fixture
def changed(library: Library, write_edition: WriteEdition, make_part: MakePart) -> tuple[Library, str]:
    """A library whose edition gained two documents, and the id of the edition before."""
    old = make_part("old", "States should train inspectors.", statement={"themes": ("technology",)})
    before = write_edition(library, [old]).id
    call = make_part(
        "call", "States should regulate technology.",
        statement={"themes": ("technology",), "instruments": (InstrumentRef(id="palermo-protocol", provision="9"),)},
    )  # fmt: skip
    work = make_part(
        "work", "UNODC and IOM trained judges.",
        statement={"kind": StatementKind.PARTNERSHIP, "actors": (UNODC,), "partners": (IOM,), "addressees": ()},
    )  # fmt: skip
    secret = make_part("secret", "States should regulate technology quietly.", visibility="members")
    write_edition(library, [old, call, work, secret])
    return library, before


def write_searches(library: Library, text: str) -> None:
    (library.path / "watch.yaml").write_text(text, encoding="utf-8")


def watch(changed: tuple[Library, str]) -> WatchReport:
    return report_changes(*changed, VALUES, ADDRESS)


def test_a_note_tells_documents_recommendations_and_provisions(changed: tuple[Library, str]) -> None:
    note = watch(changed).note
    assert note is not None
    assert sorted(title for _, title in note.documents) == ["Call", "Work"]
    assert (note.statements, note.themes) == (2, (("technology", 1),))
    assert note.addressees[0][1] == 1
    assert [(number, count) for _, number, count in note.provisions] == [("9", 1)]
    stored = json.loads((changed[0].path / f"watch/notes/{note.edition}.json").read_text(encoding="utf-8"))
    assert stored["statements"] == 2
    assert any(line.startswith("  new document: Call") for line in note.format_lines())


def test_the_same_edition_has_no_note(changed: tuple[Library, str]) -> None:
    library, _ = changed
    assert report_changes(library, library.read_current_id(), VALUES, ADDRESS).note is None


def test_queries_match_new_public_documents_alone(changed: tuple[Library, str], webhook: Hook) -> None:
    write_searches(
        changed[0],
        f"searches:\n- {{name: Tech, where: [theme=technology], webhook: '{webhook.url}'}}\n"
        "- {name: Nothing, words: zebra}\n",
    )
    report = watch(changed)
    assert (report.matches, report.failures) == (1, ())
    (posted,) = webhook.received
    assert posted["search"] == "Tech"
    (row,) = posted["statements"]
    assert (row["quote"], row["page"]) == ("States should regulate technology.", 1)
    assert row["address"].startswith(f"{ADDRESS}/statements/")


def test_a_webhook_that_fails_stops_nothing(changed: tuple[Library, str]) -> None:
    refusing = Hook(status=500)
    write_searches(
        changed[0],
        f"searches:\n- {{name: A, words: technology, webhook: '{refusing.url}'}}\n"
        "- {name: B, words: technology, webhook: 'http://127.0.0.1:9/'}\n",
    )
    report = watch(changed)
    refusing.server.shutdown()
    refusing.server.server_close()
    assert report.matches == 2
    assert report.failures[0] == "A: its webhook answers with status 500"
    assert report.failures[1].startswith("B: its webhook does not answer")


def test_matches_wait_by_recipient_until_they_are_sent(changed: tuple[Library, str]) -> None:
    write_searches(changed[0], "searches:\n- {name: Tech, words: technology, email: reader@example.org}\n")
    for _ in range(2):
        watch(changed)
    pending = load_matches(changed[0], "weekly")
    assert [part["search"] for part in pending["reader@example.org"]] == ["Tech", "Tech"]


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("searches: [", DefinitionInvalid, "it cannot be read"),
        ("[]", DefinitionInvalid, "no list of searches"),
        ("searches: [{where: [theme=technology]}]", DefinitionInvalid, "it needs a name"),
        ("searches: [{name: A, colour: red}]", DefinitionInvalid, "it needs a name"),
        ("searches: [{name: A, webhook: 'file:///etc/passwd'}]", DefinitionInvalid, "no web address"),
        ("searches: [{name: A, where: [weather=rain]}]", DefinitionInvalid, "search 1: dimension 'weather'"),
        ("searches: !!python/object/apply:os.system ['true']", DefinitionInvalid, "it cannot be read"),
    ],
)
def test_wrong_searches_are_explained(tmp_path: Path, text: str, error: type[Exception], reason: str) -> None:
    library = Library(tmp_path)
    write_searches(library, text)
    with pytest.raises(error, match=reason):
        load_queries(library, VALUES)


def test_a_changed_file_counts_as_new(library: Library, write_edition: WriteEdition, make_part: MakePart) -> None:
    first = make_part("first", "States should act.", source="same.txt")
    before = write_edition(library, [first]).id
    second = make_part("second", "States should act on technology.", source="same.txt")
    write_edition(library, [replace(second)])
    write_searches(library, "searches:\n- {name: Tech, words: technology}\n")
    assert report_changes(library, before, VALUES, ADDRESS).matches == 1


def test_a_statement_that_a_changed_file_made_before_is_not_new(
    library: Library, write_edition: WriteEdition, make_part: MakePart, webhook: Hook
) -> None:
    request = "States should regulate technology."
    before = write_edition(library, [make_part("first", request, source="same.txt")]).id
    write_edition(library, [make_part("second", request, "States should buy technology.", source="same.txt")])
    write_searches(library, f"searches:\n- {{name: Tech, words: technology, webhook: '{webhook.url}'}}\n")
    assert report_changes(library, before, VALUES, ADDRESS).matches == 1
    assert [row["quote"] for row in webhook.received[0]["statements"]] == ["States should buy technology."]
