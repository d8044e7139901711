"""Tests of documents that contributors add, and of proposals that are changed after they were returned."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.edition import Library, View
from palermo.pipeline.origins import load_origins
from palermo.portal.entity_desk.models import EntityProposal, MappingRound
from palermo.portal.entity_desk.uploads import find_upload

pytestmark = pytest.mark.django_db
type SignIn = Callable[..., Client]
WORDS = b"The report asks States to:\n\n(a) train inspectors;\n\n(b) protect victims.\n"


def make_form(**more: object) -> dict[str, object]:
    return {
        "title": "A sample report",
        "publisher": "Sample Agency",
        "file": SimpleUploadedFile("a.txt", WORDS),
        **more,
    }


def test_a_contribution_is_decided_by_the_secretariat_and_read_by_the_next_build(
    client_as: SignIn, own_library: Path, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    contributor, secretariat = client_as("contributor"), client_as("secretariat")
    MappingRound.objects.create(name="Mapping 2026", deadline="2027-01-31")
    assert "Add a document" in contributor.get("/en/desk/").content.decode()
    assert contributor.post("/en/desk/contributions/", make_form()).status_code == 302
    proposal = EntityProposal.objects.get()
    assert (proposal.entity, proposal.state, proposal.mapping_round) == ("", "submitted", None)
    waiting = secretariat.get("/en/desk/queue/").content.decode()
    assert "Contribution: Document" in waiting
    assert "Sample Agency" in waiting
    page = secretariat.post(
        f"/en/desk/queue/{proposal.pk}/", {"decision": "accept", "text": "A sample report"}, follow=True
    )
    assert "the next edition reads it" in page.content.decode()
    note = "It is not in the map yet: the next build of the library reads it."
    assert note in contributor.get("/en/desk/").content.decode()
    assert note in secretariat.get(f"/en/desk/queue/{proposal.pk}/").content.decode()
    document = next(iter(view.list_documents()))
    monkeypatch.setattr("palermo.portal.entity_desk.models.compute_upload_document", lambda _name: document.id)
    assert note not in contributor.get("/en/desk/").content.decode()
    origins = {origin.name: origin for origin in load_origins(Library(own_library))}
    assert origins["uploads-contributed"].publishers == ()
    assert "from: uploads/contributed\n" in (own_library / "sources.yaml").read_text()
    stored = list(Path(origins["uploads-contributed"].location).iterdir())
    assert [path.read_bytes() for path in stored] == [WORDS]
    assert not (own_library / "entity-desk" / "statements.jsonl").exists()


def test_a_returned_contribution_is_changed_by_its_contributor_alone(client_as: SignIn, own_library: Path) -> None:
    contributor, secretariat = client_as("contributor"), client_as("secretariat")
    contributor.post("/en/desk/contributions/", make_form(draft="1"))
    proposal = EntityProposal.objects.get()
    address, first = f"/en/desk/contributions/{proposal.pk}/", find_upload(proposal.upload)
    assert proposal.state == "draft"
    contributor.post(address, {"title": "A sample report, 2026"})
    secretariat.post(f"/en/desk/queue/{proposal.pk}/", {"decision": "return", "comment": "Is this the last version?"})
    page = contributor.get(address).content.decode()
    assert "Is this the last version?" in page
    assert "A sample report, 2026" in page
    assert client_as("contributor").get(address).status_code == 404
    assert first.exists()
    contributor.post(address, make_form(title="Another", file=SimpleUploadedFile("b.txt", WORDS * 2)))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.content["text"]) == ("submitted", "Another")
    assert find_upload(proposal.upload).read_bytes() == WORDS * 2
    assert not first.exists()
    assert "With the secretariat" in contributor.get(address).content.decode()


def test_a_contributor_opens_no_desk_of_an_entity(client_as: SignIn, own_library: Path) -> None:
    contributor = client_as("contributor")
    for path in ("unodc/", "unodc/documents/", "queue/", "rounds/"):
        assert contributor.get(f"/en/desk/{path}").status_code == 403
    page = client_as("reader").post("/en/desk/contributions/", make_form())
    assert page.status_code == 403
    assert "Only contributors, focal points and the secretariat add documents" in page.content.decode()


def test_every_kind_of_returned_proposal_has_its_own_form(client_as: SignIn, view: View, own_library: Path) -> None:
    focal_point = client_as("focal-point", ["unodc"])
    fields = {"document": "title", "verdict": "verdict", "answer": "answer", "profile": "subject", "activity": "places"}
    for kind, field in fields.items():
        content = {"text": "A sample", "verdict": "correct", "answer": "done"}
        proposal = EntityProposal.objects.create(entity="unodc", kind=kind, state="returned", content=content)
        page = focal_point.get(f"/en/desk/unodc/proposals/{proposal.pk}/").content.decode()
        assert f'name="{field}"' in page
        assert ('name="places"' in page) is (kind == "activity")
