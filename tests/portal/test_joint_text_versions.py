"""Tests of what the pages of joint texts show of versions, rounds, progress, and hashes."""

import hashlib
import re
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.utils import timezone

from joint_text_desk import MEMBERS, Desk, SignIn
from joint_text_factory import endorse, focal_point, move_to, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue
from palermo.joint_texts.change_rules import find_obstacle
from palermo.joint_texts.enums import ParagraphKind, Stage
from palermo.joint_texts.stage_machine import list_later_stages
from palermo.portal.joint_texts.event_store import compare_versions, list_versions, store_new_text


@pytest.fixture
def text_desk(client_as: SignIn) -> Desk:
    return Desk(client_as)


def test_versions_are_the_moments_at_which_words_changed(db: None) -> None:
    writer = start_text()
    writer.wait(hours=1)
    before = writer.text
    comment = text_changes.CommentMade(comment="c9", paragraph="p1", entity="aurora", text="Hm.")
    writer.make(comment, focal_point("aurora"))
    writer.wait(hours=1)
    writer.make(text_changes.ParagraphEdited(paragraph="p1", text="People are deceived daily.", base_version=1))
    writer.make(text_changes.ParagraphRemoved(paragraph="i2"))
    text_id = store_new_text(writer.text, writer.events)
    first, second = list_versions(text_id)
    assert (first.stage, second.sequence) == (Stage.OUTLINE, writer.text.sequence)
    compared = compare_versions(before, writer.text)
    assert [(item.id, item.number, item.is_removed) for item in compared] == [("p1", "1.", False), ("i2", "(b)", True)]


def test_the_page_of_versions_offers_each_by_its_time(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "edit", paragraph="o2", words="What is at stake.", base_version="1")
    page = text_desk.page(text_desk.secretariat, "compare/")
    assert len(re.findall(r"<option value=.\d+. selected", page)) == 2
    labels = re.findall(
        r"<option[^>]*>\s*([^<]+?)\s*</option>", page.partition("</select>")[0].partition('id="from"')[2]
    )
    assert len(set(labels)) == len(labels) == 2, "both were made in the same minute"
    assert re.search(r"<ins>[^<]*stake", page)
    assert f"/en/texts/{text_desk.id}/paragraphs/o2/" in page


@pytest.mark.parametrize(
    ("stage", "later", "reason"),
    [
        (Stage.OUTLINE, 5, ""),
        (Stage.INPUTS, 3, ""),
        (Stage.SILENCE, 2, "The silence procedure runs until"),
        (Stage.ENDORSEMENT, 1, "Heads who have endorsed the text: 0."),
        (Stage.ISSUED, 0, ""),
    ],
)
def test_what_comes_next_has_its_reason(stage: Stage, later: int, reason: str) -> None:
    writer = move_to(start_text(), stage) if stage is not Stage.OUTLINE else None
    assert len(list_later_stages(stage)) == later
    if writer:
        obstacle = find_obstacle(writer.text, writer.now)
        assert (obstacle.reason if obstacle else "").startswith(reason)
        assert (obstacle is None) == (not reason)


def test_the_timeline_shows_stages_to_come_and_what_is_missing(text_desk: Desk) -> None:
    for stage in ("drafting", "inputs"):
        text_desk.act(text_desk.secretariat, "stage", stage=stage)
    values = {"paragraph": "o2", "entity": "aurora", "kind": "replace", "words": "Other words.", "base_version": "1"}
    assert text_desk.act(text_desk.aurora, "propose", **values) == 302
    page = text_desk.page(text_desk.aurora, "timeline/")
    assert page.count("to come") == 3
    assert "Proposals without an answer: 1." in page


def test_a_break_names_its_paragraph_on_the_page(text_desk: Desk) -> None:
    text_desk.move_to_silence()
    values = {"paragraph": "o2", "entity": "aurora", "reason": "Too weak.", "words": "Stronger words."}
    assert text_desk.act(text_desk.aurora, "break", **values) == 302
    page = text_desk.page(text_desk.borealis, "silence/")
    assert re.search(rf"/en/texts/{text_desk.id}/paragraphs/o2/.>Paragraph 1\.</a>", page)


def test_a_proposal_on_an_earlier_version_is_marked(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")
    values = {"paragraph": "o2", "entity": "aurora", "kind": "replace", "words": "Other words.", "base_version": "1"}
    assert text_desk.act(text_desk.aurora, "propose", **values) == 302
    assert "Made on version" not in text_desk.page(text_desk.secretariat, "compilation/")
    text_desk.act(text_desk.secretariat, "edit", paragraph="o2", words="Newer words.", base_version="1")
    assert "Made on version 1; the paragraph is now at version 2." in text_desk.page(
        text_desk.secretariat, "compilation/"
    )


def test_a_translation_that_is_missing_or_behind_is_marked_in_the_text(text_desk: Desk) -> None:
    words = {"paragraph": "o2", "language": "fr", "words": "L’enjeu.", "follows": "1", "base_version": "0"}
    text_desk.act(text_desk.aurora, "translate", **words)
    text_desk.act(text_desk.aurora, "edit", paragraph="o2", words="What is at stake.", base_version="1")
    page = text_desk.page(text_desk.aurora, "?language=fr")
    assert page.count("The translation is behind.") == 1
    assert page.count("Not translated yet.") == len(text_desk.text.paragraphs) - 1


def test_headings_and_title_lead_to_their_pages(text_desk: Desk) -> None:
    page = text_desk.page(text_desk.aurora)
    for id in ("title", "o1"):
        assert f"/en/texts/{text_desk.id}/paragraphs/{id}/" in page


def test_footnotes_are_called_by_number(text_desk: Desk) -> None:
    note = {"paragraph": "o2", "kind": ParagraphKind.FOOTNOTE.value, "words": "A survey."}
    assert text_desk.act(text_desk.secretariat, "add", **note) == 302
    assert re.search(r"<sup title=.A survey\..>1</sup>", text_desk.page(text_desk.aurora))


def test_the_roll_of_a_file_is_in_the_language_of_the_file(db: None, client: Client) -> None:
    writer = move_to(start_text(language="fr"), Stage.ENDORSEMENT)
    endorse(writer, "aurora")
    writer.make(text_changes.TextIssued(languages=("fr",), issue_hash=hash_issue(writer.text, ("fr",))))
    content = client.get(f"/en/texts/{store_new_text(writer.text, writer.events)}/text.docx").content
    document = docx.Document(BytesIO(content))
    assert [one.text for one in document.paragraphs if one.text.startswith("Appr")] == ["Approuvé par"]
    assert re.fullmatch(r"\d+(?:er)? \w+ 20\d\d", document.tables[-1].cell(0, 2).text)


def test_the_hash_is_that_of_the_json_that_is_given(db: None, client: Client) -> None:
    writer = move_to(start_text(), Stage.ISSUED)
    writer.wait(hours=5)
    endorse(writer, "borealis")
    content = client.get(f"/en/texts/{store_new_text(writer.text, writer.events)}/text.json").content
    assert hashlib.sha256(content).hexdigest() == writer.text.issue_hash


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ("aurora | Aurora | 2025-01-01 | 2020-01-01", "Member 1 needs an entity"),
        ("aurora | Aurora | 2020-01-01\naurora | Aurora | 2026-01-01", "aurora is listed more than once."),
    ],
)
def test_wrong_members_are_refused(text_desk: Desk, members: str, reason: str) -> None:
    before = text_desk.text
    response = text_desk.secretariat.post(f"/en/texts/{text_desk.id}/actions/members/", {"members": members})
    assert reason in response.content.decode()
    assert text_desk.text == before


def test_a_new_text_begins_with_the_members_of_the_newest(text_desk: Desk) -> None:
    page = text_desk.secretariat.get("/en/texts/new/").content.decode()
    assert 'name="members-entity" value="aurora"' in page
    assert 'name="members-since" value="2020-01-01"' in page
    assert 'value="Nimbus"' in page


def test_a_text_of_another_group_does_not_begin_with_members_of_the_newest(text_desk: Desk) -> None:
    for language in ("en", "fr"):
        page = text_desk.secretariat.get(f"/{language}/texts/new/?report=annual/2026").content.decode()
        assert 'name="members-entity" value="aurora"' not in page
        assert 'name="members-entity" value="iom"' in page


def test_a_text_begins_with_the_members_of_the_newest_of_its_group(text_desk: Desk) -> None:
    form = {"kind": "statement", "title": "Call", "language": "en", "zone": "UTC", "min_silence_hours": "72"}
    group = "Inter-Agency Coordination Group against Trafficking in Persons"
    members = {"members-entity": "iom", "members-name": "Migration body", "members-since": "", "members-until": ""}
    sent = text_desk.secretariat.post("/en/texts/new/", {**form, **members, "group": group})
    assert sent.status_code == 302
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")  # the other text is the newest now
    page = text_desk.secretariat.get("/fr/texts/new/?report=annual/2026").content.decode()
    assert 'name="members-name" value="Migration body"' in page
    assert 'name="members-entity" value="unodc"' not in page


def test_members_follow_the_group_that_is_chosen(text_desk: Desk) -> None:
    """Also without JavaScript: the form comes back with the members of the group, and what was typed."""
    rows = [line.split(" | ") for line in MEMBERS.splitlines()]
    form = {
        "kind": "statement", "title": "Typed", "language": "en", "zone": "UTC", "min_silence_hours": "72",
        "proposed_for": "Nimbus", "members-entity": [row[0] for row in rows], "members-name": [row[1] for row in rows],
        "members-since": [row[2] for row in rows], "members-until": ["", ""],
    }  # fmt: skip
    page = text_desk.secretariat.post("/en/texts/new/", {**form, "group": "ICAT"}).content.decode()
    assert "These are the members of “ICAT”" in page
    assert 'value="Typed"' in page
    assert 'name="members-entity" value="unodc"' in page
    assert 'value="aurora"' not in page
    assert 'name="proposed_for" value="ICAT"' in page
    page = text_desk.secretariat.post("/en/texts/new/", {**form, "group": "Stratus"}).content.decode()
    assert "The members of “Stratus” are not known here" in page
    assert 'value="aurora"' not in page
    own = {**form, "group": "Stratus", "members-name": ["Aurora", "Borealis, as typed"]}
    page = text_desk.secretariat.post("/en/texts/new/", own).content.decode()
    assert "Some of these members were proposed for “Nimbus”" in page
    assert 'value="Borealis, as typed"' in page
    assert text_desk.secretariat.post("/en/texts/new/", {**own, "proposed_for": "Stratus"}).status_code == 302


def test_the_members_of_a_group_are_shown_before_anything_else_is_typed(text_desk: Desk) -> None:
    form = {"group": "Nimbus", "proposed_for": "ICAT", "members-entity": "unodc", "propose": ""}
    page = text_desk.secretariat.post("/en/texts/new/", form).content.decode()
    assert 'name="members-entity" value="aurora"' in page
    assert 'value="unodc"' not in page.split("</datalist>")[1]
    assert 'role="alert"' not in page


def test_the_first_text_begins_with_the_members_that_the_registry_knows(client_as: SignIn) -> None:
    page = client_as("secretariat").get("/en/texts/new/").content.decode()
    assert 'value="Inter-Agency Coordination Group against Trafficking in Persons"' in page
    assert 'name="members-entity" value="iom"' in page
    assert 'name="members-name" value="International Organization for Migration"' in page


def test_a_refused_deadline_can_be_corrected(text_desk: Desk) -> None:
    for stage in ("drafting", "inputs"):
        text_desk.act(text_desk.secretariat, "stage", stage=stage)
    soon = (timezone.now() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
    address = f"/en/texts/{text_desk.id}/actions/start-silence/"
    page = text_desk.secretariat.post(address, {"deadline": soon}).content.decode()
    assert re.search(rf'type="datetime-local" name="deadline" value="{soon}"', page)


def test_times_and_links_keep_their_order_from_right_to_left(text_desk: Desk) -> None:
    text_desk.move_to_silence()
    arabic = text_desk.secretariat.get(f"/ar/texts/{text_desk.id}/silence/").content.decode()
    assert re.search("\u2068\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d \\(Europe/Vienna\\)\u2069", arabic)
    assert "\u2068" not in text_desk.page(text_desk.secretariat, "silence/")
    text = text_desk.secretariat.get(f"/ar/texts/{text_desk.id}/").content.decode()
    assert '<p class="edit-link" lang="ar" dir="rtl">' in text


def test_citations_are_listed_with_their_paragraph(text_desk: Desk) -> None:
    values = {"paragraph": "o2", "base_version": "1", "kind": "provision", "source": "Invented source"}
    for reference in ("palermo-protocol/9", "no-such-instrument/1"):
        assert text_desk.act(text_desk.secretariat, "cite", reference=reference, **values) == 302
    page = text_desk.page(text_desk.aurora)
    assert page.count("Invented source") == 2
    assert page.count("Paragraph 1.</a>") == 2
    assert "Invented source" in text_desk.page(text_desk.aurora, "paragraphs/o2/")


def test_proposals_on_a_paragraph_that_was_removed_stay_in_the_compilation(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")
    data = {"paragraph": "o2", "entity": "aurora", "kind": "replace", "words": "Better words.", "base_version": "1"}
    assert text_desk.act(text_desk.aurora, "propose", **data, reason="Clearer.") == 302
    assert text_desk.act(text_desk.secretariat, "remove", paragraph="o2", base_version="1") == 302
    page = text_desk.page(text_desk.borealis, "compilation/")
    assert "Clearer." in page
    assert "<b>Gone: </b>" in page
    content = text_desk.aurora.get(f"/en/texts/{text_desk.id}/compilation.docx").content
    document = docx.Document(BytesIO(content))
    assert document.tables[0].rows[1].cells[2].text == "Better words.\nClearer."
    assert any(paragraph.text.startswith("Gone: ") for paragraph in document.paragraphs)
