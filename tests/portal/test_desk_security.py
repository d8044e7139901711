"""Tests of attacks on the desks: foreign fields, guessed ids, stored scripts, clocks."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from palermo.edition import DecisionLog, Library, open_view
from palermo.portal.entity_desk.models import EntityProposal, MappingRound
from palermo.portal.review.models import ErrorReport, ReportState, SavedQueue
from palermo.statements import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]
type SignIn = Callable[..., Client]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def statement(library: Path) -> Statement:
    with open_view(Library(library)) as view:
        return next(item for item, _ in view.iterate_statements() if item.language == "en" and not item.same_as)


def read_field(page: str, name: str) -> str:
    result = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert result
    return result[1]


def test_focal_point_sets_neither_state_nor_entity_of_a_proposal(client_as: SignIn, own_library: Path) -> None:
    sent = {
        "text": "Trains",
        "state": "accepted",
        "entity": "iom",
        "kind": "profile",
        "upload": "../x",
        "created_by": "1",
    }
    client_as("focal-point", ["unodc"]).post("/en/desk/unodc/activities/", sent)
    built = EntityProposal.objects.get()
    assert (built.entity, built.kind, built.state, built.upload) == ("unodc", "activity", "submitted", "")
    assert not set(built.content) & {"state", "entity", "upload"}
    assert not (own_library / "entity-desk").exists()


def test_reviewer_chooses_neither_name_nor_role_nor_number_of_reviewers(
    client_as: SignIn, own_library: Path, statement: Statement
) -> None:
    address = f"/en/review/statements/{statement.id}/"
    reviewer = client_as("reviewer")
    page = reviewer.get(address).content.decode()
    more = {
        "reviewer": "person:another",
        "role": "secretariat",
        "name": "Another",
        "required": "0",
        "time": "2020-01-01",
    }
    form = {"verdict": "accept", "key": read_field(page, "key"), "last": "", **more}
    reviewer.post(f"{address}decide/", form)
    (built,) = [item.decision for item in DecisionLog(Library(own_library).decisions).read()]
    assert (built.role, built.name, built.required) == ("reviewer", None, 1)
    assert built.reviewer != "person:another"
    assert not built.time.startswith("2020")


def test_reader_does_not_answer_the_own_report(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.review.forms.MIN_FORM_SECONDS", 0)
    address = f"/en/review/report/?statement={statement.id}"
    opened = read_field(client.get(address).content.decode(), "opened")
    more = {"state": "answered", "answer": "Yes", "handled": "2026-01-01", "page": "https://evil.example/"}
    assert client.post(address, {"aspect": "kind", "text": "Wrong", "opened": opened, **more}).status_code == 302
    built = ErrorReport.objects.get()
    assert (built.state, built.answer, built.handled) == (ReportState.NEW, "", None)
    assert built.page == f"/en/statements/{statement.id}/"


def test_reviewer_does_not_change_queues_of_the_secretariat(client_as: SignIn, own_library: Path) -> None:
    queue = SavedQueue.objects.create(name="Sample", query="kind=activity")
    reviewer = client_as("reviewer")
    assert reviewer.post(f"/en/review/queues/{queue.pk}/delete/").status_code == 403
    assert reviewer.post("/en/review/queues/", {"name": "Mine", "required": "1"}).status_code == 403
    assert reviewer.post("/en/review/policy/", {"kind": "activity"}).status_code == 403
    assert [item.name for item in SavedQueue.objects.all()] == ["Sample"]


def test_scripts_in_surveys_comments_titles_and_names_of_rounds_are_shown_as_words(
    client_as: SignIn, own_library: Path
) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    table = f"organisation,activity,country\nUNODC,{SCRIPT},{SCRIPT}\n".encode()
    survey = focal_point.post("/en/desk/unodc/survey/", {"table": SimpleUploadedFile(f"{SCRIPT}.csv", table)})
    file = SimpleUploadedFile("paper.html", b"<html><body><p>A sample paper says something.</p></body></html>")
    focal_point.post("/en/desk/unodc/documents/", {"title": SCRIPT, "file": file})
    proposal = EntityProposal.objects.get()
    pages = [
        focal_point.get(survey.headers["Location"]),
        secretariat.get(f"/en/desk/queue/{proposal.pk}/"),
        secretariat.get("/en/desk/queue/"),
    ]
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "return", "comment": SCRIPT})
    secretariat.post("/en/desk/rounds/", {"name": SCRIPT, "deadline": "2099-12-31"})
    secretariat.post("/en/review/queues/", {"name": SCRIPT, "required": "1", "query": ""})
    pages += [focal_point.get("/en/desk/unodc/"), secretariat.get("/en/desk/rounds/"), secretariat.get("/en/review/")]
    for answer in pages:
        content = answer.content.decode()
        assert answer.status_code == 200
        assert SCRIPT not in content
        assert "&lt;script&gt;alert(1)" in content, answer.request["PATH_INFO"]


def test_decision_after_the_session_has_ended_is_kept_to_be_sent_again(
    client: Client, own_library: Path, statement: Statement
) -> None:
    form = {"verdict": "reject", "text": "A long comment", "key": "k", "last": ""}
    answer = client.post(f"/en/review/statements/{statement.id}/decide/", form, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You were signed out meanwhile. Nothing that you typed is lost." in page
    assert 'name="text" value="A long comment"' in page
    assert "<dt>key</dt>" not in page


@pytest.mark.parametrize(("jump_s", "reason"), [(-3600.0, "sent too fast"), (90 * 86400.0, "too old")])
def test_report_is_kept_when_the_clock_jumps(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch, jump_s: float, reason: str
) -> None:
    import time

    address, now = f"/en/review/report/?statement={statement.id}", time.time
    opened = read_field(client.get(address).content.decode(), "opened")
    monkeypatch.setattr(time, "time", lambda: now() + jump_s)
    form = {"aspect": "kind", "text": "A long report", "email": "reader@example.org"}
    refused = client.post(address, form | {"opened": opened})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert reason in page
    assert "A long report" in page
    assert "reader@example.org" in page
    monkeypatch.setattr("palermo.portal.review.forms.MIN_FORM_SECONDS", 0)
    assert client.post(address, form | {"opened": read_field(page, "opened")}).status_code == 302
    assert ErrorReport.objects.get().text == "A long report"


@pytest.mark.parametrize(("days", "sent"), [(3, 0), (-3, 0), (8, 1), (-400, 1)])
def test_reminders_go_on_after_the_clock_was_wrong(client_as: SignIn, days: int, sent: int) -> None:
    client_as("focal-point", ["unodc"])
    last = timezone.now().date() - timedelta(days=days)
    MappingRound.objects.create(name="Mapping 2026", deadline="2027-12-31", reminded_on=last)
    call_command("remind_focal_points", "--site", "https://map.example.org", stdout=io.StringIO())
    assert len(mail.outbox) == sent
