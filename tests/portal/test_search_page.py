"""Tests of the search page and API: counts, notes, and redirected addresses."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from traceback import walk_tb
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.edition import View
from palermo.portal.search.name_groups import build_name_groups
from palermo.portal.services.current_edition import get_current_edition
from palermo.search.name_matches import ItemName, MatchQuality, NamedItem, NameHit, NameType
from palermo.statements import StatementKind

QUERY = "labour inspectors recovery"


def _page(client: Client, query: str) -> str:
    response = client.get("/en/library/", {"q": query})
    assert response.status_code == 200
    return response.content.decode()


def test_words_and_what_is_listed_are_distinguished(client: Client) -> None:
    result = client.get("/api/v1/search", {"q": QUERY}).json()
    assert 0 < result["by_words"] < result["listed"]
    page = _page(client, QUERY)
    assert f'<h2 id="res">With these words: {result["by_words"]} passage' in page
    assert f"Listed: {result['listed']} passages, the best first." in page
    item = _page(client, '"labour inspectors"')
    assert "With these words: " in item
    assert "Listed: " not in item
    assert "With these words" not in _page(client, "kind:recommendation")
    assert "With some of these words: " in _page(client, "inspectors recovery")


def test_a_word_that_stands_nowhere_is_named(client: Client) -> None:
    assert "No passage holds the word \u2068zebras\u2069." in _page(client, "labour zebras")
    assert "No passage holds the word" not in _page(client, "zebras")
    notes = client.get("/api/v1/search", {"q": "labour zebras"}).json()["notes"]
    assert {"trouble": "no-word", "what": "zebras", "text": "no passage contains the word zebras"} in notes


@pytest.mark.parametrize(
    ("tried", "lands"),
    [
        ("/api/", "/en/data/api/"),
    ],
)
def test_addresses_that_people_try(client: Client, tried: str, lands: str) -> None:
    response = client.get(tried)
    assert (response.status_code, response.headers["Location"]) == (302, lands)
    assert client.get(lands).status_code == 200


@pytest.mark.parametrize(
    ("harm", "text"),
    [
        ("gone", "The edition has no search index."),
        ("about", "search/about.json is missing."),
        ("words", "search/about.json cannot be read."),
        ("format", "is of format 1, and this version asks format"),
        ("cut", "files are missing or cut off: "),
    ],
)
def test_why_an_index_cannot_be_asked_is_reported(
    client: Client, library: Path, settings: LazySettings, tmp_path: Path, harm: str, text: str
) -> None:
    settings.PALERMO_LIBRARY = tmp_path / "library"
    shutil.copytree(library, settings.PALERMO_LIBRARY)
    index = next((settings.PALERMO_LIBRARY / "editions").glob("*/search"))
    about = index / "about.json"
    if harm == "gone":
        shutil.rmtree(index)
    elif harm == "about":
        about.unlink()
    elif harm == "words":
        about.write_text("{")
    elif harm == "format":
        about.write_text(json.dumps(json.loads(about.read_text()) | {"format": "1"}))
    else:
        path = next(index.rglob("records.jsonl"))
        path.write_bytes(path.read_bytes()[:-5])
    response = client.get("/api/v1/search", {"q": "labour"})
    output = response.json()["detail"]
    assert response.status_code == 503
    assert text in output
    assert "palermo build" in output
    assert str(tmp_path) not in output
    client.get("/api/v1/search", {"q": "labour"})
    why = get_current_edition().unsearchable
    assert why is not None
    stored = list(walk_tb(why.__traceback__))
    client.get("/api/v1/search", {"q": "labour"})
    assert list(walk_tb(why.__traceback__)) == stored, "an error that is kept holds no request"
    assert "This edition has no search index" in _page(client, "labour")


def test_what_says_something_like_a_passage(client: Client, view: View, sample: ModuleType) -> None:
    passage = view.list_passages(sample.REPORT.id)[3]
    result = client.get(f"/api/v1/passages/{passage.id}/alike")
    assert (result.status_code, result.json()) == (200, {"items": []}), "without an encoder nothing is alike"
    assert client.get("/api/v1/passages/ffffffffff/alike").status_code == 404


@pytest.mark.parametrize("path", ["/en/library/", "/en/search/"])
def test_results_mark_plans_and_unconfirmed_statements(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, path: str
) -> None:
    first = sample.EVERYTHING[0]
    planned, unconfirmed = (
        replace(item, kind=StatementKind.ACTIVITY, tense="planned", confidence=confidence)
        for item, confidence in zip(first.statements, (0.99, 0.1), strict=False)
    )
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, [replace(first, statements=(planned, unconfirmed))])
    for statement, mark in ((planned, ""), (unconfirmed, ' <span class="status">(unconfirmed)</span>')):
        page = client.get(path, {"q": f'"{statement.quote}"'}).content.decode()
        assert f'/en/statements/{statement.id}/">Planned activity</a>{mark}' in page


def test_a_provision_is_named_in_the_language_of_the_page(client: Client) -> None:
    displayed = client.get("/es/search/?q=adquisiciones trata").content.decode()
    assert (
        "Los órganos de las Naciones Unidas deben reforzar la protección contra la trata en sus adquisiciones"
        in displayed
    )
    assert "Trafficking in persons in armed conflict, S/RES/2388 (2017), adquisiciones" in displayed


def test_instrument_with_several_provisions_is_one_row_and_counts_once() -> None:
    name = ItemName(text="victims", language="en")
    hits = [
        NameHit(
            item=NamedItem(type=NameType.PROVISION, id=f"{id}#{position}", names=(name,), parent_id=id),
            name=name,
            quality=MatchQuality.WORDS,
            is_foreign=False,
        )
        for id, position in (("palermo-protocol", 5), ("palermo-protocol", 6), ("cets-197", 9))
    ]
    (group,) = build_name_groups("victims", hits)
    assert (len(group.rows), group.total) == (2, 2)
    assert group.rows[0].address.endswith("/palermo-protocol/#provision-6")
    assert "A/RES/55/25 annex II" in group.rows[0].type_label  # several instruments have the same title


def test_a_word_that_names_a_kind_is_offered_as_a_filter(client: Client) -> None:
    page = _page(client, "recommendations labour inspectors")
    assert "With the kind as a filter" in page
    assert 'href="?q=labour+inspectors&amp;kind=recommendation"' in page
    narrowed = client.get("/en/library/", {"q": "labour inspectors", "kind": "recommendation"}).content.decode()
    assert "With the kind as a filter" not in narrowed
    assert "Kind of statement" in narrowed
    assert "With the kind as a filter" not in _page(client, "labour inspectors")
    api = "/api/v1/search"
    found = client.get(api, {"q": "recommendations labour inspectors"}).json()
    assert found["narrower"] == {"kind": "recommendation", "q": "labour inspectors"}
    assert client.get(api, {"q": "recommendations kind:recommendation inspectors"}).json()["narrower"] is None


def test_the_register_does_not_look_for_the_word_recommendation(client: Client) -> None:
    named, plain = (
        client.get("/en/recommendations/", {"q": query}).context["pages"].paginator.count
        for query in ("recommendations labour inspectors", "labour inspectors")
    )
    assert named == plain > 0
