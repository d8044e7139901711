"""Tests of the search box: groups of names, statements, passages, and suggestions."""

import json
import re

import pytest
from django.test import Client


def _results(client: Client, query: str, language: str = "en") -> str:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def _headings(page: str) -> list[str]:
    return re.findall(r'<h2 id="([a-z]+)">', page)


def test_one_query_answers_in_groups(client: Client) -> None:
    page = _results(client, "labour inspectors")
    assert {"recommendations", "passages"} <= set(_headings(page))
    assert 'href="/en/recommendations/?q=labour+inspectors"' in page
    assert 'href="/en/library/?q=labour+inspectors"' in page


def test_group_with_an_exact_name_comes_first(client: Client) -> None:
    assert _headings(_results(client, "Western Africa"))[0] == "places"
    assert _headings(_results(client, "UNODC"))[0] == "entities"
    assert _headings(_results(client, "Palermo Protocol"))[0] == "instruments"


def test_topic_is_found_in_the_language_of_the_page(client: Client) -> None:
    assert 'href="/es/topics/organ-removal/"' in _results(client, "extraccion de organos", "es")
    assert 'href="/zh/topics/trafficking-in-persons/"' in _results(client, "贩运人口", "zh")


@pytest.mark.parametrize(
    ("group", "path"), [("entities", "entities"), ("instruments", "instruments"), ("publications", "publications")]
)
def test_all_of_a_group_are_as_many_as_its_list_shows(client: Client, group: str, path: str) -> None:
    page = _results(client, "trafficking in persons")
    total = re.search(rf'href="#{group}">[^<(]*\(([\d,]+)\)', page)
    assert total
    displayed = client.get(f"/en/{path}/export.json", {"q": "trafficking in persons"})
    rows = {row["id"] for row in json.loads(displayed.getvalue())}
    assert len(rows) == int(total[1].replace(",", ""))


def test_recommendations_of_a_search_are_counted_as_in_the_register(client: Client) -> None:
    page = _results(client, "labour inspectors")
    counted = re.search(r'href="#recommendations">[^<(]*\((\d+)\)', page)
    register = client.get("/en/recommendations/", {"q": "labour inspectors"}).content.decode()
    assert counted
    assert f'<h2 id="res">{counted[1]} recommendations</h2>' in register


def test_every_page_has_the_box_and_a_way_to_skip_to_it(client: Client) -> None:
    for path in ("", "entities/", "library/", "recommendations/", "search/?q=child"):
        page = client.get(f"/en/{path}").content.decode()
        target = re.search(r'<a class="skip" href="#(\w+)">Skip to search</a>', page)
        assert target
        assert f'<input id="{target[1]}" name="q" type="search"' in page
        before = page[: page.index(f'<input id="{target[1]}"')]
        assert 'action="/en/search/"' in before


def test_suggestions_are_links_to_pages_of_names(client: Client) -> None:
    page = client.get("/en/search/suggestions", {"q": "unod"}).content.decode()
    assert 'href="/en/entities/unodc/"' in page
    assert 'href="/en/search/?q=unod"' in page
    assert client.get("/en/search/suggestions", {"q": "u"}).content.decode().strip() == ""


def test_pages_of_readers_load_the_script_of_the_box_alone(client: Client) -> None:
    for path in ("", "search/", "topics/"):
        page = client.get(f"/en/{path}").content.decode()
        assert re.findall(r'<script src="[^"]*/(\w+)[^/"]*\.js"', page) == ["suggestions"]
        assert 'data-suggestions="/en/search/suggestions"' in page


def test_nothing_found_says_where_it_was_searched(client: Client) -> None:
    page = _results(client, "zebra quagga")
    assert "Nothing found. Searched: 4 documents." in page


def test_words_are_shown_as_words(client: Client) -> None:
    page = _results(client, "<script>alert(1)</script>")
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["", "%00", '"', "a" * 3000, "\ud800".encode("utf-8", "surrogatepass")])
def test_no_query_is_an_error(client: Client, query: str | bytes) -> None:
    for path in ("search/", "search/suggestions"):
        assert client.get(f"/ar/{path}", {"q": query}).status_code == 200


def test_page_without_query_offers_the_box(client: Client) -> None:
    assert "Type a name, an acronym" in client.get("/en/search/").content.decode()
