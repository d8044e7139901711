"""Tests of the entity desk: proposals, decisions, uploads and mapping rounds."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from local_site import Site
from palermo.edition import Library, View, build_filters, freeze_entity_lines, list_reserved_names, name_edition
from palermo.extraction.rows import SURVEY_FORM_MARK
from palermo.portal.entity_desk.models import EntityProposal, MappingRound, SurveyDraft
from palermo.sandbox.sandbox import Sandbox
from palermo.statements import StatementKind

pytestmark = pytest.mark.usefixtures("linked_library")
type SignIn = Callable[..., Client]
TEXT = "Trains sample inspectors <script>alert(1)</script>"


def test_what_an_entity_states_is_public_only_once_accepted(client: Client, client_as: SignIn) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    sent = focal_point.post("/en/desk/unodc/profile/", {"subject": "mandate", "text": TEXT})
    assert sent.status_code == 302
    assert "What the entity states itself" not in client.get("/en/entities/unodc/").content.decode()
    proposal = EntityProposal.objects.get()
    edited = {"decision": "accept", "text": TEXT + " edited"}
    assert secretariat.post(f"/en/desk/queue/{proposal.pk}/", edited).status_code == 302
    page = client.get("/en/entities/unodc/").content.decode()
    assert "Trains sample inspectors &lt;script&gt;alert(1)&lt;/script&gt; edited" in page
    assert "stated by the entity on " in page


def test_a_form_that_is_sent_twice_makes_one_proposal(client_as: SignIn) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    for text in ("Trains", "Trains", "Trains others"):
        focal_point.post("/en/desk/unodc/activities/", {"text": text})
    assert [item.summary for item in EntityProposal.objects.order_by("pk")] == ["Trains", "Trains others"]


def test_a_decision_is_taken_once(client_as: SignIn, linked_library: Path) -> None:
    client_as("focal-point", ["unodc"]).post("/en/desk/unodc/activities/", {"text": "Trains"})
    address = f"/en/desk/queue/{EntityProposal.objects.get().pk}/"
    for secretariat in (client_as("secretariat"), client_as("secretariat")):
        secretariat.post(address, {"decision": "accept", "text": "Trains"})
    lines = (linked_library / "entity-desk" / "statements.jsonl").read_text().splitlines()
    assert [json.loads(line)["source"] for line in lines] == ["stated by the entity"]


def test_ticked_proposals_are_accepted_together_and_shown_in_words(
    client: Client, client_as: SignIn, view: View
) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    focal_point.post("/en/desk/unodc/profile/", {"subject": "name-fr", "text": "Office inventé"})
    evidence = "https://source.example/paper"
    focal_point.post("/en/desk/unodc/activities/", {"text": "Trains", "places": "Samoa", "evidence": evidence})
    focal_point.post("/en/desk/unodc/activities/", {"text": "Stays in the queue"})
    statement = next(item for item, _ in view.iterate_statements())
    check = {"entity": "unodc", "kind": "verdict", "subject": statement.id, "state": "submitted"}
    EntityProposal.objects.create(**check, content={"verdict": "out-of-date", "quote": statement.quote})
    queue = secretariat.get("/en/desk/queue/").content.decode()
    assert "Check of a statement: Out of date" in queue
    assert "Profile: Name (Français)" in queue
    ticked = [item.pk for item in EntityProposal.objects.all() if item.summary != "Stays in the queue"]
    done = secretariat.post("/en/desk/queue/accept/", {"proposal": [*ticked, "x", "999999"]}, follow=True)
    assert "3 proposals were accepted." in done.content.decode()
    assert EntityProposal.objects.get(state="submitted").summary == "Stays in the queue"
    page = client.get("/en/entities/unodc/").content.decode()
    assert "Check of a statement: Out of date" in page
    assert f'href="/en/statements/{statement.id}/"' in page
    assert f'<a href="{evidence}" rel="nofollow noopener">' in page
    assert "Samoa" in page
    assert "Stays in the queue" not in page


def test_a_returned_proposal_is_corrected_and_sent_again(client_as: SignIn) -> None:
    focal_point, secretariat = client_as("focal-point", ["unodc"]), client_as("secretariat")
    focal_point.post("/en/desk/unodc/activities/", {"text": "Trains", "draft": "1"})
    proposal = EntityProposal.objects.get()
    assert proposal.state == "draft"
    focal_point.post(f"/en/desk/unodc/proposals/{proposal.pk}/", {"text": "Trains many"})
    without_comment = secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "return"})
    assert "Say what should be changed." in without_comment.content.decode()
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "return", "comment": "Where?"})
    assert "Where?" in focal_point.get("/en/desk/unodc/").content.decode()
    focal_point.post(f"/en/desk/unodc/proposals/{proposal.pk}/", {"text": "Trains many", "places": "Samoa"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.content["places"]) == ("submitted", "Samoa")


def test_a_focal_point_reaches_no_other_entity(client_as: SignIn) -> None:
    client_as("focal-point", ["iom"]).post("/en/desk/iom/activities/", {"text": "Trains", "draft": "1"})
    id, stranger = EntityProposal.objects.get().pk, client_as("focal-point", ["unodc"])
    for page in ("", "profile/", "activities/", "documents/", "survey/", "check/", f"proposals/{id}/"):
        refused = stranger.get(f"/en/desk/iom/{page}")
        assert refused.status_code == 403
        assert "Only the focal points of this entity" in refused.content.decode()
    assert stranger.get(f"/en/desk/unodc/proposals/{id}/").status_code == 404
    assert stranger.get(f"/en/desk/queue/{id}/").status_code == 403
    assert stranger.get(f"/en/desk/queue/{id}/file/").status_code == 403


def test_statements_are_checked_in_one_pass(client_as: SignIn, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = [StatementKind.RECOMMENDATION]  # the sample library has no other kind
    monkeypatch.setattr("palermo.portal.entity_desk.views.CHECKED_KINDS", kinds)
    values = view.count_facets(build_filters(kind=kinds))["actor"]
    entity = values[0].value
    ids = [item.id for item in view.find_statements(build_filters(actor=[entity], kind=kinds), limit=2).statements]
    focal_point = client_as("focal-point", [entity])
    assert f'name="verdict-{ids[0]}"' in focal_point.get(f"/en/desk/{entity}/check/").content.decode()
    empty = focal_point.post(f"/en/desk/{entity}/check/", {f"text-{ids[0]}": "It ended."})
    assert "Nothing was sent" in empty.content.decode()
    wrong = focal_point.post(
        f"/en/desk/{entity}/check/", {f"verdict-{ids[0]}": "correct", f"verdict-{ids[1]}": "retain"}
    )
    assert wrong.content.decode().count("Say what is right for each statement") == 2  # above all, and beside it
    assert re.search(rf'name="verdict-{ids[1]}" value="retain"\s*checked', wrong.content.decode())
    assert not EntityProposal.objects.exists()
    form = {f"verdict-{ids[0]}": "out-of-date", f"text-{ids[0]}": "It ended.", "verdict-of-another": "retain"}
    focal_point.post(f"/en/desk/{entity}/check/", form)
    proposal = EntityProposal.objects.get()
    assert (proposal.subject, proposal.content["verdict"], proposal.content["text"]) == (
        ids[0],
        "out-of-date",
        "It ended.",
    )


def test_only_recommendations_to_the_entity_are_answered(client_as: SignIn, view: View) -> None:
    asking = [StatementKind.RECOMMENDATION]
    result = view.find_statements(build_filters(kind=asking), limit=50).statements
    entity, statement = next((ref.id, item) for item in result for ref in item.addressees if ref.id)
    browser = client_as("focal-point", [entity, "unodc"])
    asked = browser.get(f"/en/desk/{entity}/answers/{statement.id}/").content.decode()
    assert f"/en/documents/{statement.document}/" in asked
    form = {"answer": "under-way", "text": "A sample report shows it."}
    assert browser.post(f"/en/desk/{entity}/answers/{statement.id}/", form).status_code == 302
    last = "Your last answer: Answer to a recommendation: Under way · With the secretariat"
    assert last in " ".join(browser.get(f"/en/desk/{entity}/").content.decode().split())
    content = EntityProposal.objects.get().content
    assert (content["answer"], content["quote"]) == ("under-way", statement.quote)
    other = "unodc" if entity != "unodc" else "iom"
    if other not in {ref.id for ref in statement.addressees}:
        assert browser.get(f"/en/desk/{other}/answers/{statement.id}/").status_code in {403, 404}


def test_an_upload_is_read_stored_under_a_random_name_and_never_opened_by_a_browser(
    client_as: SignIn, linked_library: Path
) -> None:
    html = b"<html><body><script>alert(1)</script><p>A sample document of the entity says something.</p></body></html>"
    file = SimpleUploadedFile("../../evil<script>.html", html, content_type="text/html")
    sent = client_as("focal-point", ["unodc"]).post("/en/desk/unodc/documents/", {"title": "Sample", "file": file})
    assert sent.status_code == 302
    proposal = EntityProposal.objects.get()
    stored = list((linked_library / "portal" / "uploads").iterdir())
    assert [path.name for path in stored] == [proposal.upload]
    assert "evil" not in proposal.upload
    assert proposal.content["passages"] >= 1
    secretariat = client_as("secretariat")
    download = secretariat.get(f"/en/desk/queue/{proposal.pk}/file/")
    assert download.headers["Content-Type"] == "application/octet-stream"
    assert download.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(download.streaming_content) == html  # type: ignore[attr-defined]
    assert secretariat.get(f"/portal/uploads/{proposal.upload}").status_code == 404
    assert secretariat.get(f"/static/{proposal.upload}").status_code == 404


def _make_bomb() -> bytes:
    built = io.BytesIO()
    with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 600_000_000)
    return built.getvalue()


@pytest.mark.parametrize("name", [pytest.param("bomb.docx", marks=pytest.mark.slow), "broken.pdf", "program.exe"])
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    client_as: SignIn, linked_library: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("palermo.pipeline.stages.Sandbox", Sandbox)
    content = _make_bomb() if name == "bomb.docx" else b"%PDF-1.7 and nothing else"
    form = {"title": "A typed title", "file": SimpleUploadedFile(name, content)}
    answer = client_as("focal-point", ["unodc"]).post("/en/desk/unodc/documents/", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'role="alert"' in page
    assert "A typed title" in page
    assert not EntityProposal.objects.exists()
    uploads = linked_library / "portal" / "uploads"
    assert not uploads.exists() or not list(uploads.iterdir())


def test_an_upload_of_200_mb_is_refused_before_it_is_read(client_as: SignIn) -> None:
    answer = client_as("focal-point", ["unodc"]).generic(
        "POST", "/en/desk/unodc/documents/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH="200000000"
    )
    assert answer.status_code == 413
    assert "larger than 50 MB" in answer.content.decode()


def test_more_text_than_a_form_takes_is_refused_with_a_page(client_as: SignIn) -> None:
    answer = client_as("focal-point", ["unodc"]).post("/en/desk/unodc/activities/", {"text": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "what you typed is still there" in answer.content.decode()


def upload_survey(browser: Client, content: bytes, name: str = "survey.csv") -> str:
    answer = browser.post("/en/desk/unodc/survey/", {"table": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return answer.headers["Location"]


@pytest.mark.slow
def test_a_survey_that_is_half_filled_in_is_corrected_in_the_browser(client_as: SignIn) -> None:
    browser = client_as("focal-point", ["unodc"])
    rows = b"UNODC,Trains sample inspectors in interviews,Kenya\nUNODC,Opens a sample shelter for survivors,Atlantis\n"
    address = upload_survey(browser, b"organisation,activity,country\n" + rows)
    page = browser.get(address).content.decode()
    assert "2 rows were read" in page
    assert "1 row needs a correction" in page
    assert 'value="Atlantis"' in page
    assert 'aria-invalid="true"' in page
    assert "Trains sample inspectors" not in page  # a row without faults needs no field
    assert not EntityProposal.objects.exists()
    stored = browser.post(address, {"cell-1-2": "Atlantis again", "draft": "1"})
    assert stored.headers["Location"] == "/en/desk/unodc/"
    assert address in browser.get("/en/desk/unodc/").content.decode()
    assert 'value="Atlantis again"' in browser.get(address).content.decode()
    still_wrong = browser.post(address, {"cell-1-2": "Nowhere"}).content.decode()
    assert 'value="Nowhere"' in still_wrong
    browser.post(address, {"cell-1-2": "Peru"})
    texts = {item.content["text"] for item in EntityProposal.objects.all()}
    assert len(texts) == 2
    assert any("sample shelter" in text for text in texts)
    assert not SurveyDraft.objects.exists()
    browser.post("/en/desk/unodc/drafts/send/")
    assert set(EntityProposal.objects.values_list("state", flat=True)) == {"submitted"}


@pytest.mark.slow
def test_the_form_of_the_survey_keeps_its_rules_in_the_browser(client_as: SignIn) -> None:
    browser = client_as("focal-point", ["unodc"])
    rows = "organisation,activity,country\nUNODC,Trains sample judges in interviews,Kenya\n"
    address = upload_survey(browser, f"{SURVEY_FORM_MARK},,\n{rows}".encode())
    assert SurveyDraft.objects.get().is_survey
    page = browser.get(address).content.decode()
    assert "the year in which it began" in page  # the form asks for more than a table does
    assert 'id="cell-0-3"' in page
    assert browser.post(address, {"cell-0-3": "some time"}).status_code == 200
    assert not EntityProposal.objects.exists()
    assert browser.post(address, {"cell-0-3": "2024"}).status_code == 302
    assert EntityProposal.objects.get().content["years"] == "2024"


def test_a_survey_without_a_column_keeps_its_rows(client_as: SignIn) -> None:
    browser = client_as("focal-point", ["unodc"])
    address = upload_survey(browser, b"activity,country\nTrains sample judges in interviews,Kenya\n")
    page = browser.get(address).content.decode()
    assert "1 row was read" in page
    assert 'value="Trains sample judges in interviews"' in page
    assert "rganisation" in page


def test_a_survey_without_rows_says_so(client_as: SignIn) -> None:
    browser = client_as("focal-point", ["unodc"])
    address = upload_survey(browser, b"organisation,activity,country\n")
    assert "No row was read" in browser.get(address).content.decode()
    assert "No row was read" in browser.post(address, {}).content.decode()


def test_a_draft_of_another_entity_is_not_reached(client_as: SignIn) -> None:
    address = upload_survey(client_as("focal-point", ["unodc"]), b"organisation,activity,country\nUNODC,,\n")
    other = client_as("focal-point", ["iom"])
    assert other.get(address).status_code == 403
    assert other.get(address.replace("/unodc/", "/iom/")).status_code == 404
    assert other.post(address + "delete/").status_code == 403
    assert SurveyDraft.objects.count() == 1


def test_a_document_is_fetched_by_its_address_and_read(
    client_as: SignIn, site: Site, linked_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.sources.web.addresses.is_public", lambda _ip: True)
    address = site.put("/paper", "<html><body><p>A sample paper of the entity says something.</p></body></html>")
    browser = client_as("focal-point", ["unodc"])
    assert browser.post("/en/desk/unodc/documents/", {"title": "Sample", "address": address}).status_code == 302
    proposal = EntityProposal.objects.get()
    assert proposal.upload.endswith(".html")
    assert proposal.content["passages"] >= 1
    assert (linked_library / "portal" / "uploads" / proposal.upload).read_bytes().startswith(b"<html>")
    site.put("/gone", "x")
    page = browser.post("/en/desk/unodc/documents/", {"title": "Typed", "address": site.base + "/nothing"})
    assert 'role="alert"' in page.content.decode()
    assert "Typed" in page.content.decode()


def test_an_address_of_an_inner_network_is_refused(client_as: SignIn, site: Site) -> None:
    address = site.put("/secret", "<p>Only for this machine.</p>")
    answer = client_as("focal-point", ["unodc"]).post("/en/desk/unodc/documents/", {"title": "S", "address": address})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not EntityProposal.objects.exists()
    assert "/secret" not in site.paths()


def test_rows_of_a_survey_become_drafts(client_as: SignIn) -> None:
    table = b"organisation,activity,country\nUNODC,Trains sample inspectors in survivor interviews,Kenya\n"
    browser = client_as("focal-point", ["unodc"])
    assert browser.post("/en/desk/unodc/survey/", {"table": SimpleUploadedFile("s.csv", table)}).status_code == 302
    proposal = EntityProposal.objects.get()
    assert (proposal.kind, proposal.state) == ("activity", "draft")
    assert "Trains sample inspectors" in proposal.content["text"]


def test_a_mapping_round_has_a_board_and_reminders(client_as: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    secretariat, focal_point = client_as("secretariat"), client_as("focal-point", ["unodc"])
    client_as("focal-point", ["iom"])
    form = {"name": "Mapping 2026", "deadline": "2099-12-31"}
    past = secretariat.post("/en/desk/rounds/", {**form, "deadline": "2020-12-31"})
    assert "This day is past" in past.content.decode()
    assert not mail.outbox
    assert "2 focal points were written to" in secretariat.post("/en/desk/rounds/", form, follow=True).content.decode()
    assert len(mail.outbox) == 2
    assert "open already" in secretariat.post("/en/desk/rounds/", form).content.decode()
    assert "Mapping 2026" in focal_point.get("/en/desk/").content.decode()
    focal_point.post("/en/desk/unodc/activities/", {"text": "Trains"})
    assert mail.outbox.pop().subject == "New proposals on the entity desk"
    with pytest.raises(CommandError, match=r"Set PALERMO_ADDRESS, or name it with --site"):
        call_command("remind_focal_points")
    monkeypatch.setattr("django.conf.settings.PALERMO_ADDRESS", "https://map.example.org")
    call_command("remind_focal_points", stdout=io.StringIO())
    assert len(mail.outbox) == 2, "the last reminder is not a week old"
    MappingRound.objects.update(reminded_on="2026-01-01")
    call_command("remind_focal_points", stdout=io.StringIO())
    assert len(mail.outbox) == 3
    assert "https://map.example.org/en/desk/" in mail.outbox[-1].body
    secretariat.post(f"/en/desk/rounds/{MappingRound.objects.get().pk}/remind/")
    assert len(mail.outbox) == 4
    assert mail.outbox[2].to == mail.outbox[3].to
    board = secretariat.get("/en/desk/rounds/").content.decode()
    assert "<td>1</td><td>0</td>" in board
    assert "1 proposal waits for a decision" in board


def test_a_closed_round_waits_for_the_edition_that_gets_its_name(
    client_as: SignIn, view: View, linked_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requested: list[Library] = []
    monkeypatch.setattr("palermo.portal.entity_desk.rounds.request_build", requested.append)
    secretariat, library = client_as("secretariat"), Library(linked_library)
    secretariat.post("/en/desk/rounds/", {"name": "Mapping 2026", "deadline": "2099-12-31"})
    opened = MappingRound.objects.get()
    snapshot = f"/en/desk/rounds/{opened.pk}/statements.jsonl"
    secretariat.post(f"/en/desk/rounds/{opened.pk}/close/")
    assert list_reserved_names(library) == ("Mapping 2026",)
    assert [item.path for item in requested] == [linked_library]
    page = secretariat.get("/en/desk/rounds/").content.decode()
    assert "its edition was not compiled yet" in page
    assert "Compile it now" in page
    assert secretariat.get(snapshot).status_code == 404
    line = (
        b'{"entity": "unodc", "kind": "activity", "subject": "", "content": {"text": "Trains"}, "date": "2026-11-29"}\n'
    )
    folder = shutil.copytree(library.get_edition_folder(view.manifest.id), linked_library / "copy")
    freeze_entity_lines(folder, line)
    editions = linked_library / "editions"
    editions.unlink()
    editions.mkdir()
    folder.rename(editions / view.manifest.id)
    name_edition(library, list_reserved_names(library), view.manifest.id)
    page = secretariat.get("/en/desk/rounds/").content.decode()
    assert view.manifest.name in page
    assert "1 statement by entities" in page
    assert secretariat.get(snapshot).content == line
    assert client_as("focal-point", ["unodc"]).get(snapshot).status_code == 403


def test_the_desk_says_that_it_counts_unconfirmed_statements_and_opening_is_no_reminder(client_as: SignIn) -> None:
    overview = client_as("focal-point", ["unodc"]).get("/en/desk/unodc/").content.decode()
    assert "Unconfirmed statements are counted here, too; maps leave them out." in overview
    secretariat = client_as("secretariat")
    opened = secretariat.post("/en/desk/rounds/", {"name": "Mapping 2030", "deadline": "2030-01-31"}, follow=True)
    assert "Last reminder" not in opened.content.decode()
