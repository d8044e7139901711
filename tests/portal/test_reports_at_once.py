"""Tests of readers' reports that are sent twice, or handled by two reviewers at once."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from palermo.portal.review.models import ErrorReport

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]
type ClientAs = Callable[..., Client]
ANSWER = "You are right.\n" + "It is corrected. " * 30 + "Thank you."
REPORTS = "/en/review/reports/"


def make_report() -> str:
    report = ErrorReport.objects.create(page="/en/", aspect="kind", text="A sample.", email="reader@example.org")
    return f"{REPORTS}{report.pk}/"


def handle(client: Client, address: str, action: str, answer: str = "") -> str:
    return client.post(address, {"action": action, "answer": answer}, follow=True).content.decode()


def test_an_answer_is_sent_once_and_not_replaced(client_as: ClientAs) -> None:
    address, first, second = make_report(), client_as("reviewer"), client_as("reviewer")
    for _again in range(2):
        assert "Nothing was sent" not in handle(first, address, "answer", ANSWER)
    page = handle(second, address, "take-up", "I look at it")
    assert "Nothing was sent" in page
    assert "I look at it" in page
    report = ErrorReport.objects.get()
    assert (report.state, report.answer) == ("answered", ANSWER)
    assert [ANSWER in item.body for item in mail.outbox] == [True]


def test_a_note_is_kept_and_an_answer_needs_words(client_as: ClientAs) -> None:
    address, reviewer = make_report(), client_as("reviewer")
    assert "Seen by two of us" in handle(reviewer, address, "take-up", "Seen by two of us")
    assert "Write the answer first" in handle(reviewer, address, "answer")
    assert ErrorReport.objects.get().state == "taken-up"


def test_the_reviewer_reads_that_an_answer_was_not_sent(client_as: ClientAs, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("palermo.portal.review.report_views.send_mail", refuse)
    assert "could not be sent" in handle(client_as("reviewer"), make_report(), "answer", "You are right.")
    assert ErrorReport.objects.get().answer == "You are right."


def test_a_report_that_is_sent_twice_is_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.portal.review.forms.MIN_FORM_SECONDS", 0)
    page = client.get("/en/review/report/?page=/en/").content.decode()
    (opened,) = re.findall(r'name="opened" value="([^"]*)"', page)
    for _again in range(2):
        client.post("/en/review/report/?page=/en/", {"aspect": "actor", "text": "A sample.", "opened": opened})
    assert ErrorReport.objects.count() == 1
