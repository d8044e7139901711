"""Tests of the statement page: quote, place, facts, reasons, address."""

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import escape

from palermo.edition.edition_rows import PassageText
from palermo.portal.base.display_names import join_names, list_ref_names
from palermo.portal.base.templatetags.template_filters import get_value_label, list_openings
from palermo.portal.statements import views
from palermo.statements import Ref, RefType, Statement, StatementKind, Support, build_locator


@pytest.fixture
def statement(sample: ModuleType) -> Statement:
    result: Statement = sample.EVERYTHING[0].statements[1]
    return result


def _page(client: Client, statement: Statement, language: str = "en") -> str:
    return client.get(f"/{language}/statements/{statement.id}/").content.decode()


def test_shows_the_words_and_their_place(client: Client, statement: Statement) -> None:
    page = _page(client, statement)
    assert f'<blockquote lang="en" dir="ltr"><q>{statement.quote}</q></blockquote>' in page
    for fact in ("p. 8", "para. 1.2", "12 May 2026", "SAMPLE/2026/1", "1. Chapter", "English"):
        assert fact in page
    assert f"/passages/{statement.locator.passage}/" in page


def test_shows_the_sentences_around_it(client: Client, sample: ModuleType, statement: Statement) -> None:
    page = _page(client, statement)
    passages = sample.EVERYTHING[0].passages
    assert passages[2].text in page
    assert f"<mark>{statement.quote}</mark> This can be checked." in page
    assert escape(passages[4].text) in page


def test_shows_facts_and_reasons(client: Client, statement: Statement) -> None:
    page = _page(client, statement)
    assert 'href="/en/recommendations/?addressee=name%3Astate%20c">State C</a>' in page
    assert 'href="/en/recommendations/?actor=name%3Asample%20agency">Sample agency</a>' in page
    assert 'href="/en/recommendations/?response=pending"' in page
    assert 'href="/en/topics/supply-chains/"' in page
    assert "stands in a list that asks for something" in page
    assert "+0.50" in page
    assert "\N{MINUS SIGN}0.10" in page
    assert "93%" in page
    assert "recommendations.v1" in page
    assert "proposed, not yet reviewed" in page


def test_names_its_states_and_regions_in_the_language_of_the_page(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    first = sample.EVERYTHING[0]
    there = replace(first.statements[0], places=("KEN",), regions=("011", "035"))
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, [replace(first, statements=(there,))])
    page = _page(client, there)
    for code, name in (("KEN", "Kenya"), ("011", "Western Africa"), ("035", "South-eastern Asia")):
        assert f'<a href="/en/topics/places/{code}/"><bdi>{name}</bdi></a>' in page
    assert "<bdi>Afrique occidentale</bdi>" in _page(client, there, "fr")
    written = client.get(f"/api/v1/statements/{there.id}").json()
    assert (written["places"], written["regions"]) == (["KEN"], ["011", "035"])


def test_says_what_is_asked_only_where_it_is_less_than_the_quote(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    full, part = sample.EVERYTHING[0].statements[:2]
    settings.PALERMO_LIBRARY = tmp_path
    built = (replace(full, action=full.quote), replace(part, action="publish what it cost"))
    sample.build(tmp_path, [replace(sample.EVERYTHING[0], statements=built)])
    assert "<dt>Asks to</dt>" not in _page(client, full)
    assert '<dt>Asks to</dt><dd lang="en" dir="ltr">publish what it cost</dd>' in _page(client, part)


def test_shows_what_it_rests_on_with_its_role_in_words(client: Client, statement: Statement) -> None:
    assert "Passage before the items" in _page(client, statement)
    assert "Passage qui précède les points" in _page(client, statement, "fr")
    assert '<q lang="en" dir="ltr">The States are asked to:</q>' in _page(client, statement, "ar")


def test_links_where_the_same_is_said(client: Client, sample: ModuleType, statement: Statement) -> None:
    first = sample.EVERYTHING[0].statements[0]
    page = _page(client, statement)
    assert page[page.index("Also said at") :].count(f'href="/en/statements/{first.id}/"') == 1


def test_has_an_address_that_stays(client: Client, statement: Statement) -> None:
    assert f"http://testserver/statements/{statement.id}" in _page(client, statement)
    response = client.get(f"/statements/{statement.id}", headers={"accept-language": "es"})
    assert response.headers["Location"] == f"/es/statements/{statement.id}/"


def test_the_beginning_of_an_id_is_enough(client: Client, statement: Statement) -> None:
    response = client.get(f"/en/statements/{statement.id[:8]}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"/en/statements/{statement.id}/")


def test_a_digest_is_in_our_words(client: Client, sample: ModuleType) -> None:
    page = _page(client, sample.EVERYTHING[1].statements[0])
    assert '<p class="gist big" lang="fr" dir="ltr">former les inspecteurs du travail</p>' in page
    assert not re.search(r"<q\b|<blockquote", page)
    assert "<b>In our words</b>" in page


def test_an_arabic_page_keeps_names_apart(client: Client, statement: Statement) -> None:
    page = _page(client, statement, "ar")
    assert "توصية إلى: \N{FIRST STRONG ISOLATE}State C\N{POP DIRECTIONAL ISOLATE}" in page
    assert "ص. 8" in page


def test_what_is_no_recommendation_stands_under_the_map(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    part = sample.EVERYTHING[0]
    settings.PALERMO_LIBRARY = tmp_path
    output = replace(part.statements[1], kind=StatementKind.ACTIVITY)
    sample.build(tmp_path, [replace(part, statements=(output,))])
    page = client.get(f"/en/statements/{output.id}/").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="true">Who does what', page) == ["/en/who-does-what/"]
    assert not re.search(r'aria-current="true">Recommendations', page)
    assert "<dt>For</dt>" in page
    assert re.search(r'<h1 class="modest">Activity of \u2068Sample agency\u2069', page)


def test_an_item_is_shown_with_the_introduction_of_its_list(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    part = sample.EVERYTHING[0]
    settings.PALERMO_LIBRARY = tmp_path
    first, item = part.passages[0], part.statements[1]
    opening = Support(role="introduction", quote=first.text, locator=build_locator(first, 0, len(first.text)))
    sample.build(tmp_path, [replace(part, statements=(replace(item, support=(opening,)),))])
    page = client.get(f"/en/statements/{item.id}/").content.decode()
    assert f'<p class="opens" lang="en" dir="ltr">{escape(first.text)} …</p>' in page


@pytest.mark.parametrize(
    ("introduction", "is_opening"),
    [
        ("States should:", True),
        ("Les États doivent", True),
        ("The council met in May.", False),
        ("会议召开了。", False),
        ("Annex: passport of the programme, its aims, its budget. " * 30 + "Measures:", False),
    ],
)
def test_sentence_before_a_list_is_no_introduction(statement: Statement, introduction: str, is_opening: bool) -> None:
    support = Support(role="introduction", quote=introduction, locator=statement.locator)
    item = replace(statement, support=(support,))
    assert list_openings(item, "big") == [introduction] * is_opening


def test_listed_items_have_their_introduction_where_they_are_no_sentences(statement: Statement) -> None:
    support = Support(role="introduction", quote="The members presented:", locator=statement.locator)
    item = replace(statement, support=(support,), kind=StatementKind.ACTIVITY)
    assert list_openings(item, "small") == ["The members presented:"]
    assert list_openings(replace(item, kind=StatementKind.RECOMMENDATION), "small") == []
    assert list_openings(replace(item, support=(replace(support, quote="so long " * 50),)), "small") == []


def test_similar_items_have_their_introduction_and_openings_are_left_out() -> None:
    texts = [
        PassageText("a", "paragraph", "The council asks States to:"),
        PassageText("b", "item", "dig wells;"),
        PassageText("c", "heading", "Wells"),
        PassageText("d", "item", "deep wells;"),
        PassageText("e", "paragraph", "Wells were dug."),
    ]
    view = SimpleNamespace(list_passage_texts=lambda _document: texts)
    hits = [SimpleNamespace(id=id, kind=kind, text=text, document=SimpleNamespace(id="x")) for id, kind, text in texts]
    shown = [(hit.id, introduction) for hit, introduction in views._introduce_items(view, hits)]  # type: ignore[arg-type]
    assert shown == [("b", "The council asks States to:"), ("e", "")]


def test_confidence_is_explained(client: Client, statement: Statement) -> None:
    assert "Confidence is the estimated probability that this statement is read correctly." in _page(client, statement)


def test_an_audience_is_named_once_however_many_of_its_groups_are_asked() -> None:
    banks, platforms = (Ref(id="private-sector", name=name, type=RefType.GROUP) for name in ("banks", "platforms"))
    other = Ref(id=None, name="Harbour of Hope", type=RefType.ENTITY)
    assert list_ref_names([banks, other, platforms]) == [*list_ref_names([banks]), *list_ref_names([other])]
    assert join_names(list_ref_names([banks, platforms])) == join_names(list_ref_names([banks]))


@pytest.mark.parametrize(("language", "separator"), [("en", "; "), ("ar", "؛ "), ("zh", "；")])
def test_names_are_separated_by_the_semicolon_of_the_language(
    client: Client,
    sample: ModuleType,
    settings: LazySettings,
    tmp_path: Path,
    statement: Statement,
    language: str,
    separator: str,
) -> None:
    names = tuple(
        Ref(id=None, name=name, type=RefType.ENTITY, source="byline", confidence=0.1) for name in ("Mill", "Lane")
    )
    built = replace(statement, actors=names)
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, [replace(sample.EVERYTHING[0], statements=(built,))])
    page = re.sub(r"\s+", " ", _page(client, built, language))
    first, _, second = page.partition(">Mill<")[2].partition(">Lane<")
    assert second
    assert f"</span>{separator}<span" in first


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (StatementKind.RECOMMENDATION, "From"),
        (StatementKind.ACTIVITY, "Who acts"),
        (StatementKind.MANDATE, "Whose mandate"),
    ],
)
def test_actors_are_named_for_what_they_do(statement: Statement, kind: StatementKind, title: str) -> None:
    assert get_value_label(kind, "actors") == title


def test_number_of_a_mandate_is_quoted_with_its_title(sample: ModuleType, statement: Statement) -> None:
    locator = replace(statement.locator, start=0, end=len("71/167"))
    title = Support(role="title", quote="Protection of workers", locator=locator)
    mandate = replace(statement, kind=StatementKind.MANDATE, quote="71/167", locator=locator, support=(title,))
    page = render_to_string("base/_quote.html", {"statement": mandate, "document": sample.EVERYTHING[0].document})
    assert "<q>71/167</q>" in page
    assert "<q>Protection of workers</q>" in page


def test_activities_are_for_people_and_recommendations_to_them(statement: Statement) -> None:
    texts = []
    for kind in (StatementKind.RECOMMENDATION, StatementKind.ACTIVITY):
        context = {"statement": replace(statement, kind=kind), "field": "addressee"}
        texts.append(" ".join(render_to_string("base/_addressees.html", context).split()))
    assert texts[0].startswith('<span class="from">to ')
    assert texts[1].startswith('<span class="from">for ')
