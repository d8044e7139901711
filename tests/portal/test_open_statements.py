"""Tests of statements that reviewers have open: each gets another one."""

import pytest

from palermo.portal.review.open_statements import OpenStatements


def test_statement_that_others_have_open_is_given_where_nothing_else_waits() -> None:
    opened = OpenStatements()
    assert [opened.open_first(["a", "b"], who) for who in ("ada", "bo", "cy")] == ["a", "b", "a"]
    assert opened.open_first(["a", "b"], "ada") == "a"
    assert opened.open_first([], "ada") is None


def test_statement_is_free_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = OpenStatements()
    opened.add("a", "ada")
    assert opened.open_first(["a", "b"], "bo") == "b"
    monkeypatch.setattr("palermo.portal.review.open_statements.OPEN_FOR_S", 0.0)
    assert opened.open_first(["a", "b"], "cy") == "a"
