"""Tests of reports opened as joint texts: citations, figures, and marked changes."""

from collections.abc import Callable

import pytest
from django.test import Client

from palermo.joint_texts.enums import Stage
from palermo.joint_texts.state import JointText
from palermo.portal.joint_texts.event_store import load_text
from palermo.portal.joint_texts.models import ReportOrigin, TextRecord
from palermo.portal.services.report_facts import get_report_context
from palermo.reports.builders.catalogue import ReportKind, build_report

type SignIn = Callable[..., Client]
SUBJECT = "trafficking-in-persons"
PAGE = f"/en/reports/dossiers/{SUBJECT}/"
NEW = f"/en/texts/new/?report=dossiers%2F{SUBJECT}"
DATA = {
    "kind": "brief",
    "title": "Brief on trafficking",
    "language": "en",
    "zone": "Europe/Vienna",
    "min_silence_hours": "72",
    "members": "aurora | Aurora | 2020-01-01",
    "report": f"dossiers/{SUBJECT}",
}


@pytest.fixture
def secretariat(client_as: SignIn) -> Client:
    return client_as("secretariat")


@pytest.fixture
def opened_draft(secretariat: Client) -> tuple[str, JointText]:
    """Id and state of a text that was opened from a report."""
    response = secretariat.post("/en/texts/new/", DATA)
    assert response.status_code == 302, response.content.decode()
    id = response.headers["Location"].split("/")[-2]
    text = load_text(id)
    assert text is not None
    return id, text


def test_only_the_secretariat_is_offered_to_open_a_report(
    client: Client, secretariat: Client, client_as: SignIn
) -> None:
    assert NEW in secretariat.get(PAGE).content.decode()
    assert NEW not in client_as("focal-point", ["aurora"]).get(PAGE).content.decode()
    assert NEW not in client.get(PAGE).content.decode()


def test_form_begins_with_kind_and_title_of_the_report(secretariat: Client) -> None:
    page = secretariat.get(NEW).content.decode()
    assert f'value="dossiers/{SUBJECT}"' in page
    assert 'value="Trafficking in persons"' in page
    assert '<option value="brief" selected>' in page


def test_text_is_in_drafting_and_cites_what_the_report_cites_for_everybody(opened_draft: tuple[str, JointText]) -> None:
    id, text = opened_draft
    report = build_report(ReportKind.DOSSIER, SUBJECT, get_report_context("en"))
    cited = {item.statement for item in report.iterate_citations() if item.statement}
    assert text.stage is Stage.DRAFTING
    assert {item.reference for item in text.citations.values()} == cited
    assert text.get_text("r1") == report.cover[0].text
    assert ReportOrigin.objects.get(text_id=id).edition == report.edition


def test_figure_that_is_changed_by_hand_is_marked(secretariat: Client, opened_draft: tuple[str, JointText]) -> None:
    id, text = opened_draft
    assert "All figures are as they were computed." in secretariat.get(f"/en/texts/{id}/").content.decode()
    figure = max(ReportOrigin.objects.get(text_id=id).figures, key=lambda item: item["value"])  # a year
    words = text.get_text(figure["paragraph"]).replace(figure["text"], "1066")
    data = {"paragraph": figure["paragraph"], "base_version": "1", "words": words}
    assert secretariat.post(f"/en/texts/{id}/actions/edit/", data).status_code == 302
    page = secretariat.get(f"/en/texts/{id}/").content.decode()
    assert f"<bdi>{figure['text']}</bdi>" in page
    assert "<strong>changed by hand</strong>" in page


def test_figure_that_the_served_edition_counts_otherwise_is_marked(
    secretariat: Client, opened_draft: tuple[str, JointText]
) -> None:
    id, _text = opened_draft
    origin = ReportOrigin.objects.get(text_id=id)
    origin.edition, origin.figures[0]["value"] = "an earlier edition", 12345
    origin.save()
    page = secretariat.get(f"/en/texts/{id}/").content.decode()
    count = origin.figures[0]["text"].split()[0]
    assert f"the served edition counts {count}" in page


@pytest.mark.parametrize("report", ["dossiers/nonsenseword", "annual/1901", "nonsense/2022"])
def test_report_that_cannot_be_built_is_refused_and_nothing_is_stored(secretariat: Client, report: str) -> None:
    assert secretariat.get(f"/en/texts/new/?report={report}").status_code == 404
    response = secretariat.post("/en/texts/new/", {**DATA, "report": report})
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()
    assert not TextRecord.objects.exists()
