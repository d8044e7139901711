"""Tests of library, home and data pages: lists, filters, counts, downloads."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client

from palermo.edition import View
from palermo.publishing.row_writers import export_rows


def _titles(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/en/documents/\w+/" lang="\w+" dir="\w+">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("year=2026", 1),
        ("language=ar", 1),
        ("nature=digest", 1),
        ("year=x", 4),
        ("language=<b>", 4),
        ("nature=lies", 4),
        ("page=abc", 4),
    ],
)
def test_filters_and_exports_agree(client: Client, query: str, count: int) -> None:
    page = client.get(f"/en/library/?{query}").content.decode()
    assert len(_titles(page)) == count
    assert len(json.loads(client.get(f"/en/library/export.json?{query}").getvalue())) == count
    lines = client.get(f"/en/library/export.csv?{query}").getvalue().decode()
    assert len(list(csv.DictReader(io.StringIO(lines)))) == count


def test_list_is_newest_first_and_marks_digests(client: Client, sample: ModuleType) -> None:
    page = client.get("/en/library/").content.decode()
    assert _titles(page) == [item.title for item in (sample.REPORT, sample.DIGEST, sample.QUOTES, sample.EMPTY)]
    assert page.count('<span class="sample">Digest in our words</span>') == 1
    assert 'aria-label="Nothing found in this document"' in page
    assert "Nothing found. Searched: 4 documents." in client.get("/en/library/?q=zebra").content.decode()


@pytest.mark.parametrize(("publishers", "name"), [((), "Harbour Light Ltd"), (("unodc",), "UNODC")])
def test_publisher_is_an_entity_or_as_printed(sample: ModuleType, publishers: tuple[str, ...], name: str) -> None:
    masthead = replace(sample.EMPTY.masthead, publisher="Harbour Light Ltd")
    document = replace(sample.EMPTY, publishers=publishers, masthead=masthead)
    line = render_to_string("library/_publishers.html", {"document": document})
    assert re.sub(r"<[^>]+>", "", line).strip() == name


@pytest.mark.parametrize(
    ("query", "count"), [("q=SAMPLE report", 1), ("q=resume", 1), ("q=sample/2026", 1), ("q=zebra", 0)]
)
def test_without_an_index_words_are_looked_for_in_titles(
    client: Client, library: Path, settings: LazySettings, tmp_path: Path, query: str, count: int
) -> None:
    settings.PALERMO_LIBRARY = tmp_path / "library"
    shutil.copytree(library, settings.PALERMO_LIBRARY, ignore=shutil.ignore_patterns("search"))
    page = client.get(f"/en/library/?{query}").content.decode()
    assert len(_titles(page)) == count
    assert "This edition has no search index" in page
    assert len(json.loads(client.get(f"/en/library/export.json?{query}").getvalue())) == count


def test_unread_documents_have_their_reasons(client: Client) -> None:
    page = client.get("/en/library/unread/").content.decode()
    for words in ("samples/broken.pdf", "the file is cut off after 3 pages", "Fetch it again", "2 documents"):
        assert words in page
    for address in ("library/unread/", "data/manifest.json", ""):
        assert "secret" not in client.get(f"/en/{address}").content.decode()
    assert 'href="/en/library/unread/">Could not be read: 2 documents</a>' in client.get("/en/").content.decode()


def test_home_counts_what_the_pages_hold(client: Client, sample: ModuleType) -> None:
    page = client.get("/en/").content.decode()
    figures = dict(re.findall(r'<dd(?: class="date")?><a href="([^"]+)">([^<]+)</a></dd>', page))
    assert figures["/en/library/"] == "4"
    recommended = f"statements, of them {sample.RECOMMENDATIONS} recommendations"
    opened = client.get("/en/who-does-what/statements/").content.decode()
    assert recommended in page
    assert f">{figures['/en/who-does-what/statements/']} statements<" in opened
    assert figures[f"/en/documents/{sample.REPORT.id}/"] == "May 2026"
    assert "4 documents (digests in our words: 1 document)" in page
    assert '<bdi dir="ltr">2024–2026</bdi>' in page


@pytest.mark.parametrize(("language", "start"), [("en", "Publish each"), ("ar", "ينبغي للدول"), ("fr", "Publish each")])
def test_home_opens_a_quotation_in_the_readers_language_where_there_is_one(
    client: Client, language: str, start: str
) -> None:
    page = client.get(f"/{language}/").content.decode()
    assert re.search(rf'<blockquote lang="\w+" dir="\w+"><q>{start}', page)


def test_bars_open_what_they_count(client: Client) -> None:
    page = client.get("/en/").content.decode()
    bars = re.findall(r'<a href="(/en/recommendations/\?[^"]+)" aria-label="[^"]+: (\d+)">', page)
    assert len(bars) == 9
    for address, count in bars:
        noun = "recommendation" if count == "1" else "recommendations"
        assert f'<h2 id="res">{count} {noun}</h2>' in client.get(address).content.decode()


def test_data_page_tells_the_edition(client: Client, view: View) -> None:
    page = client.get("/en/data/").content.decode()
    assert view.manifest.name in page
    assert "sample.v1" in page
    assert 'href="/en/library/?language=zh"' in page
    manifest = client.get("/en/data/manifest.json").json()
    assert manifest["id"] == view.manifest.id


@pytest.mark.parametrize("what", ["statements", "passages"])
def test_downloads_hold_everything(client: Client, view: View, what: str) -> None:
    expected = [row["id"] for row in export_rows(view, "statements" if what == "statements" else "passages")]
    response = client.get(f"/en/data/{what}.jsonl")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{what}.jsonl"'
    assert [json.loads(line)["id"] for line in response.getvalue().splitlines()] == expected
    table = csv.DictReader(io.StringIO(client.get(f"/en/data/{what}.csv").getvalue().decode()))
    assert [row["id"] for row in table] == expected
    assert len(json.loads(client.get(f"/en/data/{what}.json").getvalue())) == len(expected)
