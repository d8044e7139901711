"""Tests of report pages: list, dossiers, questions, saved filters, files."""

import pytest
from django.test import Client


def test_list_offers_dossiers_by_scheme(client: Client) -> None:
    page = client.get("/en/reports/").content.decode()
    assert '<a href="/en/reports/dossiers/organ-removal/">' in page
    assert '<a href="/en/reports/dossiers/vulnerability/">' in page


def test_dossier_links_its_statements_and_files(client: Client) -> None:
    page = client.get("/en/reports/dossiers/trafficking-in-persons/").content.decode()
    assert "/en/statements/" in page
    assert 'href="/en/reports/dossiers/trafficking-in-persons/export.pdf"' in page
    assert 'id="source-1"' in page


def test_page_with_unconfirmed_statements_offers_files_with_them(client: Client) -> None:
    page = client.get("/en/reports/dossiers/trafficking-in-persons/?confidence=all").content.decode()
    assert 'href="/en/reports/dossiers/trafficking-in-persons/export.pdf?confidence=all"' in page
    page = client.get("/en/reports/question/?q=trafficking&confidence=all").content.decode()
    assert 'href="/en/reports/question/export.pdf?q=trafficking&amp;confidence=all"' in page


@pytest.mark.parametrize("language", ["fr", "ar", "zh"])
def test_dossier_is_written_in_the_pages_language(client: Client, language: str) -> None:
    page = client.get(f"/{language}/reports/dossiers/trafficking-in-persons/").content.decode()
    assert {"fr": "Ce qui est recommandé", "ar": "ما يوصى به", "zh": "建议内容"}[language] in page


def test_question_and_saved_filter_have_a_dossier(client: Client) -> None:
    assert client.get("/en/reports/question/?q=trafficking").status_code == 200
    page = client.get("/en/reports/question/?theme=trafficking-in-persons&kind=recommendation")
    assert page.status_code == 200
    assert "export.docx?" in page.content.decode()
    assert client.get("/en/reports/question/").status_code == 302


def test_submission_is_drafted_on_the_provisions_that_are_chosen(client: Client) -> None:
    assert "palermo-protocol" in client.get("/en/reports/submission/").content.decode()
    chosen = client.get("/en/reports/submission/?instrument=palermo-protocol&provision=9&provision=x")
    assert chosen.headers["Location"] == "/en/reports/submissions/palermo-protocol:9/"
    assert client.get(chosen.headers["Location"]).status_code == 200
    assert client.get("/en/reports/submissions/palermo-protocol:999/").status_code == 404


def test_intersections_of_vulnerability_are_a_file(client: Client) -> None:
    assert client.get("/en/reports/intersections.csv").headers["Content-Type"].startswith("text/csv")
    assert client.get("/en/reports/intersections.exe").status_code == 404


@pytest.mark.parametrize("address", ["dossiers/nonsenseword/", "question/?q=nonsenseword", "question/?theme=nonsense"])
def test_nothing_found_is_said_with_reason(client: Client, address: str) -> None:
    response = client.get(f"/en/reports/{address}")
    assert response.status_code == 200
    assert "No report can be built on" in response.content.decode()


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("md", b"# ")])
def test_dossier_is_a_file(client: Client, format: str, start: bytes) -> None:
    response = client.get(f"/en/reports/dossiers/trafficking-in-persons/export.{format}")
    assert response.content.startswith(start)
    assert "attachment" in response.headers["Content-Disposition"]
    assert client.get("/en/reports/dossiers/trafficking-in-persons/export.exe").status_code == 404
    assert client.get("/en/reports/dossiers/nonsenseword/export.pdf").status_code == 404
