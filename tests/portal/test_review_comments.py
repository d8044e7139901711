"""Tests of what a reviewer types beside a decision: it goes with every button, and Enter decides nothing else."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from palermo.edition import DecisionLog, Library, View
from palermo.statements import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]


@pytest.fixture
def log(own_library: Path) -> DecisionLog:
    return DecisionLog(Library(own_library).decisions)


@pytest.fixture
def statement(view: View) -> Statement:
    return next(item for item, _ in view.iterate_statements() if not item.same_as)


def press(client: Client, statement: Statement, button: str, **typed: str) -> None:
    """Send the form of a button as a browser does: with the fields of this form alone."""
    address = f"/en/review/statements/{statement.id}/"
    page = html.fromstring(client.get(address).content.decode())
    (pressed,) = page.xpath(button)
    (form,) = pressed.xpath("ancestor::form")
    values = {item.get("name"): typed.get(item.get("id", ""), item.get("value", "")) for item in form.iter("input")}
    client.post(f"{address}decide/", {**values, pressed.get("name"): pressed.get("value")})


@pytest.mark.parametrize(
    ("button", "verdict", "reason"),
    [
        ("//button[@value='accept']", "accept", "Typed"),
        ("//button[@value='misread']", "reject", "misread: Typed"),
        ("//input[@id='why-else']/ancestor::form//button[1]", "reject", "Typed"),
    ],
)
def test_what_was_typed_goes_with_the_button(
    client_as: Callable[..., Client], statement: Statement, log: DecisionLog, button: str, verdict: str, reason: str
) -> None:
    press(client_as("reviewer"), statement, button, **{"text": "Typed", "why-else": "Typed"})
    assert {(item.decision.verdict, item.decision.reason) for item in log.read()} == {(verdict, reason)}


def test_enter_in_the_comment_presses_no_button(client_as: Callable[..., Client], statement: Statement) -> None:
    page = client_as("reviewer").get(f"/en/review/statements/{statement.id}/").content.decode()
    form = next(item for item in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'id="text"' in item)
    assert re.search(r"<button[^>]*>", form)[0] == "<button disabled hidden>"  # type: ignore[index]


def test_countries_of_a_statement_are_named(
    client_as: Callable[..., Client], statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = replace(statement, places=("KEN",))
    monkeypatch.setattr("palermo.portal.review.decision_views.find_statement", lambda *_arguments: placed)
    page = client_as("reviewer").get(f"/fr/review/statements/{statement.id}/").content.decode()
    assert re.search(r"<dd>\s*(<a[^>]*>)?<bdi\s*>Kenya</bdi", page)
