"""Tests of proposals that are taken back, sent twice, or changed by two people at once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.portal.accounts.models import AuditEntry
from palermo.portal.entity_desk.models import EntityProposal, SurveyDraft
from palermo.portal.entity_desk.uploads import find_upload
from palermo.portal.services.entity_statements import list_entity_statements

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("linked_library")]
type SignIn = Callable[..., Client]
DESK = "/en/desk/unodc/"
CONFLICT = "somebody else changed it, sent it or decided on it meanwhile"


def make_proposal(
    state: str = "submitted", text: str = "Trains sample judges", kind: str = "activity", subject: str = ""
) -> EntityProposal:
    return EntityProposal.objects.create(
        entity="unodc", kind=kind, subject=subject, state=state, content={"text": text}
    )


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_a_proposal_is_withdrawn_and_can_be_sent_again(client_as: SignIn, state: str) -> None:
    focal_point, proposal = client_as("focal-point", ["unodc"]), make_proposal(state)
    address = f"{DESK}proposals/{proposal.pk}/"
    page = focal_point.post(f"{address}withdraw/", follow=True).content.decode()
    assert "Withdrawn. It stays in your list" in page
    assert f'action="{address}withdraw/"' not in page
    assert AuditEntry.objects.filter(action="entity.proposal-withdrawn", subject="unodc").count() == 1
    assert "Trains sample judges" not in client_as("secretariat").get("/en/desk/queue/").content.decode()
    assert "Trains sample judges" in focal_point.get(address).content.decode()
    focal_point.post(address, {"text": "Trains sample judges, too"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.content["text"]) == ("submitted", "Trains sample judges, too")


def test_only_the_entity_withdraws_and_no_document_that_was_accepted(client_as: SignIn) -> None:
    proposal = make_proposal()
    address = f"{DESK}proposals/{proposal.pk}/withdraw/"
    for other in (client_as("focal-point", ["iom"]), client_as("contributor"), client_as("reviewer")):
        assert other.post(address).status_code == 403
    assert client_as("focal-point", ["iom"]).post(address.replace("unodc", "iom")).status_code == 404
    focal_point = client_as("focal-point", ["unodc"])
    assert focal_point.get(address).status_code == 405
    EntityProposal.objects.update(state="accepted", kind="document")
    assert "The document was accepted already" in focal_point.post(address, follow=True).content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "accepted"


def test_accepted_statement_is_withdrawn_by_its_entity_and_can_be_sent_again(
    client_as: SignIn, linked_library: Path
) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    first, second = make_proposal(text="Trains judges"), make_proposal(text="Trains police")
    for proposal in (first, second):
        secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "accept", "text": proposal.content["text"]})
    assert {item.content["text"] for item in list_entity_statements("unodc")} == {"Trains judges", "Trains police"}
    for _ in range(2):
        page = focal_point.post(f"{DESK}proposals/{first.pk}/withdraw/", follow=True)
    assert page.status_code == 200
    assert [item.content["text"] for item in list_entity_statements("unodc")] == ["Trains police"]
    entry = AuditEntry.objects.get(action="entity.proposal-withdrawn")
    assert entry.detail["accepted"] is True
    lines = (linked_library / "entity-desk" / "statements.jsonl").read_text().splitlines()
    assert [json.loads(line).get("withdrawn", False) for line in lines] == [False, False, True]
    EntityProposal.objects.filter(pk=first.pk).update(state="submitted")
    secretariat.post(f"/en/desk/queue/{first.pk}/", {"decision": "accept", "text": "Trains judges"})
    assert len(list_entity_statements("unodc")) == 2


def test_withdrawing_a_replaced_profile_leaves_the_newer_one(client_as: SignIn, linked_library: Path) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    older, newer = (make_proposal(kind="profile", subject="mandate", text=text) for text in ("Old words", "New words"))
    for proposal in (older, newer):
        secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "accept", "text": proposal.content["text"]})
    focal_point.post(f"{DESK}proposals/{older.pk}/withdraw/")
    assert [item.content["text"] for item in list_entity_statements("unodc")] == ["New words"]


def test_a_contribution_is_withdrawn_by_its_contributor_alone(client_as: SignIn) -> None:
    contributor, form = client_as("contributor"), {"title": "A sample report"}
    contributor.post("/en/desk/contributions/", {**form, "file": SimpleUploadedFile("a.txt", b"UNODC trains judges.")})
    proposal = EntityProposal.objects.get()
    address = f"/en/desk/contributions/{proposal.pk}/withdraw/"
    assert client_as("contributor").post(address).status_code == 404
    assert contributor.post(address).status_code == 302
    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"
    assert find_upload(proposal.upload).exists()


def test_a_file_that_is_sent_twice_makes_one_proposal(client_as: SignIn, linked_library: Path) -> None:
    contributor = client_as("contributor")
    for words in (b"UNODC trains judges.", b"UNODC trains judges.", b"UNODC trains police."):
        file = SimpleUploadedFile("a.txt", words)
        contributor.post("/en/desk/contributions/", {"title": "A sample report", "file": file})
    assert EntityProposal.objects.count() == 2
    assert len(list((linked_library / "portal" / "uploads").iterdir())) == 2


def test_what_two_focal_points_type_is_not_overwritten(client_as: SignIn) -> None:
    proposal = make_proposal("draft")
    address, seen = f"{DESK}proposals/{proposal.pk}/", proposal.version
    first, second = client_as("focal-point", ["unodc"]), client_as("focal-point", ["unodc"])
    first.post(address, {"text": "The first wording", "seen": seen, "draft": "1"})
    page = second.post(address, {"text": "The second wording", "seen": seen, "draft": "1"}).content.decode()
    assert CONFLICT in page
    assert "The second wording" in page
    proposal.refresh_from_db()
    assert proposal.content["text"] == "The first wording"
    second.post(address, {"text": "The second wording", "seen": proposal.version})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.content["text"]) == ("submitted", "The second wording")


def test_a_change_that_is_sent_twice_is_stored_once_and_a_late_one_is_kept_on_the_page(client_as: SignIn) -> None:
    focal_point, proposal = client_as("focal-point", ["unodc"]), make_proposal("draft")
    address, form = f"{DESK}proposals/{proposal.pk}/", {"text": "Trains", "seen": proposal.version}
    assert [focal_point.post(address, form).status_code for _again in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(action="entity.proposal-changed").count() == 1
    page = focal_point.post(address, {**form, "text": "Typed before it was sent"}).content.decode()
    assert CONFLICT in page
    assert "Typed before it was sent" in page


@pytest.mark.parametrize("decision", ["accept", "return"])
def test_the_secretariat_decides_on_what_it_read(client_as: SignIn, linked_library: Path, decision: str) -> None:
    focal_point, secretariat, proposal = client_as("focal-point", ["unodc"]), client_as("secretariat"), make_proposal()
    seen = proposal.version
    focal_point.post(f"{DESK}proposals/{proposal.pk}/withdraw/")
    focal_point.post(f"{DESK}proposals/{proposal.pk}/", {"text": "Another wording"})
    form = {"decision": decision, "text": "Trains sample judges", "comment": "Please say where", "seen": seen}
    page = secretariat.post(f"/en/desk/queue/{proposal.pk}/", form).content.decode()
    assert CONFLICT in page
    assert "Another wording" in page
    assert "Please say where" in page
    secretariat.post("/en/desk/queue/accept/", {"proposal": proposal.pk, "seen": seen})
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    assert not (linked_library / "entity-desk").exists()


def test_every_proposal_of_an_entity_can_be_reached(client_as: SignIn) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    for number in range(60):
        make_proposal("draft", f"Activity number {number}")
    pages = "".join(focal_point.get(DESK, {"page": page}).content.decode() for page in (1, 2, 3))
    assert all(f"Activity number {number}<" in pages for number in range(60))


def test_a_stale_survey_form_changes_no_other_row(client_as: SignIn) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    columns, rows = ["organisation", "activity", "country"], [["UNODC", "Trains", "Atlantis"], ["UNODC", "Helps", "Mu"]]
    survey = SurveyDraft.objects.create(entity="unodc", columns=columns, rows=rows)
    address, form = f"{DESK}survey/{survey.pk}/", {"seen": survey.version}
    cleared = {"cell-0-0": "", "cell-0-1": "", "cell-0-2": "", "cell-1-2": "Lemuria"}
    assert focal_point.post(address, {**form, **cleared}).status_code == 200
    page = focal_point.post(address, {**form, "cell-0-2": "Kenya"}).content.decode()
    assert CONFLICT in page
    assert "Kenya" in page
    survey.refresh_from_db()
    assert survey.rows == [["UNODC", "Helps", "Lemuria"]]


def test_a_survey_that_is_sent_twice_makes_its_drafts_once(client_as: SignIn) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    columns, rows = ["organisation", "activity", "country"], [["UNODC", "Trains sample judges", "Atlantis"]]
    survey = SurveyDraft.objects.create(entity="unodc", columns=columns, rows=rows)
    form = {"seen": survey.version, "cell-0-2": "Kenya"}
    pages = [focal_point.post(f"{DESK}survey/{survey.pk}/", form, follow=True) for _again in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "drafts already" in pages[1].content.decode()
    assert EntityProposal.objects.count() == 1
    assert focal_point.get(f"{DESK}survey/{survey.pk}/").status_code == 404


def test_the_form_of_the_profile_shows_what_it_would_replace(client_as: SignIn) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    focal_point.post(f"{DESK}profile/", {"subject": "mandate", "text": "Helps sample States."})
    proposal = EntityProposal.objects.get()
    assert "Helps sample States." not in focal_point.get(f"{DESK}profile/").content.decode()
    secretariat.post("/en/desk/queue/accept/", {"proposal": proposal.pk})
    assert "Helps sample States." in focal_point.get(f"{DESK}profile/").content.decode()
    assert "Helps sample States." not in focal_point.get(f"{DESK}activities/").content.decode()
