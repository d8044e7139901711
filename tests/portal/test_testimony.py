"""Tests that testimony and restricted documents are on no page, in no count and export."""

from dataclasses import replace
from pathlib import Path
from types import ModuleType

from django.conf import LazySettings
from django.test import Client


def test_testimony_is_on_no_page_and_in_no_export(sample: ModuleType, tmp_path: Path, settings: LazySettings) -> None:
    report = sample.EVERYTHING[0]
    output, requests = report.statements[2], report.statements[3]
    statements = (*report.statements[:2], replace(output, sensitive=True), *report.statements[3:])
    settings.PALERMO_LIBRARY = tmp_path / "library"
    sample.build(settings.PALERMO_LIBRARY, (replace(report, statements=statements), *sample.EVERYTHING[1:]))
    client, document = Client(), report.document.id
    hidden = next(passage for passage in report.passages if passage.id == output.locator.passage)
    for path in (f"statements/{output.id}/", f"documents/{document}/passages/{hidden.id}/"):
        assert client.get(f"/en/{path}").status_code == 404
    for path in (
        "",
        "recommendations/",
        f"documents/{document}/",
        f"statements/{requests.id}/",
        "library/",
        "entities/",
    ):
        response = client.get(f"/en/{path}")
        assert response.status_code == 200, path
        assert hidden.text not in response.content.decode(), path
    all_items = [f"data/{what}.{format}" for what in ("statements", "passages") for format in ("jsonl", "csv")]
    for path in (*all_items, "recommendations/export.json", "data/proposals/export.json"):
        sent = client.get(f"/en/{path}").getvalue().decode()
        assert output.id not in sent, path
        assert hidden.text not in sent, path
    assert f"{sample.RECOMMENDATIONS - 1} recommendations" in client.get("/en/recommendations/").content.decode()
