"""Tests of second opinions of language models on the review desk: beside their statement, and missing statements."""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from palermo.edition import DecisionLog, Library, View, list_unanchored, open_view
from palermo.portal.review.models import DoubleReview
from palermo.review import parse_decision
from palermo.second_opinion.queue import OPINION_FIELDS, OpinionQueue
from palermo.statements import Statement, StatementKind

pytestmark = pytest.mark.django_db


def test_second_opinions_are_beside_their_statement_unless_it_is_judged_independently(
    client_as: Callable[..., Client], own_library: Path, view: View
) -> None:
    reviewer = client_as("reviewer")
    statements = [statement for statement, _document in view.iterate_statements()]
    statement = statements[0]
    row = dict.fromkeys(OPINION_FIELDS) | {
        "statement": statement.id, "document": statement.document, "passage": statement.locator.passage,
        "opinion": "disagree", "kind": "none", "actors": ["Lake Aid <b>"], "addressees": [], "partners": [],
        "quotes": [], "model": "sample-model", "date": "2026-11-30T12:00:00+00:00", "key": "1",
    }  # fmt: skip
    queue = OpinionQueue(Library(own_library).opinions)
    queue.append([row, row | {"statement": statements[1].id, "opinion": "agree", "kind": None, "actors": []}])
    page = reviewer.get(f"/en/review/statements/{statement.id}/").content.decode()
    assert all(text in page for text in ("disagrees", "sample-model", "2026-11-30", "nothing is stated here"))
    assert "Lake Aid &lt;b&gt;" in page
    other = reviewer.get(f"/en/review/statements/{statements[1].id}/").content.decode()
    assert re.search(r"<b>\s*agrees", other)
    assert "Second opinions" not in reviewer.get(f"/en/review/statements/{statements[2].id}/").content.decode()
    DoubleReview.objects.create(kind=statement.kind.value)
    assert "sample-model" not in reviewer.get(f"/en/review/statements/{statement.id}/").content.decode()


@pytest.fixture
def missing(own_library: Path, view: View) -> Statement:
    """Queue a missing activity, in the words of a statement of another kind, whose statement is returned."""
    found = next(item for item, _ in view.iterate_statements() if item.kind is not StatementKind.ACTIVITY)
    row = dict.fromkeys(OPINION_FIELDS) | {
        "document": found.document, "passage": found.locator.passage, "opinion": "missing", "kind": "activity",
        "actors": ["Lake Aid <b>"], "addressees": [], "partners": [], "quotes": [found.quote], "model": "sample-model",
        "date": "2026-11-30T12:00:00+00:00", "key": "1",
    }  # fmt: skip
    OpinionQueue(Library(own_library).opinions).append([row, row | {"key": "2"}, row | {"quotes": ["not printed"]}])
    return found


def test_missing_statement_is_added_by_a_form_with_its_fields(
    client_as: Callable[..., Client], missing: Statement
) -> None:
    reviewer = client_as("reviewer")
    assert re.search(r"language models find missing</a>\s*\(1\)", reviewer.get("/en/review/").content.decode())
    page = reviewer.get("/en/review/missing/").content.decode()
    assert page.count("<mark>") == 1
    assert f"<mark>{escape(missing.quote)}</mark>" in page
    assert "Lake Aid &lt;b&gt;" in page
    address = html.unescape(re.search(r'href="([^"]+missing=[^"]+)"', page).group(1))  # type: ignore[union-attr]
    form = reviewer.get(address).context["form"]
    assert form.initial == {"kind": "activity", "quote": missing.quote, "actors": ["Lake Aid <b>"], "addressees": (),
                            "partners": ()}  # fmt: skip
    values = {"kind": "activity", "quote": missing.quote, "actors": ["Lake Aid"], "key": "a"}
    assert "Nothing waits" in reviewer.post(address, values, follow=True).content.decode()


def test_dismissed_statement_stays_away_until_its_dismissal_is_undone(
    client_as: Callable[..., Client], missing: Statement, own_library: Path
) -> None:
    reviewer, log = client_as("reviewer"), DecisionLog(Library(own_library).decisions)
    with open_view(Library(own_library)) as before:
        statements = before.list_statements(missing.document, with_rejected=True)
    page = reviewer.get("/en/review/missing/").content.decode()
    address = re.search(r'action="([^"]+/dismiss/)"', page).group(1)  # type: ignore[union-attr]
    dismissed = reviewer.post(address, {"key": "a"}, follow=True).content.decode()
    assert "Nothing waits" in dismissed
    decision = log.read()[-1].decision
    assert (decision.verdict, decision.kind, decision.anchor.exact) == ("reject", "activity", missing.quote)
    assert parse_decision(decision.to_row()) == decision
    with open_view(Library(own_library)) as after:
        assert after.list_statements(missing.document, with_rejected=True) == statements
        assert list_unanchored(after, log) == []
    assert reviewer.post(address, {"key": "b"}, follow=True).status_code == 200
    assert len(log.read()) == 1
    undone = reviewer.post("/en/review/undo/", {"decision": decision.id}, follow=True).content.decode()
    assert undone.count("<mark>") == 1


def test_statement_in_dismissed_words_can_still_be_added(
    client_as: Callable[..., Client], missing: Statement, client: Client
) -> None:
    reviewer = client_as("reviewer")
    page = reviewer.get("/en/review/missing/").content.decode()
    reviewer.post(re.search(r'action="([^"]+/dismiss/)"', page).group(1), {"key": "a"})  # type: ignore[union-attr]
    address = f"/en/review/documents/{missing.document}/add/?passage={missing.locator.passage}"
    values = {"kind": "activity", "quote": missing.quote, "actors": ["Andorra"], "key": "b"}
    assert reviewer.post(address, values).status_code == 302
    listed = client.get("/api/v1/statements?status=accepted").json()["items"]
    assert [(item["kind"], item["method"]) for item in listed] == [("activity", "review.1")]


def test_missing_statements_are_for_reviewers_alone(client_as: Callable[..., Client], own_library: Path) -> None:
    reader = client_as("reader")
    assert reader.get("/en/review/missing/").status_code == 403
    assert reader.post("/en/review/missing/1/dismiss/").status_code == 403
