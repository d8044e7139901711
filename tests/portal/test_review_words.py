"""Tests of labels of decisions, and of who sees reviewers' names."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from palermo.edition import DecisionLog, Library, open_view
from palermo.statements import Statement

pytestmark = pytest.mark.django_db
type ClientAs = Callable[..., Client]


@pytest.fixture
def statement(own_library: Path) -> Statement:
    with open_view(Library(own_library)) as view:
        return next(item for item, _ in view.iterate_statements() if item.language == "en" and not item.same_as)


def read_form(page: str) -> dict[str, str]:
    """Return the hidden fields of the first form for decisions."""
    result = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("key", "last")}
    return {name: match[1] for name, match in result.items() if match}


def decide(client: Client, statement: Statement, **form: str) -> None:
    address = f"/en/review/statements/{statement.id}/"
    client.post(f"{address}decide/", form | read_form(client.get(address).content.decode()))


def test_secretariat_sees_names_of_reviewers_and_reviewers_see_pseudonyms(
    client_as: ClientAs, statement: Statement
) -> None:
    reviewer, email = client_as("reviewer"), r"reviewer-\d+@example\.org"
    decide(reviewer, statement, verdict="accept")
    assert re.search(email, client_as("secretariat").get("/en/review/").content.decode())
    own, other = (item.get("/en/review/").content.decode() for item in (reviewer, client_as("reviewer")))
    assert "<bdi>You</bdi>" in own
    assert "person:" in other
    assert not re.search(email, other)


def test_decisions_of_others_are_shown_in_words(client_as: ClientAs, statement: Statement, own_library: Path) -> None:
    first, second = client_as("reviewer"), client_as("reviewer")
    address = f"/en/review/statements/{statement.id}/"
    decide(first, statement, verdict="reject", reason="misread", text="line 2")
    assert "The text was misread: line 2" in second.get(address).content.decode()
    fields = {"kind": "commitment", "quote": statement.quote, "themes": ["health"], "places": "Andorra"}
    form = read_form(first.get(f"{address}correct/").content.decode())
    assert first.post(f"{address}correct/", fields | form).status_code == 302
    page = second.get(address).content.decode()
    assert "Kind: <bdi>Commitment</bdi>" in page
    assert "Theme: <bdi>Health</bdi>" in page
    assert "Countries, separated by semicolons: <bdi>Andorra</bdi>" in page
    built = DecisionLog(Library(own_library).decisions).read()[0].decision
    assert "The text was misread: line 2" in first.get(f"/en/review/batch/{built.id}/").content.decode()
