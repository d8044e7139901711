"""Tests of pages, lists and answers that count reviewed statements alone."""

import re
from pathlib import Path

import pytest
from django.test import Client

from decision_factory import make_decision
from palermo.edition import DecisionLog, Library, StatementSelection, open_view
from palermo.portal.base.statement_selection import add_selection_to_links, use_selection
from palermo.statements import Statement, StatementKind

pytestmark = pytest.mark.django_db
ONLY = {"confidence": "reviewed"}


@pytest.fixture
def accepted(own_library: Path) -> Statement:
    """The only statement of the library that a reviewer accepted."""
    with open_view(Library(own_library)) as view:
        statements = [item for item, _ in view.iterate_statements() if item.kind is StatementKind.RECOMMENDATION]
        statement = next(item for item in statements if item.actors and not item.same_as)
        passage = view.get_passage(statement.locator.passage)
    DecisionLog(Library(own_library).decisions).append([make_decision(statement, passage)])
    return statement


def read(client: Client, address: str, **params: str) -> str:
    response = client.get(address, params)
    assert response.status_code == 200, address
    return str(response.content.decode())


def test_every_kind_of_figure_is_that_of_reviewed_statements(client: Client, accepted: Statement) -> None:
    assert client.get("/api/v1/statements", ONLY).json()["total"] == 1
    assert client.get("/api/v1/statements").json()["total"] > 1
    assert [item["id"] for item in client.get("/api/v1/statements", ONLY).json()["items"]] == [accepted.id]
    assert accepted.id[:8] in read(client, "/en/recommendations/", **ONLY)
    lines = b"".join(client.get("/en/recommendations/export.csv", ONLY).streaming_content)  # type: ignore[attr-defined]
    assert len(lines.decode().splitlines()) == 2


@pytest.mark.slow
@pytest.mark.usefixtures("accepted")
def test_a_page_says_how_much_is_reviewed_and_counts_it_alone(client: Client) -> None:
    for name in ("", "entities/", "library/", "partnerships/", "gaps/", "appraisal/"):
        address = f"/en/{name}"
        page = read(client, address)
        count = re.search(r"\b1 of (\d+) reviewed", page)
        assert count, address
        assert int(count[1]) > 1, address
        assert f'href="{address}?confidence=reviewed"' in page, address
        only = read(client, address, **ONLY)
        assert "Only statements that a reviewer accepted or corrected are counted here." in only, address
        assert f'href="{address}">Count all confirmed ones' in only, address


@pytest.mark.usefixtures("accepted")
def test_the_map_of_all_subjects_says_how_much_is_reviewed(client: Client) -> None:
    displayed = read(client, "/en/who-does-what/", subject="all")
    assert re.search(r"\b1 of \d+ reviewed", displayed)
    assert 'href="/en/who-does-what/?subject=all&amp;confidence=reviewed"' in displayed
    assert "Only statements that a reviewer accepted" in read(client, "/en/who-does-what/", subject="all", **ONLY)


def test_links_keep_the_choice() -> None:
    page = '<a href="/en/entities/">1</a> <a href="/en/x/?a=b&amp;c=d#e">2</a> <a href="/en/y/?confidence=all">3</a>'
    other = '<a href="https://example.org/">4</a> <a rel="nofollow" href="/en/">5</a> <a href="#top">6</a>'
    with use_selection(StatementSelection.REVIEWED):
        extended = add_selection_to_links(page + other)
    assert extended == (
        '<a href="/en/entities/?confidence=reviewed">1</a> <a href="/en/x/?a=b&amp;c=d&amp;confidence=reviewed#e">2</a>'
        f' <a href="/en/y/?confidence=all">3</a>{other}'
    )
    assert add_selection_to_links(page) == page


def test_forms_keep_the_choice() -> None:
    forms = '<form class="a" action="/en/gaps/" role="search"><form method="post" action="/en/x/"><form action="#">'
    with use_selection(StatementSelection.ALL):
        extended = add_selection_to_links(forms)
    kept = '<input type="hidden" name="confidence" value="all">'
    assert extended == forms.replace('role="search">', f'role="search">{kept}')
    assert add_selection_to_links(forms) == forms
