"""Tests of statements that reviewers have open: each gets another one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from decision_factory import make_decision
from palermo.access import Actor
from palermo.edition import DecisionLog, Library, open_view
from palermo.portal.review.queue_items import QueueQuery, list_queue
from palermo.portal.review.review_item import OpenStatements
from palermo.review import QueueItem


def test_statement_that_others_have_open_is_given_where_nothing_else_waits() -> None:
    opened = OpenStatements()
    assert [opened.open_first(["a", "b"], who) for who in ("ada", "bo", "cy")] == ["a", "b", "a"]
    assert opened.open_first(["a", "b"], "ada") == "a"
    assert opened.open_first([], "ada") is None


def test_statement_is_free_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = OpenStatements()
    opened.add("a", "ada")
    assert opened.open_first(["a", "b"], "bo") == "b"
    monkeypatch.setattr("palermo.portal.review.review_item.OPEN_FOR_S", 0.0)
    assert opened.open_first(["a", "b"], "cy") == "a"


@pytest.mark.django_db
def test_statement_that_was_decided_while_the_queue_was_listed_is_not_given(
    client_as: Callable[..., Client], own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided: list[str] = []

    def list_and_decide(query: QueueQuery, actor: Actor) -> list[QueueItem]:
        waiting, library = list_queue(query, actor), Library(own_library)
        decided.append(waiting[0].statement)
        with open_view(library) as view:
            statement = view.get_statement(decided[0])
            passage = view.get_passage(statement.locator.passage)
        DecisionLog(library.decisions).append([make_decision(statement, passage)])
        return waiting

    monkeypatch.setattr("palermo.portal.review.review_item.list_queue", list_and_decide)
    address = client_as("reviewer").get("/en/review/next/").headers["Location"]
    assert "/review/statements/" in address
    assert decided[0] not in address
