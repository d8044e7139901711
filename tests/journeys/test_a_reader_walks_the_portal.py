"""Browser test of a reader's walk through all pages, light and dark, in two directions.

Every page is looked at by axe-core (WCAG 2.0 to 2.2, A and AA, and best practice), for sideways scrolling, for what it
asks of other machines, for its weight, and for what the browser complains of.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Literal
from urllib.request import urlopen

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation
from playwright.sync_api import Browser, expect

from palermo.access import can_read_public
from palermo.edition import CompiledDocument
from palermo.portal.base.page_permissions import find_permission
from watched import EVERY_RULE, NARROW, NARROW_AND_DARK, Watched

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAIN = (
    "appraisal/", "appraisal/gcm/", "appraisal/gcm/whole/", "partnerships/", "partnerships/?entity=iom",
    "partnerships/prospects/", "partnerships/prospects/history/", "partnerships/iom/unodc/", "gaps/",
    "gaps/statements/?side=recommendation&theme=supply-chains&group=children", "data/", "data/changes/",
    "data/proposals/", "data/api/", "search/", "search/?q=zebra", "search/?q=labour inspectors unodc",
    "topics/", "topics/?q=child", "topics/supply-chains/", "topics/organ-removal/", "topics/places/",
    "topics/places/AND/", "topics/places/150/",
    "entities/", "entities/?q=zebra", "entities/icat/", "entities/unesco/",
    "entities/unodc/statements/", "instruments/", "instruments/palermo-protocol/", "publications/",
    "publications/icat-brief-02/", "reports/", "reports/dossiers/trafficking-in-persons/", "reports/countries/AND/",
    "reports/entities/icat/", "reports/question/?q=trafficking",
    "reports/submission/", "review/report/?page=/en/entities/icat/", "review/report/thanks/",
)  # fmt: skip
"""Pages whose addresses hold no id that only an edition knows."""
WIDE, PHONE = 1280, 390
"""Pixels."""
FIRST_PAGE = 60_000
"""Bytes that a first page and all it needs may weigh on the line, compressed; readers on slow lines allow 150,000."""


@pytest.fixture(scope="module")
def paths(sample: ModuleType, printed_document: CompiledDocument, address: str) -> list[str]:
    """Every page of the portal, some of them in more than one state; those named by an id are found on their lists."""
    report = sample.EVERYTHING[0]
    text = printed_document.statements[0]
    sheet = f"documents/{printed_document.document.id}/pages/2/"
    cell = _linked(address, "who-does-what/?rows=addressee&columns=kind", r"\?[^\"#]*at_row=[^\"#]+")
    return [
        "",
        "who-does-what/",
        f"who-does-what/{cell}",
        "who-does-what/?rows=addressee&columns=theme&facet=kind",
        "who-does-what/?rows=addressee&columns=kind&compare=name:State+A&compare=name:State+B",
        "who-does-what/?rows=addressee&columns=kind&earlier=2024..2025&later=2026",
        "who-does-what/statements/",
        "who-does-what/survey/",
        "library/",
        "library/?q=zebra",
        "library/?q=labour inspectors&kind=recommendation",
        "library/?q=traning foo:bar",
        "library/unread/",
        f"documents/{sample.REPORT.id}/",
        f"documents/{sample.REPORT.id}/?part=2",
        f"documents/{sample.DIGEST.id}/",
        f"documents/{sample.QUOTES.id}/",
        f"documents/{sample.EMPTY.id}/",
        f"documents/{printed_document.document.id}/passages/{text.locator.passage}/",
        f"{sheet}?mark={text.locator.passage}&quote={text.id}",
        f"documents/{sample.REPORT.id}/pages/8/",
        "recommendations/",
        "recommendations/?answer=accepted&addressee=state:AND&q=train",
        "recommendations/?q=zebra",
        "recommendations/addressees/",
        "recommendations/issuers/",
        "recommendations/chains/",
        _linked(address, "recommendations/chains/", r"recommendations/chains/\w+/"),
        f"statements/{report.statements[1].id}/",
        f"statements/{sample.EVERYTHING[1].statements[0].id}/",
        f"statements/{sample.EVERYTHING[2].statements[0].id}/",
        f"statements/{text.id}/",
        *PLAIN,
    ]


def _linked(address: str, page: str, pattern: str, otherwise: str = "") -> str:
    """The first link of a pattern on a page, below the language or relative to the page."""
    with urlopen(f"{address}/en/{page}") as answer:
        result = re.search(rf'href="(?:/en/)?({pattern})', answer.read().decode())
    assert result or otherwise, page
    return result[1].replace("&amp;", "&") if result else otherwise


OWN_JOURNEY = {"joint_texts:list", "joint_texts:detail"}
"""Public pages that need a stored text, and have a journey of their own."""


def _pages(patterns: Iterable[URLPattern | URLResolver], before: str = "", above: str = "") -> Iterator[str]:
    """Routes of public pages in the address map, which end as pages do; files have an ending."""
    for item in patterns:
        route = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _pages(item.url_patterns, route, f"{above}{item.namespace}:" if item.namespace else above)
        elif route.endswith("/") and route.startswith("en/"):
            name = f"{above}{item.name}"
            if name not in OWN_JOURNEY and find_permission(name) is can_read_public:
                yield route


def test_every_page_is_on_the_walk(paths: list[str]) -> None:
    walked = {_route(path) for path in paths}
    with translation.override("en"):
        there = set(_pages(get_resolver().url_patterns))
    assert len(there) > 30
    assert there - walked == set()


WEIGHT = """performance.getEntries()
  .filter(one => one.entryType == "navigation" || one.entryType == "resource")
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""
"""Bytes, compressed, of a page and of all that it asked for, cached or not, as the browser counted them."""


def _route(path: str) -> str:
    with translation.override("en"):
        return resolve(f"/en/{path.partition('?')[0]}").route


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_can_be_read_by_everyone(browser: Browser, address: str, paths: list[str], language: str) -> None:
    """In English and in the light in all its states, on a phone in one; in Arabic and in the dark once."""
    window = Watched(browser, address, reduced_motion="reduce")
    once = {_route(path): path for path in reversed(paths)}
    scheme: Literal["light", "dark"] = "light" if language == "en" else "dark"
    for path in paths if language == "en" else once.values():
        window.turn(WIDE, scheme)
        window.open(f"/{language}/{path}", EVERY_RULE)
        assert window.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert 0 < window.page.evaluate(WEIGHT) < FIRST_PAGE, path
        if path in once.values():
            window.turn(PHONE, scheme)
            window.look(NARROW)
    window.context.close()


def test_labels_of_numbers_wrap_on_a_phone(browser: Browser, address: str) -> None:
    window = Watched(browser, address, reduced_motion="reduce", viewport={"width": 390, "height": 800})
    window.page.goto(f"{address}/es/topics/")
    label = "Disposiciones con recomendaciones y pocas actividades encontradas"
    window.page.evaluate("label => document.querySelector('.stackable td.num').dataset.l = label", label)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= 390
    window.context.close()


def test_suggestions_follow_what_a_reader_types(browser: Browser, address: str) -> None:
    window = Watched(browser, address)
    window.page.goto(f"{address}/en/data/")
    field, links = window.page.locator("#find"), window.page.locator("#find-suggestions a")
    field.press_sequentially("unodc")
    links.first.and_(window.page.locator('[href="/en/entities/unodc/"]')).wait_for()  # not those of "un"
    field.fill("")
    links.first.wait_for(state="detached")
    assert 0 < window.page.evaluate(WEIGHT) < FIRST_PAGE
    window.context.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [("nowhere/", 404), ("documents/ffffffffffff/", 404), ("gaps/statements/", 404), ("documents/zz/pages/9/", 404)],
)
def test_an_error_is_a_page_that_everyone_can_read(browser: Browser, address: str, path: str, status: int) -> None:
    for language in ("en", "ar"):
        window = Watched(browser, address, reduced_motion="reduce")
        answer = window.page.goto(f"{address}/{language}/{path}")
        assert answer is not None
        assert answer.status == status
        window.complaints.clear()  # the browser's word on the status
        window.look(EVERY_RULE)
        window.turn(PHONE, "dark")
        window.look(NARROW_AND_DARK)
        window.context.close()


def test_a_faulty_table_is_reported_to_everyone(browser: Browser, address: str, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Organisation,Activity,Country\nSample agency,Trains inspectors,Nowhereland\n", encoding="utf-8")
    window = Watched(browser, address, reduced_motion="reduce")
    window.page.goto(f"{address}/ar/who-does-what/survey/")
    window.page.set_input_files("#table", table)
    window.page.locator("main form button").click()
    expect(window.page.get_by_role("alert")).to_be_visible()
    window.look(EVERY_RULE)
    window.turn(PHONE, "dark")
    window.look(NARROW_AND_DARK)
    window.context.close()


def test_the_look_finds_what_it_looks_for(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 390, "height": 800})
    window.page.goto(f"{address}/en/data/")
    spoil = "document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"data:,\"><p id=\"wide\">wide</p>')"
    window.page.evaluate(spoil)
    window.page.evaluate("document.querySelector('.lede').style.color = '#ddd'")
    window.page.evaluate("document.querySelector('#wide').style.inlineSize = '2000px'")
    result = {barrier.split(":")[0] for barrier in window.barriers(EVERY_RULE)}
    assert result >= {"image-alt", "color-contrast"}
    with pytest.raises(AssertionError):
        window.look({"type": "rule", "values": ["html-has-lang"]})
    window.page.evaluate("document.querySelector('#wide').remove()")
    tiny = "<p id='tiny'><a href='/en/'>one</a><a href='/ar/'>two</a></p>"
    window.page.evaluate("tiny => document.querySelector('h1').insertAdjacentHTML('afterend', tiny)", tiny)
    small = "document.querySelectorAll('#tiny a').forEach(one => one.style.cssText = 'display: block; font-size: 5px')"
    window.page.evaluate(small)
    window.turn(PHONE, "light")
    assert [barrier.split(":")[0] for barrier in window.barriers(NARROW)] == ["target-size"]
    window.context.close()


def test_from_home_to_the_printed_words_without_a_script(browser: Browser, address: str) -> None:
    window = Watched(browser, address, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = window.page
    page.goto(f"{address}/en/")
    page.get_by_role("searchbox", name="Search names, recommendations and passages").fill("labour inspectors")
    page.get_by_role("button", name="Search").click()
    page.locator("a.more", has_text="passages").click()
    page.wait_for_url("**/library/?q=*")
    expect(page.locator("#res")).to_have_text("With these words: 19 passages")
    expect(page.locator(".hit mark").first).to_have_text("labour")
    page.get_by_role("link", name="Recommendations", exact=True).click()
    page.get_by_role("searchbox", name="Words in the recommendation").fill("labour inspectors")
    page.locator("#narrow-form").get_by_role("button", name="Search").click()
    expect(page.locator("#res")).to_have_text("19 recommendations")
    page.get_by_label("Accepted").check()
    page.get_by_label("Addressee").select_option("name:state a")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#res")).to_have_text("3 recommendations")
    page.get_by_role("link", name="Details:").first.click()
    page.wait_for_url("**/statements/**")
    quote = page.locator("blockquote q").first.inner_text()
    page.get_by_role("link", name="Read it in the document").click()
    page.wait_for_url("**/documents/**#p-*")
    expect(page.locator("div.para:target mark.st")).to_have_text(quote)
    assert window.complaints == []
    window.context.close()


def test_dark_is_kept_and_the_language_changes_in_place(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = window.page
    page.goto(f"{address}/fr/recommendations/?answer=noted")
    page.get_by_role("button", name="Sombre").click()
    expect(page.locator("body")).to_have_css("background-color", "rgb(18, 22, 27)")
    assert page.url == f"{address}/fr/recommendations/?answer=noted"
    page.get_by_role("link", name="العربية").first.click()
    expect(page).to_have_url(f"{address}/ar/recommendations/?answer=noted")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    window.look(EVERY_RULE)
    window.context.close()


def test_the_menu_opens_on_a_phone(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 390, "height": 800})
    page = window.page
    page.goto(f"{address}/ar/")
    assert not page.get_by_role("link", name="المكتبة", exact=True).first.is_visible()
    page.get_by_role("button", name="القائمة").click()
    window.look(EVERY_RULE)
    page.locator("#pages").get_by_role("link", name="المكتبة", exact=True).click()
    expect(page).to_have_url(f"{address}/ar/library/")
    window.context.close()


def test_a_page_prints_without_its_controls(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 800, "height": 900})
    window.page.goto(f"{address}/en/recommendations/")
    window.page.emulate_media(media="print")
    assert not window.page.get_by_role("searchbox").first.is_visible()
    assert not window.page.locator("#narrow").is_visible()
    assert window.page.locator("blockquote").first.is_visible()
    window.context.close()
