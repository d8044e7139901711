"""Tests of feeds, site maps and schema.org descriptions."""

import json
import re
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from palermo.edition import View, build_filters

ATOM = "{http://www.w3.org/2005/Atom}"
SITES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def _xml(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return ElementTree.fromstring(response.getvalue())


def _get_description(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).content.decode()
    result = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert len(result) == 1
    thing: dict[str, Any] = json.loads(result[0])
    return thing


def test_a_feed_of_documents(client: Client, sample: ModuleType) -> None:
    feed = _xml(client, "/fr/feeds/documents.atom")
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 4
    first = entries[0]
    assert first.findtext(f"{ATOM}title") == sample.REPORT.title
    assert first.findtext(f"{ATOM}id") == f"http://testserver/documents/{sample.REPORT.id}"
    assert first.findtext(f"{ATOM}updated") == "2026-05-12T00:00:00+00:00"
    assert "Hidden from the public" not in client.get("/fr/feeds/documents.atom").content.decode()


def test_a_feed_of_recommendations_by_theme(client: Client) -> None:
    every = _xml(client, "/en/feeds/recommendations.atom").findall(f"{ATOM}entry")
    assert len(every) == 50
    about = _xml(client, "/en/feeds/recommendations.atom?theme=supply-chains").findall(f"{ATOM}entry")
    assert len(about) <= 1
    assert _xml(client, "/en/feeds/documents.atom?entity=unodc").findall(f"{ATOM}entry") == []


def test_a_digest_is_no_quotation_in_a_feed(client: Client, sample: ModuleType) -> None:
    text = client.get("/en/feeds/recommendations.atom").content.decode()
    quote = sample.EVERYTHING[1].statements[0].quote
    assert f"“{quote}”" not in text


@pytest.mark.parametrize("query", ["entity=nobody", "theme=nothing", "theme=unodc"])
def test_a_feed_of_nothing_known_is_not_found(client: Client, query: str) -> None:
    assert client.get(f"/en/feeds/documents.atom?{query}").status_code == 404


def test_pages_name_their_feeds(client: Client) -> None:
    page = client.get("/en/entities/unodc/").content.decode()
    for address in (
        "/en/feeds/documents.atom",
        "/en/feeds/recommendations.atom",
        "/en/feeds/documents.atom?entity=unodc",
    ):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200


def test_the_site_map_leads_to_every_page_in_every_language(client: Client, sample: ModuleType) -> None:
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
    maps = [item.text or "" for item in _xml(client, "/sitemap.xml").iter(f"{SITES}loc")]
    assert len(maps) == 6 * 6
    arabic = next(item for item in maps if item.endswith("/ar/documents-1.xml"))
    pages = _xml(client, arabic.removeprefix("http://testserver"))
    result = {item.text for item in pages.iter(f"{SITES}loc")}
    assert result == {
        f"http://testserver/ar/documents/{item.document.id}/"
        for item in sample.EVERYTHING
        if item.document != sample.HIDDEN
    }
    others = {item.get("hreflang"): item.get("href") for item in pages[0].iter(f"{XHTML}link")}
    assert set(others) == {"en", "fr", "es", "ar", "ru", "zh"}
    assert client.get(str(others["zh"]).removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("address", ["de/documents-1", "en/secrets-1", "en/documents-2", "en/documents-0"])
def test_a_site_map_that_is_not_there(client: Client, address: str) -> None:
    assert client.get(f"/sitemaps/{address}.xml").status_code == 404


def test_a_document_in_the_words_of_schema_org(client: Client, sample: ModuleType) -> None:
    thing = _get_description(client, f"/en/documents/{sample.REPORT.id}/")
    assert thing["name"] == sample.REPORT.title
    assert thing["identifier"] == "SAMPLE/2026/1"
    assert thing["@id"] == f"http://testserver/documents/{sample.REPORT.id}"
    digest = _get_description(client, f"/en/documents/{sample.DIGEST.id}/")
    assert digest["author"]["name"] == "Palermo"
    assert digest["isBasedOn"] == "https://example.org/original"
    assert "publisher" not in digest
    assert "datePublished" not in digest


def test_a_statement_is_a_quotation_that_no_body_is_made_to_say(client: Client, sample: ModuleType) -> None:
    text = sample.EVERYTHING[0].statements[0]
    thing = _get_description(client, f"/en/statements/{text.id}/")
    assert (thing["@type"], thing["text"]) == ("Quotation", text.quote)
    assert not {"author", "creator", "spokenByCharacter"} & set(thing)
    assert thing["isPartOf"]["name"] == sample.REPORT.title
    ours = _get_description(client, f"/en/statements/{sample.EVERYTHING[1].statements[0].id}/")
    assert ours["@type"] == "CreativeWork"
    assert ours["author"]["name"] == "Palermo"


def test_data_and_entities_in_the_words_of_schema_org(client: Client) -> None:
    data = _get_description(client, "/en/data/")
    assert data["@type"] == "Dataset"
    files = [item["contentUrl"] for item in data["distribution"]]
    assert all(client.get(item.removeprefix("http://testserver")).status_code == 200 for item in files)
    assert {"statements.csv", "passages.xlsx", "statements.parquet"} <= {item.rpartition("/")[2] for item in files}
    entity = _get_description(client, "/en/entities/unodc/")
    assert entity["@type"] == "Organization"
    assert "UNODC" in entity["alternateName"]


def test_words_of_documents_cannot_end_the_block(client: Client, sample: ModuleType) -> None:
    text = next(item for item in sample.EVERYTHING[0].statements if "<above" in item.quote)
    page = client.get(f"/en/statements/{text.id}/").content.decode()
    block = page[page.index("ld+json") : page.index("</script>")]
    assert "<above" not in block
    assert _get_description(client, f"/en/statements/{text.id}/")["text"] == text.quote


def test_a_saved_search_has_a_feed(client: Client, view: View) -> None:
    feed = _xml(client, "/en/feeds/statements.atom?where=response%3Daccepted&q=inspectors")
    expected = view.find_statements(build_filters(response=["accepted"], words="inspectors"), limit=50)
    ids = [str(entry.findtext(f"{ATOM}id")).rpartition("/")[2] for entry in feed.findall(f"{ATOM}entry")]
    assert ids == [item.id for item in expected.statements]
    assert ids
    assert str(feed.findtext(f"{ATOM}id")).endswith("where=response%3Daccepted&q=inspectors")
    assert client.get("/en/feeds/statements.atom?where=weather%3Drain").status_code == 404
