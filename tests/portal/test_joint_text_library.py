"""Tests of joint texts in the library: issued texts, agreed language, citations, demo."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from joint_text_factory import Writer, focal_point, move_to, start_text
from palermo.edition import Library, View
from palermo.errors import NotFound
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import CitedKind, ParagraphKind, ProposalAction, Stage
from palermo.pipeline.origins import create_library, load_origins
from palermo.portal.accounts.models import Person
from palermo.portal.joint_texts import citations
from palermo.portal.joint_texts.citations import check_citations, find_agreed_wordings
from palermo.portal.joint_texts.demo_texts import load_demo_texts
from palermo.portal.joint_texts.event_store import load_text, store_new_text
from palermo.portal.joint_texts.library_entry import CountCheck, check_announced_counts, store_issued_text
from palermo.portal.joint_texts.models import TextRecord
from palermo.search import Hit
from palermo.search.results import MatchExplanation
from palermo.statements import Nature, ReviewStatus

TEXT_ID = "abc123def456"


@pytest.fixture(autouse=True)
def mailers(settings: LazySettings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}


def test_an_issued_text_becomes_a_source_of_the_library(settings: LazySettings, tmp_path: Path) -> None:
    settings.PALERMO_LIBRARY = tmp_path / "library"
    create_library(Library(settings.PALERMO_LIBRARY))
    text = move_to(start_text(), Stage.ISSUED).text
    for _ in range(2):
        files = store_issued_text(text, TEXT_ID, "https://texts.example/1")
    assert [item.name for item in files] == [f"{TEXT_ID}-en.docx"]
    with (files[0].parent / "catalogue.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(item["file"], item["nature"], item["date"]) for item in rows] == [
        (f"{TEXT_ID}-en.docx", "original", "2027-01-07")
    ]
    assert [item.name for item in load_origins(Library(settings.PALERMO_LIBRARY))] == ["joint-texts"]


def test_those_who_endorsed_the_issue_publish_it(settings: LazySettings, tmp_path: Path) -> None:
    settings.PALERMO_LIBRARY = tmp_path / "library"
    create_library(Library(settings.PALERMO_LIBRARY))
    text = move_to(start_text(), Stage.ISSUED).text
    names = [
        replace(item, content=replace(item.content, entity=id))
        for item, id in zip(text.endorsements * 3, ("iom", "no-such-entity", "unodc"), strict=False)
    ]
    text = replace(text, endorsements=(*names[:2], replace(names[2], is_late=True)))
    (path,) = store_issued_text(text, TEXT_ID, "https://texts.example/1")
    with (path.parent / "catalogue.csv").open(encoding="utf-8") as file:
        assert [row["publisher"] for row in csv.DictReader(file)] == ["iom"]


def test_announced_numbers_are_compared_with_what_is_extracted() -> None:
    writer = start_text()
    chapeau = "We call on States to take the following three actions:"
    inspectors = "Train labour inspectors to recognise signs of trafficking in persons;"
    shelters = "Fund shelters that are open to all victims of trafficking."
    for id, words in (("p2", chapeau), ("i1", inspectors), ("i2", shelters)):
        writer.make(text_changes.ParagraphEdited(paragraph=id, text=words, base_version=1))
    (check,) = check_announced_counts(writer.text)
    assert (check.count.announced, len(check.count.items), check.extracted) == (3, 2, 2)
    assert check.is_mismatch
    assert not CountCheck(count=replace(check.count, announced=2), extracted=2).is_mismatch


def cite(view: View, quote: str = "") -> tuple[Writer, str]:
    """A text that cites the first statement of the sample edition."""
    statement = view.find_statements(limit=1).statements[0]
    writer = start_text()
    writer.make(
        text_changes.CitationAdded(
            citation="k1",
            paragraph="p1",
            kind=CitedKind.STATEMENT,
            reference=statement.id,
            quote=quote or statement.quote,
            source="Sample",
        )
    )
    return writer, statement.id


def test_citations_warn_when_the_statement_is_gone_or_changed(view: View) -> None:
    writer, id = cite(view)
    (checked,) = check_citations(writer.text)
    assert (checked.warning, id in checked.address) == (None, True)
    (checked,) = check_citations(cite(view, "Quite other words.")[0].text)
    assert str(checked.warning) == "Its words have changed."


@pytest.mark.parametrize(
    ("status", "warning"),
    [
        (ReviewStatus.REJECTED, "Reviewers rejected it."),
        (ReviewStatus.CORRECTED, "Reviewers corrected it. Check the citation."),
        (None, "It is no longer in the edition."),
    ],
)
def test_citations_follow_decisions_of_reviewers(
    view: View, monkeypatch: pytest.MonkeyPatch, status: ReviewStatus | None, warning: str
) -> None:
    writer, id = cite(view)
    statement = view.get_statement(id)

    class Reviewed:
        def get_statement(self, id: str) -> object:
            if status is None:
                raise NotFound(id, "no statement has this id")
            return replace(statement, status=status)

    monkeypatch.setattr(citations, "get_current_view", Reviewed)
    (checked,) = check_citations(writer.text)
    assert str(checked.warning) == warning
    assert checked.search_address.startswith("/en/search/?q=") == (status is None)
    assert bool(checked.address) == (status is not None)


def test_provisions_are_cited_by_instrument_and_number() -> None:
    writer = start_text()
    for number, reference in enumerate(("palermo-protocol", "no-such-instrument/1")):
        writer.make(
            text_changes.CitationAdded(
                citation=f"k{number}",
                paragraph="p1",
                kind=CitedKind.PROVISION,
                reference=reference,
                quote="",
                source="Sample",
            )
        )
    assert [bool(item.warning) for item in check_citations(writer.text)] == [False, True]


def test_agreed_language_warns_where_members_agreed_to_other_words(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = start_text()
    words = "Train labour inspectors to find victims of trafficking."
    writer.make(text_changes.ParagraphEdited(paragraph="i1", text=words, base_version=1))
    document = replace(view.list_documents()[0], publishers=("aurora",), nature=Nature.ORIGINAL)
    copy = replace(document, publishers=())
    why = MatchExplanation(words=(), has_all_words=False, cosine=0.9, other_language=False)

    class Index:
        def search_hits(self, query: str, **options: object) -> list[Hit]:
            text = "An introduction. Train labour inspectors to identify victims of trafficking."
            empty = {"page": None, "paragraph": None, "headings": (), "highlights": (), "statements": ()}
            built = [
                (document, text, "fr", "b"),
                (document, "Nothing of that.", "en", "c"),
                (document, text, "en", "a"),
                (copy, text, "en", "d"),
                (document, document.title, "en", "e"),
            ]
            return [
                Hit(id=id, document=source, kind="paragraph", language=language, text=item, score=1, why=why, **empty)  # type: ignore[arg-type]
                for source, item, language, id in built
            ]

    monkeypatch.setattr(citations, "get_search_index", Index)
    result = find_agreed_wordings(writer.text, "i1")
    assert result[0].text == "Train labour inspectors to identify victims of trafficking."
    assert result[0].is_departure
    assert [item.text for item in result[0].segments if item.kind != "equal"] == ["identify", "find"]
    assert [item.is_departure for item in result] == [True, False]
    assert document.title not in [item.text for item in result]
    document = replace(document, nature=Nature.DIGEST)
    assert not any(item.is_departure for item in find_agreed_wordings(writer.text, "i1")), "words of a digest"
    writer.make(text_changes.ParagraphEdited(paragraph="i1", text="[Name the first action.]", base_version=2))
    assert find_agreed_wordings(writer.text, "i1") == []


def test_reminders_and_digests_are_sent_once(client_as: Callable[..., Client], db: None) -> None:
    client_as("focal-point", ["aurora"])
    client_as("focal-point", ["stranger"])
    built = begin_now(timezone.now() - timedelta(hours=60))
    move_to(built, Stage.SILENCE)
    store_new_text(built.text, built.events)
    for _ in range(2):
        call_command("send_text_notices", "--weekly", "--site", "https://palermo.example")
    subjects = [(item.to[0], item.subject) for item in mail.outbox]
    name = Person.objects.get(entities__entity="aurora").email
    assert [subject for to, subject in subjects if to == name] == [
        "Deadline within a day: Safe work",
        "What awaits you: Safe work",
    ]
    assert "https://palermo.example/en/texts/" in mail.outbox[0].body


def test_one_reminder_names_all_that_has_the_same_deadline(client_as: Callable[..., Client], db: None) -> None:
    client_as("focal-point", ["aurora"])
    client_as("secretariat")
    built = begin_now(timezone.now() - timedelta(hours=60))
    move_to(built, Stage.INPUTS)
    built.make(
        text_changes.CommentMade(comment="c1", paragraph="p1", entity="aurora", text="Why?"), focal_point("aurora")
    )
    built.make(text_changes.DeadlineSet(stage=Stage.INPUTS, deadline=timezone.now() + timedelta(hours=5)))
    built.make(
        text_changes.ProposalMade(
            proposal="x1", paragraph="p1", entity="aurora", action=ProposalAction.REPLACE, text="Other.", base_version=1
        ),
        focal_point("aurora"),
    )
    store_new_text(built.text, built.events)
    call_command("send_text_notices", "--site", "https://palermo.example")
    (reminder,) = [item for item in mail.outbox if item.to[0].startswith("secretariat")]
    assert "Answer proposals" in reminder.body
    assert "Answer comments" in reminder.body


def begin_now(start: datetime) -> Writer:
    """Begin a text at a time of today."""
    created = text_changes.TextCreated(
        kind=start_text().created.kind, title="Safe work", language="en", zone="Europe/Vienna"
    )
    writer = Writer(created, now=start)
    member = text_changes.Member(entity="aurora", name="Aurora", since=date(2020, 1, 1))
    writer.make(text_changes.MembersRecorded(members=(member,)))
    writer.make(text_changes.ParagraphAdded(paragraph="p1", kind=ParagraphKind.PARAGRAPH, text="Words."))
    return writer


def test_the_demo_holds_an_issued_text_and_one_in_silence(db: None, client: Client) -> None:
    assert load_demo_texts() == 2
    assert load_demo_texts() == 0
    record = TextRecord.objects.get(stage=Stage.ISSUED)
    issued_on = record.events.get(content__change="text-issued").at.date()
    assert issued_on < record.changed.date()
    assert f'<span class="when">{issued_on}</span>' in client.get("/en/texts/").content.decode()
    stages = dict(TextRecord.objects.values_list("stage", "id"))
    assert set(stages) == {Stage.ISSUED, Stage.SILENCE}
    page = client.get(f"/fr/texts/{stages['issued']}/?language=fr").content.decode()
    assert "Appel fictif pour un travail sûr" in page
    assert f"<bdi>http://testserver/en/texts/{record.id}/</bdi>" in page
    issued = load_text(stages["issued"])
    assert issued is not None
    assert issued.issued_languages == ("en", "fr")
    assert {item.entity.partition("-")[0] for item in issued.members} == {"sample"}
    file = client.get(f"/en/texts/{record.id}/text.xml").content.decode()
    assert f'<FRBRdate date="{issued_on}" name="issue"/>' in file
    assert file.count("after the issue") == 1
