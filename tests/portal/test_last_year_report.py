"""Tests of the annual report beside last year's issued joint text."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from joint_text_factory import MEMBERS, Writer, endorse
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.enums import ParagraphKind, Stage, TextKind
from palermo.portal.joint_texts.event_store import store_new_text
from palermo.portal.joint_texts.models import TextRecord
from palermo.portal.joint_texts.report_drafts import build_draft

PAGE = "/en/reports/annual/2026/"
GROUP = "Inter-Agency Coordination Group against Trafficking in Persons"
NOTHING = "an annual report on <bdi>2025</bdi>. There is nothing to compare."
DATA = {
    "kind": "annual-report",
    "title": "Annual report 2026",
    "language": "en",
    "zone": "Europe/Vienna",
    "min_silence_hours": "72",
    "group": GROUP,
    "members": "aurora | Aurora | 2020-01-01",
    "report": "annual/2026",
}
pytestmark = pytest.mark.django_db


def begin_report(title: str = "Annual report 2025", group: str = GROUP) -> Writer:
    created = text_changes.TextCreated(
        kind=TextKind.ANNUAL_REPORT, title=title, language="en", zone="Europe/Vienna", group=group
    )
    writer = Writer(created, now=datetime(2026, 1, 7, 9, tzinfo=UTC))
    writer.make(text_changes.MembersRecorded(members=MEMBERS))
    return writer


def issue(writer: Writer) -> None:
    writer.make(text_changes.StageChanged(stage=Stage.INPUTS))
    writer.make(text_changes.SilenceStarted(deadline=writer.deadline()))
    writer.wait(hours=72)
    writer.make(text_changes.EndorsementOpened(text_hash=hash_text(writer.text)))
    endorse(writer, "aurora")
    writer.make(text_changes.TextIssued(languages=("en",), issue_hash=hash_issue(writer.text, ("en",))))


def store_written(title: str = "Annual report 2025", group: str = GROUP) -> tuple[str, Writer]:
    """Store an issued annual report that people wrote without a report of an edition."""
    writer = begin_report(title, group)
    writer.make(text_changes.ParagraphAdded(paragraph="p1", kind=ParagraphKind.HEADING, text="Outlook"))
    writer.make(
        text_changes.ParagraphAdded(
            paragraph="p2", kind=ParagraphKind.PARAGRAPH, text="We will meet in spring.", after="p1"
        )
    )
    writer.make(text_changes.StageChanged(stage=Stage.DRAFTING))
    issue(writer)
    return store_new_text(writer.text, writer.events), writer


def edit(writer: Writer, beginning: str, words: str) -> None:
    paragraph = next(item.id for item in writer.text.paragraphs if writer.text.get_text(item.id).startswith(beginning))
    writer.make(text_changes.ParagraphEdited(paragraph=paragraph, text=words, base_version=1))


def store_opened(edited: str = "") -> tuple[str, Writer]:
    """Store an issued text that was opened from a report, as that of 2025; its second paragraph may be edited."""
    draft, writer = build_draft("annual/2026", "en"), begin_report()
    for change in draft.list_changes():
        writer.make(change)
    writer.wait(days=1)
    edit(writer, "[foreword", "We met twice.")
    if edited:
        edit(writer, "Documents of the year", edited)
    issue(writer)
    id = store_new_text(writer.text, writer.events)
    origin = draft.build_origin(id)
    origin.key = "2025"  # the sample has no documents of that year
    for row in origin.figures:
        for item in row["query"]["filters"]:
            if "year" in item["selected"]:
                item["selected"]["year"] = [str(int(year) - 1) for year in item["selected"]["year"]]
    origin.save(force_insert=True)
    return id, writer


def read_page(client: Client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return response.content.decode()


def test_page_without_an_issued_report_says_so(client: Client) -> None:
    assert NOTHING in read_page(client)


def test_page_names_last_years_text_with_its_hash_and_address(client: Client) -> None:
    id, writer = store_written()
    page = read_page(client)
    assert NOTHING not in page
    assert writer.text.issue_hash in page
    assert f"/en/texts/{id}/" in page
    assert "We will meet in spring." in page


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Annual report 2024", GROUP),
        ("Annual report 2025", "Sample Group (fictional)"),
        ("Annual report 2025", ""),
        ("Our year", GROUP),
    ],
)
def test_text_of_another_year_or_group_is_not_compared(client: Client, title: str, group: str) -> None:
    store_written(title, group)
    assert NOTHING in read_page(client)


def test_text_that_is_not_issued_is_not_compared(client: Client) -> None:
    writer = begin_report()
    store_new_text(writer.text, writer.events)
    assert NOTHING in read_page(client)


def test_newest_of_two_issued_reports_of_a_year_is_compared(client: Client) -> None:
    store_written()
    writer = begin_report("Annual report 2025, corrected")
    writer.make(text_changes.StageChanged(stage=Stage.DRAFTING))
    writer.wait(days=30)
    issue(writer)
    store_new_text(writer.text, writer.events)
    assert "Annual report 2025, corrected" in read_page(client)


def test_paragraph_that_was_edited_by_hand_is_beside_that_of_this_year(client: Client) -> None:
    store_opened("Documents of the year: 77, as our members told us.")
    page = read_page(client)
    assert "Changed; edited by hand last year" in page
    assert "Documents of the year: 77, as our members told us." in page
    assert "77 (changed by hand; computed:" in page


def test_page_is_not_cached_for_the_edition(client: Client) -> None:
    assert NOTHING in read_page(client)
    store_written()
    assert NOTHING not in read_page(client)
    assert "no-store" in client.get(PAGE).headers["Cache-Control"]


def test_text_in_the_making_is_compared_with_last_years(client_as: Callable[..., Client]) -> None:
    secretariat = client_as("secretariat")
    response = secretariat.post("/en/texts/new/", DATA)
    assert response.status_code == 302, response.content.decode()
    address = response.headers["Location"]
    assert "there is no annual report of the group on 2025" in secretariat.get(address).content.decode()
    _id, writer = store_opened("Documents of the year: 77, as our members told us.")
    page = secretariat.get(address).content.decode()
    assert writer.text.issue_hash in page
    assert "edited by hand last year" in page
    assert "<del>" in page
    assert TextRecord.objects.count() == 2


def test_form_begins_with_the_name_of_the_group(client_as: Callable[..., Client]) -> None:
    page = client_as("secretariat").get("/en/texts/new/?report=annual%2F2026").content.decode()
    assert f'value="{GROUP}"' in page
