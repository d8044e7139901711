"""Tests of pages of topics, countries and regions: statements, actors, gaps, lists."""

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.statements import StatementKind, build_locator

PAGES = ("topics/supply-chains/", "topics/organ-removal/", "topics/capacity-building/", "topics/children/",
         "topics/places/AND/", "topics/places/150/", "topics/places/039/")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_answers_lightly(client: Client, path: str, language: str) -> None:
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert len(response.content) < 150_000


def test_topic_page_counts_what_its_lists_show(client: Client) -> None:
    page = client.get("/en/topics/supply-chains/").content.decode()
    total = re.search(r'<a href="(/en/who-does-what/statements/\?theme=supply-chains)">(\d+)</a>', page)
    assert total
    listed = client.get(total[1]).content.decode()
    assert re.search(rf"\b{total[2]} statement", listed)
    assert "/en/recommendations/?theme=supply-chains" in page
    assert "rows=actor&amp;columns=intervention&amp;theme=supply-chains" in page
    assert "/en/who-does-what/statements/export.csv?theme=supply-chains" in page


def test_country_page_shows_recommendations_to_it(client: Client) -> None:
    page = client.get("/en/topics/places/AND/").content.decode()
    result = re.search(r'href="(/en/recommendations/\?addressee=state%3AAND)">(\d+)<', page)
    assert result
    assert f'<h2 id="res">{result[2]} recommendations</h2>' in client.get(result[1]).content.decode()
    assert 'href="/en/topics/places/039/"' in page


def test_region_counts_recommendations_to_its_countries(client: Client) -> None:
    page = client.get("/en/topics/places/039/").content.decode()
    assert re.search(r"addressee=state%3AAND[^\"]*\">(\d+)<", page)


def test_what_is_not_found_is_said_with_what_was_searched(client: Client) -> None:
    page = client.get("/en/topics/organ-removal/").content.decode()
    assert "No statement with this tag or place was found. Searched: 4 documents." in page
    assert 'href="/en/search/?q=' in page
    assert "It may exist outside of them" in page
    assert "nobody" not in page.lower()


def test_places_and_topics_are_listed_and_searched(client: Client) -> None:
    assert 'href="/fr/topics/supply-chains/"' in client.get("/fr/topics/").content.decode()
    places = client.get("/en/topics/places/").content.decode()
    assert 'href="/en/topics/places/AND/"' in places
    assert len(places) < 100_000
    narrowed = client.get("/en/topics/places/", {"q": "Andorra"}).content.decode()
    assert 'href="/en/topics/places/AND/"' in narrowed
    assert 'href="/en/topics/places/FRA/"' not in narrowed
    assert "No topic has this name." in client.get("/en/topics/", {"q": "zebra"}).content.decode()


@pytest.mark.parametrize(
    "path",
    ["topics/nothing/", "topics/ministries-of-nothing/", "topics/places/XXX/", "topics/places/001/",
     "topics/places/%00/", "topics/" + "a" * 300 + "/"],
)  # fmt: skip
def test_unknown_topic_or_place_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 404


def test_code_in_small_letters_redirects(client: Client) -> None:
    response = client.get("/en/topics/places/and/")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/topics/places/AND/")


def test_tags_and_states_lead_to_their_pages(client: Client) -> None:
    page = client.get("/en/recommendations/", {"theme": "supply-chains"}).content.decode()
    assert 'href="/en/topics/supply-chains/"' in page
    assert (
        'href="/en/topics/places/AND/"'
        in client.get("/en/recommendations/", {"addressee": "state:AND"}).content.decode()
    )


def test_every_kind_of_statement_is_quoted(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    statements = tuple(
        replace(item, kind=kind, places=("AND",)) for item, kind in zip(part.statements, StatementKind, strict=False)
    )
    sample.build(tmp_path, [replace(part, statements=statements)])
    page = client.get("/en/topics/places/AND/").content.decode()
    assert page.count('<li class="hit rec">') == len(statements)


def test_a_topic_counts_its_activities_and_no_other_kind(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    kinds = (StatementKind.COMMITMENT, StatementKind.ACTIVITY, StatementKind.ACTIVITY)
    statements = tuple(
        replace(item, kind=kind, themes=("gender",)) for item, kind in zip(part.statements[2:], kinds, strict=False)
    )
    sample.build(tmp_path, [replace(part, statements=statements)])
    page = client.get("/en/topics/gender/").content.decode()
    figure = re.search(r'<dt>activities</dt>\s*<dd><a href="([^"]+)">(\d+)</a></dd>', page)
    assert figure
    assert (figure[1].endswith("kind=activity"), figure[2]) == (True, "2")


def test_meetings_in_a_place_are_counted_apart(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    text = "The council held a conference in Andorra."
    meeting = replace(
        part.statements[0],
        kind=StatementKind.ACTIVITY,
        quote=text,
        locator=build_locator(replace(part.passages[0], text=text), 0, len(text)),
        places=("AND",),
    )
    sample.build(tmp_path, [replace(part, passages=(replace(part.passages[0], text=text),), statements=(meeting,))])
    page = client.get("/en/topics/places/AND/").content.decode()
    assert "Activities – Work: 0 · Meetings, launches and mentions: 1" in page


def test_activities_of_undated_documents_are_counted_below_the_years(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    activity = replace(part.statements[0], kind=StatementKind.ACTIVITY, places=("AND",))
    undated = replace(part.document, id="d" * 20, work="d" * 20, masthead=replace(part.document.masthead, date=None))
    parts = [
        replace(part, statements=(activity, replace(part.statements[1], places=("AND",)))),
        replace(
            part,
            document=undated,
            passages=tuple(replace(one, document=undated.id) for one in part.passages),
            statements=(replace(activity, id="e" * 20, document=undated.id),),
        ),
    ]
    sample.build(tmp_path, parts)
    assert "In documents without a date: 1" in client.get("/en/topics/places/AND/").content.decode()


def test_activity_that_names_a_kind_of_work_without_its_tag_is_linked(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    part = sample.EVERYTHING[0]
    text = "The council trained judges on supply chains."
    passage = replace(part.passages[0], text=text)
    activity = replace(
        part.statements[0],
        kind=StatementKind.ACTIVITY,
        quote=text,
        locator=build_locator(passage, 0, len(text)),
        themes=("supply-chains",),
        interventions=(),
        exploitation=(),
        groups=(),
        places=(),
    )
    sample.build(tmp_path, [replace(part, passages=(passage,), statements=(activity,))])
    page = client.get("/en/topics/supply-chains/").content.decode()
    link = re.search(r'href="(/en/gaps/statements/\?side=mention[^"]*capacity-building)"', page)
    assert link
    assert "Mentions without the tag: 1" in page
    listed = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert text in listed
    assert "do not have all of the tags" in listed
    other = client.get("/en/topics/capacity-building/").content.decode()
    assert "Activities that name it without having this tag: 1" in other


def test_citation_is_in_one_language(client: Client) -> None:
    """The title of a citation is in English, and so are the names of its filters."""
    page = client.get("/fr/topics/prevention/").content.decode()
    assert ": Prevention (Kind of work: Prevention)." in page
