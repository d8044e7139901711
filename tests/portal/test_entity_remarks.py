"""Tests of what entities state on statements of documents: where it is shown, and when no longer."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core import mail
from django.core.management import call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from palermo.edition import View
from palermo.portal.accounts.models import Person
from palermo.portal.entity_desk.models import EntityProposal
from palermo.statements import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]
type ClientAs = Callable[..., Client]
REMARK = "Another office led this invented work."


@pytest.fixture
def statement(view: View) -> Statement:
    return next(item for item, _ in view.iterate_statements() if not item.same_as)


@pytest.fixture
def secretariat(client_as: ClientAs) -> Client:
    return client_as("secretariat")


def propose_check(statement: Statement, verdict: str, text: str = "") -> EntityProposal:
    content = {"verdict": verdict, "text": text, "quote": statement.quote}
    return EntityProposal.objects.create(
        entity="unodc", kind="verdict", subject=statement.id, content=content, state="submitted"
    )


def test_accepted_remark_is_shown_on_its_statement_and_to_reviewers(
    client: Client, client_as: ClientAs, secretariat: Client, statement: Statement
) -> None:
    proposal = propose_check(statement, "correct", REMARK)
    address = f"/en/statements/{statement.id}/"
    assert REMARK not in client.get(address).content.decode()
    opened = secretariat.get(f"/en/desk/queue/{proposal.pk}/").content.decode()
    assert f'href="/en/review/statements/{statement.id}/"' in opened
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "accept", "text": REMARK})
    for page in (client.get(address), client_as("reviewer").get(f"/en/review/statements/{statement.id}/")):
        shown = page.content.decode()
        assert "What entities state on it" in shown
        assert "Check of a statement: To be corrected" in shown
        assert REMARK in shown


def test_entity_page_shows_no_remark_on_a_rejected_statement(
    client: Client, client_as: ClientAs, secretariat: Client, statement: Statement
) -> None:
    proposal = propose_check(statement, "out-of-date")
    secretariat.post("/en/desk/queue/accept/", {"proposal": [proposal.pk]})
    assert "Check of a statement: Out of date" in client.get("/en/entities/unodc/").content.decode()
    reviewer, address = client_as("reviewer"), f"/en/review/statements/{statement.id}/"
    page = reviewer.get(address).content.decode()
    hidden = dict(re.findall(r'name="(key|last)" value="([^"]*)"', page))
    reviewer.post(f"{address}decide/", {"verdict": "reject", "reason": "misread", **hidden})
    assert "Check of a statement" not in client.get("/en/entities/unodc/").content.decode()
    public = client.get(f"/en/statements/{statement.id}/").content.decode()
    assert public.count("rejected by a reviewer") == 2
    assert re.search(r"rejected by a reviewer[^<]*<bdi\s*>\d+ \w+ \d{4}</bdi>", public)


def test_second_decision_says_that_nothing_was_changed(
    client_as: ClientAs, secretariat: Client, statement: Statement
) -> None:
    address = f"/en/desk/queue/{propose_check(statement, 'retain').pk}/"
    secretariat.post(address, {"decision": "accept"})
    for late in ({"decision": "return", "comment": "Why?"}, {"decision": "accept"}):
        page = client_as("secretariat").post(address, late, follow=True).content.decode()
        assert "sent it or decided on it meanwhile" in page
        assert "Returned to the sender." not in page
    assert EntityProposal.objects.get().state == "accepted"


def test_reviewers_find_what_an_entity_wants_corrected_until_they_decide(
    client_as: ClientAs, secretariat: Client, statement: Statement
) -> None:
    reviewer, queue = client_as("reviewer"), "/en/review/next/?queue=reported"
    assert statement.id not in reviewer.get(queue)["Location"]
    proposal = propose_check(statement, "correct", REMARK)
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "accept", "text": REMARK})
    address = f"/en/review/statements/{statement.id}/"
    assert reviewer.get(queue)["Location"].startswith(address)
    hidden = dict(re.findall(r'name="(key|last)" value="([^"]*)"', reviewer.get(address).content.decode()))
    reviewer.post(f"{address}decide/", {"verdict": "accept", **hidden})
    assert statement.id not in reviewer.get(queue)["Location"]
    again = propose_check(statement, "out-of-date")
    secretariat.post(f"/en/desk/queue/{again.pk}/", {"decision": "accept"})  # on the same day
    assert reviewer.get(queue)["Location"].startswith(address)


def test_register_shows_how_an_entity_answers(client: Client, secretariat: Client, view: View) -> None:
    asked = next(item for item, _ in view.iterate_statements() if item.kind == "recommendation" and not item.same_as)
    proposal = EntityProposal.objects.create(
        entity="unodc", kind="answer", subject=asked.id, content={"answer": "under-way"}, state="submitted"
    )
    secretariat.post("/en/desk/queue/accept/", {"proposal": [proposal.pk]})
    page = client.get(f"/en/recommendations/?confidence=all&document={asked.document}").content.decode()
    assert "Answer to a recommendation: Under way" in page
    assert "{%" not in page


def test_files_of_the_register_have_the_answer_of_the_entity(client: Client, secretariat: Client, view: View) -> None:
    asked = next(item for item, _ in view.iterate_statements() if item.kind == "recommendation" and not item.same_as)
    content = {"answer": "under-way", "text": "We train; others follow.", "evidence": "https://source.example/paper"}
    for subject in (asked.id, "0" * 16):
        EntityProposal.objects.create(
            entity="unodc", kind="answer", subject=subject, content=content, state="submitted"
        )
    proposals = [item.pk for item in EntityProposal.objects.all()]
    secretariat.post("/en/desk/queue/accept/", {"proposal": proposals})
    address = f"recommendations/export.%s?confidence=all&document={asked.document}"
    by_id = {row["id"]: row for row in json.loads(client.get(f"/en/{address % 'json'}").getvalue())}
    (answer,) = by_id[asked.id]["entity_answers"]
    assert (answer["entity"], answer["answer"], answer["source"]) == ("unodc", "under-way", content["evidence"])
    assert by_id[asked.id]["response"] == (asked.response.value if asked.response else None)
    assert not any(row["entity_answers"] for id, row in by_id.items() if id != asked.id)
    rows = csv.DictReader(io.StringIO(client.get(f"/en/{address % 'csv'}").getvalue().decode()))
    answered = {row["id"]: (row["entity_answers.answer"], row["entity_answers.text"]) for row in rows}
    assert answered[asked.id] == ("under-way", "We train; others follow.")
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"/fr/{address % 'xlsx'}").getvalue()))
    labels, names, *lines = book.get_sheet_by_index(0).to_python()
    at = names.index("entity_answers.answer")
    assert labels[at] == "Réponse de l’entité elle-même: Réponse"
    assert {line[at] for line in lines} - {""} == {"En cours"}
    assert {line[at - 1] for line in lines} - {""} == {"Office des Nations Unies contre la drogue et le crime"}


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        ({"decision": "accept", "text": "Trains"}, "Activity · Accepted: Trains"),
        ({"decision": "return", "comment": "Where?"}, "Activity · Returned: Trains\nWhere?"),
    ],
)
def test_who_proposed_something_is_told_of_the_decision(
    client_as: ClientAs, secretariat: Client, decision: dict[str, str], told: str
) -> None:
    client_as("focal-point", ["unodc"]).post("/en/desk/unodc/activities/", {"text": "Trains"})
    proposal = EntityProposal.objects.get()
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", decision)
    (message,) = (item for item in mail.outbox if item.subject.startswith("The secretariat decided"))
    assert proposal.created_by
    assert message.to == [proposal.created_by.email]
    assert told in message.body
    assert "/en/desk/" in message.body


def test_who_proposed_something_reads_the_decision_in_the_language_of_the_last_sign_in(
    client_as: ClientAs, secretariat: Client
) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    person = Person.objects.get(roles__role="focal-point")
    user_logged_in.send(Person, request=focal_point.get("/es/").wsgi_request, user=person)
    focal_point.post("/en/desk/unodc/activities/", {"text": "Trains"})
    secretariat.post(f"/fr/desk/queue/{EntityProposal.objects.get().pk}/", {"decision": "accept", "text": "Trains"})
    (message,) = (item for item in mail.outbox if item.to == [person.email])
    assert message.subject == "La secretaría ha decidido sobre su propuesta"
    assert "http://testserver/es/desk/" in message.body


def test_what_a_stopped_portal_did_not_announce_is_announced_once(
    client_as: ClientAs, secretariat: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that waited for the end of the hour is gone."""
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.Timer", Mock())
    Person.objects.filter(roles__role="secretariat").update(language="fr")
    for text in ("Trains", "Advises"):
        client_as("focal-point", ["unodc"]).post("/en/desk/unodc/activities/", {"text": text})
    call_command("remind_focal_points", "--site", "https://map.example.org")
    assert len(mail.outbox) == 1, "the hour is not over"
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.NOTICE_INTERVAL", timedelta())
    for _time in range(2):
        call_command("remind_focal_points", "--site", "https://map.example.org")
    assert len(mail.outbox) == 2
    assert "https://map.example.org/fr/desk/queue/" in mail.outbox[-1].body


def test_the_secretariat_is_told_of_new_proposals_once_an_hour(
    client_as: ClientAs, secretariat: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer = Mock()
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.Timer", timer)
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.connections.close_all", lambda: None)
    client_as("administrator")
    focal_point = client_as("focal-point", ["unodc"])
    focal_point.post("/en/desk/unodc/activities/", {"text": "Kept as a draft", "draft": ""})
    assert not mail.outbox
    for text in ("Trains", "Advises"):
        focal_point.post("/fr/desk/unodc/activities/", {"text": text})
    (message,) = mail.outbox
    assert message.to == [Person.objects.get(roles__role="secretariat").email]
    assert "1 proposal waits for a decision." in message.body
    assert "http://testserver/en/desk/queue/" in message.body
    monkeypatch.setattr("palermo.portal.entity_desk.proposals.NOTICE_INTERVAL", timedelta())
    seconds, notify_again, given = timer.call_args.args
    assert 3590 < seconds <= 3600
    notify_again(*given)
    call_command("remind_focal_points", "--site", "http://testserver")
    assert "2 proposals wait for a decision." in mail.outbox[-1].body
    assert len(mail.outbox) == 2, "nothing is new since then"
    focal_point.post("/en/desk/unodc/drafts/send/")
    assert "3 proposals wait for a decision." in mail.outbox[-1].body
    assert "Entity desk (3)" in secretariat.get("/en/").content.decode()
    assert "Entity desk</a>" in focal_point.get("/en/").content.decode()
