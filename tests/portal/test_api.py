"""Tests of the API under /api/v1: answers, visibility, lists, errors and caching."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.edition import View
from palermo.publishing.row_writers import export_rows

LISTS = ("documents", "statements", "entities", "instruments", "publications")


def get(path: str, **parameters: Any) -> Any:
    """What an address answers."""
    response = Client().get(f"/api/v1/{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def stretches(path: str, **parameters: Any) -> Iterator[Any]:
    """All stretches of a list."""
    result = get(path, **parameters)
    yield result
    while result["next"]:
        result = get(path, **parameters, cursor=result["next"])
        yield result


def test_statements_are_the_exported_records_and_come_in_stretches(view: View) -> None:
    result = list(stretches("statements", every_copy="true", limit=30))
    assert len(result) > 1
    listed = {item["id"]: item for stretch in result for item in stretch["items"]}
    assert listed == {row["id"]: row for row in export_rows(view, "statements")}
    assert result[0]["total"] == len(listed)


def test_filters_are_those_of_the_register(view: View) -> None:
    counted = get("statements/counts", response=["accepted", "none"])["facets"]
    by_response = {item["value"]: item["statements"] for item in counted["response"]}
    result = get("statements", response=["accepted", "none"], limit=1)
    assert result["total"] == by_response["accepted"] + by_response["none"] > 0
    year = counted["year"][0]
    assert get("statements", response=["accepted", "none"], year=year["value"])["total"] == year["statements"]
    assert get("statements", q="labour inspectors forced")["items"][0]["quote"].startswith("Train labour inspectors")
    assert get("statements", theme="nothing-has-this")["total"] == 0


def test_passages_of_a_document_come_in_order_and_quotes_alone_of_others(sample: ModuleType) -> None:
    report, quotes = sample.EVERYTHING[0], sample.QUOTES
    result = [item for part in stretches(f"documents/{report.document.id}/passages") for item in part["items"]]
    assert [item["text"] for item in result] == [item.text for item in report.passages]
    assert get(f"passages/{result[3]['id']}") == result[3]
    assert get(f"documents/{quotes.id}")["full_text"] is False
    assert get(f"documents/{quotes.id}/passages")["items"] == []
    contained = next(item for item in sample.EVERYTHING if item.document.id == quotes.id)
    refused = Client().get(f"/api/v1/passages/{contained.passages[0].id}")
    assert (refused.status_code, contained.passages[0].text in refused.content.decode()) == (404, False)


def test_search_answers_with_reasons_and_notes() -> None:
    result = get("search", q='"labour inspectors" lang:en')
    assert result["groups"][0]["hits"][0]["why"].startswith("words: ")
    assert "no-field" in [item["trouble"] for item in get("search", q="labour colour:red")["notes"]]
    assert get("search")["total"] == 0
    assert get("search", q="forced " * 1500)["notes"]
    assert get("search", q="labour", page=900)["page"] == 1


def test_registry_and_editions_are_listed(view: View) -> None:
    for name in LISTS:
        result = get(name, limit=2)
        assert len(result["items"]) <= 2
        first = result["items"][0]
        assert get(f"{name}/{first['id']}")["id"] == first["id"]
    [criminalization] = [item for item in get("instruments/palermo-protocol")["provisions"] if item["number"] == "5"]
    assert criminalization["summary"] == criminalization["summaries"]["en"]
    assert criminalization["summaries"]["es"].startswith("Tipificar la trata como delito")
    office = get("entities/unodc")
    assert office["role"] == office["roles"]["en"]
    assert {tie["name"] == tie["names"]["en"] for tie in office["partnerships"]} == {True}
    brief = get("publications/icat-brief-01")
    assert brief["digest"] == brief["digests"]["en"]
    assert get("entities", q="international organization for migration")["items"][0]["id"] == "iom"
    assert [item["current"] for item in get("editions")["items"]] == [True]
    current = get("editions/current")
    assert (current["id"], current["documents"]) == (view.manifest.id, len(view.list_documents()))


def test_what_is_hidden_is_in_no_answer(sample: ModuleType, tmp_path: Path, settings: LazySettings) -> None:
    report = sample.EVERYTHING[0]
    output = report.statements[2]
    statements = (*report.statements[:2], replace(output, sensitive=True), *report.statements[3:])
    settings.PALERMO_LIBRARY = tmp_path / "library"
    sample.build(settings.PALERMO_LIBRARY, (replace(report, statements=statements), *sample.EVERYTHING[1:]))
    hidden = next(passage for passage in report.passages if passage.id == output.locator.passage)
    assert "Hidden" in sample.HIDDEN.title
    members = next(item for item in sample.EVERYTHING if item.document.id == sample.HIDDEN.id)
    secrets = (hidden.text, output.id, sample.HIDDEN.title, members.passages[0].text)
    sent = [get(name, limit=100) for name in LISTS]
    sent += list(stretches(f"documents/{report.document.id}/passages"))
    for text in (hidden.text, members.passages[0].text):
        result = get("search", q=text[:900])
        sent.append({**result, "query": ""})
        assert result["total"] < len(report.passages)
    for item in report.statements[3:5]:
        sent.append(get(f"statements/{item.id}/alike"))
    content = str(sent)
    assert [item for item in secrets if item in content] == []
    for path in (f"documents/{sample.HIDDEN.id}", f"statements/{output.id}", f"passages/{hidden.id}"):
        assert Client().get(f"/api/v1/{path}").status_code == 404


def test_a_cursor_is_good_for_one_list_of_one_edition() -> None:
    cursor = get("documents", limit=1)["next"]
    client = Client()
    assert client.get("/api/v1/documents", {"limit": 1, "year": 2024, "cursor": cursor}).status_code == 409
    for nonsense in ("abc", "%00", "WzEsMl0", cursor[:-3], "é"):
        assert client.get("/api/v1/documents", {"cursor": nonsense}).status_code in {409, 422}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("documents/ffffffff", 404),
        ("entities/nobody", 404),
        ("nowhere", 404),
        ("statements?limit=0", 422),
        ("statements?kind=wish", 422),
        ("statements?themes=health", 422),
    ],
)
def test_errors_are_problems(path: str, status: int) -> None:
    response = Client().get(f"/api/v1/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    output = response.json()
    assert (output["status"], output["type"]) == (status, "about:blank")
    assert output["detail"]
    assert "entitys" not in output["detail"]
    assert [item["parameter"] for item in output["errors"]] == (
        [path.split("?")[1].split("=")[0]] if "?" in path else []
    )


def test_nothing_can_be_changed_and_anyone_may_read() -> None:
    client = Client()
    refused = client.post("/api/v1/documents", {"title": "x"})
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")
    requests = client.options("/api/v1/statements")
    assert (requests.status_code, requests.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert "GET" in requests.headers["Access-Control-Allow-Methods"]
    assert client.head("/api/v1/documents").status_code == 200
    assert client.get("/api/v1/").headers["Location"] == "/api/v1/openapi.json"


def test_an_answer_is_kept_until_the_edition_changes() -> None:
    client = Client()
    first = client.get("/api/v1/statements")
    assert first.headers["Cache-Control"] == "public, no-cache"
    second = client.get("/api/v1/statements", headers={"if-none-match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert "ETag" not in client.get("/api/v1/editions").headers
    assert "ETag" not in client.get("/api/v1/documents/ffffffff").headers


def test_without_an_edition_it_says_so(tmp_path: Path, settings: LazySettings) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    response = Client().get("/api/v1/documents")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.json()["status"] == 503


def test_the_page_tells_every_address_and_loads_nothing_from_elsewhere() -> None:
    client = Client()
    page = client.get("/fr/data/api/").content.decode()
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert len(paths) > 15
    assert [path for path in paths if f"GET {path}<" not in page] == []
    assert 'lang="en" dir="ltr"' in page
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all('src="/static/' in item for item in scripts)
    assert 'src="http' not in page


def test_what_came_of_recommendations_and_appraisals_are_maps_too() -> None:
    each = get("maps/follow-up", by="recommendation", where=["response=accepted"], top=3)
    assert 0 < len(each["rows"]) <= 3
    assert {row["response"] for row in each["rows"]} == {"accepted"}
    assert each["filters"] == {"response": ["accepted"]}
    assert get("maps/follow-up")["cite"].startswith("Palermo, edition ")
    listed = {row["instrument"]: row for row in get("maps/appraisal")["rows"]}
    provisions = get("maps/appraisal", instrument="A/RES/64/293")["rows"]
    assert listed["global-plan-of-action"]["provisions"] == len(provisions) - 1 > 0
    assert Client().get("/api/v1/maps/appraisal", {"instrument": "nothing-of-that-name"}).status_code == 404
