"""Tests of the pages of joint texts: from outline to issue, by role, with refusals."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import NotSupportedError
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from joint_text_desk import MEMBERS, Desk, SignIn, upload
from palermo.joint_texts.enums import Stage
from palermo.portal.accounts.models import Person
from palermo.portal.joint_texts import event_store
from palermo.portal.joint_texts.models import TextEventRecord, TextRecord


@pytest.fixture(autouse=True)
def mailers(settings: LazySettings) -> None:
    """Mail goes to the outbox of the test."""
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


@pytest.fixture
def text_desk(client_as: SignIn) -> Desk:
    return Desk(client_as)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that moves the clock of the portal forward by hours."""

    def move(hours: float) -> None:
        now = timezone.now() + timedelta(hours=hours)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return move


def issue(desk: Desk, pass_time: Callable[[float], None], language: str = "en") -> None:
    desk.move_to_silence()
    pass_time(74)
    assert desk.act(desk.secretariat, "open-endorsement") == 302
    names = {"head_name": "A. Example", "head_title": "Director"}
    assert desk.act(desk.aurora, "endorse", entity="aurora", text_hash=desk.text.text_hash, **names) == 302
    assert desk.secretariat.post(f"/{language}/texts/{desk.id}/actions/issue/").status_code == 302


def test_a_text_goes_from_outline_to_its_permanent_page(
    text_desk: Desk, pass_time: Callable[[float], None], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.joint_texts.change_views.store_issued_text", lambda *_: None)
    assert client.get(f"/en/texts/{text_desk.id}/").status_code == 302
    issue(text_desk, pass_time)
    page = client.get(f"/en/texts/{text_desk.id}/").content.decode()
    assert text_desk.text.issue_hash in page
    assert "A. Example" in page
    assert f"/en/texts/{text_desk.id}/" in client.get("/en/texts/").content.decode()
    for name in ("timeline", "silence", "compilation", "endorsement"):
        assert client.get(f"/en/texts/{text_desk.id}/{name}/").status_code == 302
    assert [len(item.to) for item in mail.outbox]


def test_two_secretariat_members_issue_at_once(
    text_desk: Desk, pass_time: Callable[[float], None], client_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.joint_texts.change_views.store_issued_text", lambda *_: None)
    issue(text_desk, pass_time)
    before = text_desk.text
    other = client_as("secretariat").post(f"/en/texts/{text_desk.id}/actions/issue/")
    assert other.status_code == 409
    assert "This is not possible in the stage “Issued”." in other.content.decode()
    assert text_desk.text == before


def test_the_second_editor_sees_both_versions(text_desk: Desk) -> None:
    first = {"paragraph": "o2", "words": "Words of the first.", "base_version": "1"}
    assert text_desk.act(text_desk.secretariat, "edit", **first) == 302
    second = {"paragraph": "o2", "words": "Words of the second.", "base_version": "1"}
    response = text_desk.aurora.post(f"/en/texts/{text_desk.id}/actions/edit/", second)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Words of the first." in page
    assert "Words of the second.</textarea>" in page
    assert 'name="base_version" value="2"' in page
    assert text_desk.text.get_text("o2") == "Words of the first."
    assert text_desk.act(text_desk.aurora, "edit", **second | {"base_version": "2"}) == 302


def test_two_writers_at_one_moment_are_put_in_order(text_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = text_desk.text
    assert text_desk.act(text_desk.secretariat, "edit", paragraph="o1", words="First", base_version="1") == 302
    answers = iter([stale])
    real = event_store.load_text
    monkeypatch.setattr(event_store, "load_text", lambda id: next(answers, None) or real(id))
    assert text_desk.act(text_desk.aurora, "edit", paragraph="o2", words="Second", base_version="1") == 302
    monkeypatch.undo()
    assert (text_desk.text.get_text("o1"), text_desk.text.get_text("o2")) == ("First", "Second")


def test_stored_events_never_change(text_desk: Desk) -> None:
    event = TextEventRecord.objects.filter(text_id=text_desk.id).first()
    assert event is not None
    with pytest.raises(NotSupportedError, match="only appended"):
        event.save()
    with pytest.raises(NotSupportedError, match="only appended"):
        event.delete()


def test_proposals_are_answered_in_the_compilation(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")
    data = {"paragraph": "o2", "entity": "aurora", "kind": "replace", "words": "Better words.", "base_version": "1"}
    assert text_desk.act(text_desk.aurora, "propose", **data, reason="Clearer.") == 302
    assert text_desk.act(text_desk.borealis, "propose", **data) == 409
    page = text_desk.page(text_desk.borealis, "compilation/")
    assert "<ins>Better" in page
    assert "Clearer." in page
    assert '<a href="#p-o2">' in page
    assert page.count('class="c7"') == 1
    proposal = text_desk.text.open_proposals[0].id
    responses = {"proposal": proposal, "status": "accepted", "base_version": "1", "words": ""}
    assert text_desk.act(text_desk.secretariat, "decide", **responses, answer="") == 409
    assert text_desk.act(text_desk.secretariat, "decide", **responses, answer="Agreed.") == 302
    assert "Agreed." in text_desk.page(text_desk.aurora, "compilation/")
    comment = {"paragraph": "title", "entity": "aurora", "words": "A shorter title?"}
    assert text_desk.act(text_desk.aurora, "comment", **comment) == 302
    content = text_desk.aurora.get(f"/en/texts/{text_desk.id}/compilation.docx").content
    document = docx.Document(BytesIO(content))
    assert document.tables[0].rows[1].cells[2].text == "A shorter title?"
    assert document.sections[0].header.paragraphs[0].text.startswith("Call for action · ")
    assert "<ins>" in text_desk.page(text_desk.aurora, "compare/?from=1")


def test_the_permanent_address_has_the_language_of_the_text(
    text_desk: Desk, pass_time: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses: list[str] = []
    monkeypatch.setattr(
        "palermo.portal.joint_texts.change_views.store_issued_text",
        lambda _text, _id, address: addresses.append(address),
    )
    issue(text_desk, pass_time, language="fr")
    assert addresses == [f"http://testserver/en/texts/{text_desk.id}/"]


def test_too_short_a_silence_is_refused_with_the_earliest_deadline(text_desk: Desk) -> None:
    for stage in ("drafting", "inputs"):
        text_desk.act(text_desk.secretariat, "stage", stage=stage)
    response = text_desk.secretariat.post(
        f"/en/texts/{text_desk.id}/actions/start-silence/", {"deadline": text_desk.deadline(71)}
    )
    assert response.status_code == 409
    assert "at least 72 h are needed. The earliest deadline is" in response.content.decode()
    assert text_desk.text.stage is Stage.INPUTS


def test_a_break_is_recorded_and_reported(text_desk: Desk, pass_time: Callable[[float], None]) -> None:
    text_desk.move_to_silence()
    assert "Aurora" in text_desk.page(text_desk.aurora, "timeline/")
    progress = text_desk.page(text_desk.secretariat, "timeline/")
    assert f'<a class="more" href="/en/texts/{text_desk.id}/silence/">' in progress
    mail.outbox.clear()
    data = {"entity": "aurora", "paragraph": "o2", "reason": "Too weak.", "words": "Stronger."}
    assert text_desk.act(text_desk.aurora, "break", **data) == 302
    page = text_desk.page(text_desk.borealis, "silence/")
    assert "Too weak." in page
    assert "Broke silence" in page
    assert "Others can still break silence until" in page
    assert "No reply yet" in page
    assert "Did not reply" not in page
    assert "The secretariat answers each break" in page
    assert all("Aurora: Too weak." in item.body for item in mail.outbox)
    assert not any("Deadline:" in item.body for item in mail.outbox)
    assert {item.to[0].partition("-")[0] for item in mail.outbox} == {"secretariat", "focal"}
    pass_time(80)
    assert text_desk.act(text_desk.borealis, "break", **data | {"entity": "borealis"}) == 409


def test_secretariat_sees_which_members_no_notice_reaches(text_desk: Desk) -> None:
    assert "whom no notice reaches" not in text_desk.page(text_desk.secretariat, "silence/")
    Person.objects.filter(entities__entity="borealis").delete()
    unreached = text_desk.page(text_desk.secretariat, "silence/").partition("whom no notice reaches:")[2]
    assert "Borealis" in unreached.partition("</p>")[0]


def test_an_office_confirms_by_its_signed_link(
    text_desk: Desk, pass_time: Callable[[float], None], client: Client
) -> None:
    text_desk.move_to_silence()
    pass_time(74)
    text_desk.act(text_desk.secretariat, "open-endorsement")
    links = re.findall(
        r"http://testserver(/en/texts/confirm/[^<]+/)", text_desk.page(text_desk.secretariat, "endorsement/")
    )
    assert len(links) == 2
    awaited = text_desk.page(text_desk.secretariat, "endorsement/").partition("not named on the issued text:")[2]
    assert re.findall(r"<bdi>(\w+)</bdi>", awaited.partition("</p>")[0]) == ["Aurora", "Borealis"]
    assert "/confirm/" not in text_desk.page(text_desk.aurora, "endorsement/")
    assert text_desk.act(text_desk.secretariat, "deadline", deadline=text_desk.deadline(200)) == 302
    for page in (client.get(links[1]).content.decode(), text_desk.page(text_desk.borealis, "endorsement/")):
        assert "<b>Deadline:" in page
    assert "An endorsement cannot be taken back." in client.get(links[1]).content.decode()
    names = {"head_name": "B. Sample", "head_title": "Head", "entity": "aurora"}
    assert client.post(links[1], names).status_code == 302
    assert [item.content.entity for item in text_desk.text.endorsements] == ["borealis"]
    assert "has endorsed this text" in client.get(links[1]).content.decode()
    assert client.post(links[1], names).status_code == 409
    assert client.get(links[1].replace("confirm/", "confirm/x")).status_code == 404


def test_an_edited_word_file_becomes_proposals(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")
    content = text_desk.aurora.get(f"/en/texts/{text_desk.id}/text.docx").content
    opened = docx.Document(BytesIO(content))
    opened.paragraphs[2].runs[0].text = "What is at stake."
    opened.add_comment(opened.paragraphs[4].runs, text="How many?", author="Cloud", initials="C")
    buffer = BytesIO()
    opened.save(buffer)
    assert upload(text_desk, buffer.getvalue()).status_code == 302
    assert [(item.paragraph, item.text) for item in text_desk.text.open_proposals] == [("o2", "What is at stake.")]
    assert [item.text for item in text_desk.text.comments.values()] == ["Cloud: How many?"]


def test_files_say_at_the_head_of_each_page_which_version_they_are(text_desk: Desk) -> None:
    text_desk.act(text_desk.secretariat, "stage", stage="drafting")
    address = f"/en/texts/{text_desk.id}/"
    response = text_desk.aurora.get(f"{address}text.docx")
    assert text_desk.id not in response.headers["Content-Disposition"]
    opened = docx.Document(BytesIO(response.content))
    assert "PAGE" in opened.sections[0].footer._element.xpath("string(.//w:instrText)")
    kind, stage, day, link = opened.sections[0].header.paragraphs[0].text.split(" · ")
    assert (stage, link) == ("Drafting", f"http://testserver{address}")
    assert kind
    assert re.fullmatch(r"\d{1,2} [A-Z][a-z]+ 20\d\d", day)
    with pypdfium2.PdfDocument(text_desk.aurora.get(f"{address}text.pdf").content) as document:
        assert f"{stage} · {day}" in document[0].get_textpage().get_text_bounded()
    assert upload(text_desk, response.content).status_code == 302
    assert text_desk.text.open_proposals == ()


def test_files_of_each_format_are_given(text_desk: Desk) -> None:
    for format, beginning in (("docx", b"PK"), ("pdf", b"%PDF"), ("xml", b"<?xml")):
        response = text_desk.aurora.get(f"/en/texts/{text_desk.id}/text.{format}")
        assert response.status_code == 200
        assert response.content.startswith(beginning)
    assert text_desk.aurora.get(f"/en/texts/{text_desk.id}/text.odt").status_code == 404


@pytest.mark.parametrize("paragraph", ["o2", "title"])
def test_control_characters_that_a_word_processor_pastes_break_no_file(text_desk: Desk, paragraph: str) -> None:
    words = "First line\x0bsecond\x1f line"
    assert text_desk.act(text_desk.secretariat, "edit", paragraph=paragraph, words=words, base_version="1") == 302
    assert text_desk.text.get_text(paragraph) == "First line second  line"
    for format in ("docx", "pdf", "xml"):
        assert text_desk.aurora.get(f"/en/texts/{text_desk.id}/text.{format}").status_code == 200


def test_a_translation_is_written_next_to_its_paragraph(text_desk: Desk) -> None:
    data = {"paragraph": "o1", "language": "fr", "words": "Pourquoi agir", "follows": "1", "base_version": "0"}
    assert text_desk.act(text_desk.aurora, "translate", **data) == 302
    assert "Pourquoi agir" in text_desk.page(text_desk.aurora, "?language=fr")
    text_desk.act(text_desk.secretariat, "edit", paragraph="o1", words="Why act", base_version="1")
    assert "behind: follows version 1 of 2" in text_desk.page(text_desk.aurora, "paragraphs/o1/")


def test_the_calendar_of_a_person_is_private(text_desk: Desk, client: Client) -> None:
    text_desk.move_to_silence()
    address = re.search(r"/en/texts/calendar/[^\"]+", text_desk.aurora.get("/en/texts/").content.decode())
    assert address is not None
    calendar = client.get(address[0]).content.decode()
    assert "SUMMARY:Keep silence\\, or break it: Safe work" in calendar
    assert client.get("/en/texts/calendar/wrong.ics").status_code == 404


def test_outlines_are_edited_by_the_secretariat(text_desk: Desk) -> None:
    new = {"kind": "call", "outline": "# Only this", "language": "fr"}
    assert text_desk.aurora.post("/en/texts/outlines/", new).status_code == 403
    assert text_desk.secretariat.post("/en/texts/outlines/", new).status_code == 302
    assert "# Only this</textarea>" in text_desk.secretariat.get("/en/texts/outlines/?language=fr").content.decode()
    assert "# Only this</textarea>" not in text_desk.secretariat.get("/en/texts/outlines/").content.decode()
    assert "# 行动" in text_desk.secretariat.get("/en/texts/outlines/?language=zh").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("zone", "Nowhere/City", "No time zone is called Nowhere/City"),
        ("members", "only-one-cell", "Member 1 needs an entity, its name"),
        ("title", "", "This field is required"),
    ],
)
def test_a_wrong_new_text_is_refused_with_reason(text_desk: Desk, field: str, value: str, message: str) -> None:
    data = {
        "kind": "call",
        "title": "T",
        "language": "en",
        "zone": "UTC",
        "members": MEMBERS,
        "min_silence_hours": "72",
    }
    response = text_desk.secretariat.post("/en/texts/new/", data | {field: value})
    assert response.status_code == 400
    assert escape(message) in response.content.decode()
    assert TextRecord.objects.count() == 1


def test_hidden_words_are_never_lost_by_an_unknown_action(text_desk: Desk) -> None:
    assert text_desk.act(text_desk.aurora, "no-such-action", words="x") == 404


@pytest.mark.parametrize(
    "language", ["en", "ar", *(pytest.param(code, marks=pytest.mark.slow) for code in ("fr", "es", "ru", "zh"))]
)
def test_every_page_answers_in_every_language(text_desk: Desk, language: str) -> None:
    text_desk.move_to_silence()
    pages = (
        "",
        "timeline/",
        "compilation/",
        "compare/",
        "silence/",
        "endorsement/",
        "paragraphs/o2/",
        "paragraphs/title/",
    )
    for name in pages:
        response = text_desk.aurora.get(f"/{language}/texts/{text_desk.id}/{name}")
        assert response.status_code == 200, name
        assert response.content.decode().count("<h1") == 1
        assert "style=" not in response.content.decode()
    for name in ("", "new/", "outlines/"):
        assert text_desk.secretariat.get(f"/{language}/texts/{name}").status_code == 200


def test_members_are_rows_of_a_table(text_desk: Desk) -> None:
    table = {
        "members-entity": ["IOM", "aurora", ""],
        "members-name": ["", "Aurora", ""],
        "members-since": ["2020-01-01", "", ""],
        "members-until": ["", "2030-12-31", ""],
    }
    address = f"/en/texts/{text_desk.id}/actions/members/"
    assert text_desk.secretariat.post(address, table).status_code == 302
    first, second = text_desk.text.members
    assert (first.entity, first.name) == ("iom", "International Organization for Migration")
    assert (second.entity, str(second.until)) == ("aurora", "2030-12-31")
    page = text_desk.page(text_desk.secretariat, "timeline/")
    assert '<input type="date" name="members-until" value="2030-12-31"' in page
    refused = text_desk.secretariat.post(address, table | {"members-entity": ["", "aurora", ""]})
    assert refused.status_code == 409
    assert "Member 1 needs an entity" in refused.content.decode()
    assert 'name="members-name" value="Aurora"' in refused.content.decode()


def test_former_members_get_no_notice(text_desk: Desk) -> None:
    members = f"{MEMBERS.replace('borealis | Borealis | 2020-01-01', 'borealis | Borealis | 2020-01-01 | 2020-12-31')}"
    assert text_desk.act(text_desk.secretariat, "members", members=members) == 302
    assert text_desk.act(text_desk.secretariat, "stage", stage="drafting") == 302
    told = {address for message in mail.outbox for address in message.to}
    focal_points = {entity: Person.objects.get(entities__entity=entity).email for entity in ("aurora", "borealis")}
    assert focal_points["aurora"] in told
    assert focal_points["borealis"] not in told


def test_a_deadline_that_has_passed_is_refused(text_desk: Desk) -> None:
    response = text_desk.secretariat.post(
        f"/en/texts/{text_desk.id}/actions/deadline/", {"deadline": text_desk.deadline(-1)}
    )
    assert response.status_code == 409
    assert "The new deadline has to be later than" in response.content.decode()


def test_a_withdrawn_text_is_no_longer_in_progress(text_desk: Desk) -> None:
    assert text_desk.act(text_desk.secretariat, "withdraw", reason="Overtaken by events") == 302
    in_progress, withdrawn = text_desk.secretariat.get("/en/texts/").content.decode().split('<h2 id="withdrawn">')
    assert f"/en/texts/{text_desk.id}/" not in in_progress
    assert f"/en/texts/{text_desk.id}/" in withdrawn


def test_silence_ends_with_the_withdrawal_of_the_text(text_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text_desk.move_to_silence()
    text_desk.act(text_desk.secretariat, "extend", deadline=text_desk.deadline(80), reason="A holiday.")
    assert "Reason: A holiday." in mail.outbox[-1].body
    text_desk.act(text_desk.secretariat, "withdraw", reason="Overtaken by events.")
    assert "Reason: Overtaken by events." in mail.outbox[-1].body
    later = timezone.now() + timedelta(hours=100)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = text_desk.page(text_desk.secretariat, "silence/")
    assert "Adopted by silence" not in page
    assert "Did not reply" in page
    assert "<b>Deadline" not in page
