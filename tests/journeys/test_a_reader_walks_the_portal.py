"""A reader's walk in a real browser: home, register, statement, document and back, light and dark, in two directions.

Every page is looked at by axe-core (WCAG 2.0 to 2.2, A and AA, and best practice), for sideways scrolling, for what it
asks of other machines, for its weight, and for what the browser complains of.
"""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, Literal
from urllib.request import urlopen

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

from palermo.edition import Compiled, Library
from palermo.pipeline import make_followed, telling
from palermo.pipeline.config import remember
from palermo.statements import Box, document_id

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[1] / "portal" / "sample_library.py"
SERVE = """
import sys
from pathlib import Path
from palermo.portal.serve import serve
serve(Path(sys.argv[1]), int(sys.argv[2]))
"""
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""All that a phone's width can change of a page that was looked at on a wide screen, but for sideways scrolling."""
NARROW_AND_DARK = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "color-contrast"]}
QUOTE = "States should train their inspectors."
PLAIN = (
    "appraisal/", "appraisal/gcm/", "appraisal/gcm/whole/", "partnerships/", "partnerships/?entity=iom",
    "partnerships/prospects/", "partnerships/iom/unodc/", "gaps/",
    "gaps/statements/?side=recommendation&theme=supply-chains&group=children", "data/", "data/changes/",
    "data/proposals/", "data/api/", "entities/", "entities/?q=zebra", "entities/icat/", "entities/unesco/",
    "entities/unodc/statements/", "instruments/", "instruments/palermo-protocol/", "publications/",
    "publications/icat-brief-02/",
)  # fmt: skip
"""Pages whose addresses hold no id that only an edition knows."""
WIDE, PHONE = 1280, 390
"""Pixels."""
AXE_RUN = """options => axe.run(document, options)
  .then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"""
FIRST_PAGE = 150_000
"""Bytes that a first page and all it needs may weigh, uncompressed."""


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("journey_sample_library", SAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def address(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the second edition of the sample library, with a document whose file is there."""
    library = tmp_path_factory.mktemp("library")
    _printed(library)
    sample.build(library, sample.EVERYTHING[1:])
    sample.build(library, [*sample.EVERYTHING, _compiled(sample)])
    make_followed(Library(library), meaning=False, progress=telling(Console(quiet=True)))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(library), str(port)],
        env=os.environ | {"PALERMO_MEANING": "0"},
        stdout=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield chromium
        chromium.close()


class Watched:
    """A browser window whose requests, weights and complaints are kept."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str, rules: dict[str, Any]) -> None:
        """Go to a path, and look at the page from all sides."""
        self.requests.clear()
        self.page.goto(self.address + path)
        self.look(rules)

    def turn(self, width: int, scheme: Literal["light", "dark"]) -> None:
        """Look at the same page at another width, or in other colours."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def barriers(self, rules: dict[str, Any]) -> list[str]:
        """What keeps somebody from reading the page: the rule, and the first element that breaks it."""
        if not self.page.evaluate("window.axe"):
            self.page.evaluate(AXE_SCRIPT)
        found: list[list[str]] = self.page.evaluate(AXE_RUN, {"runOnly": rules, "resultTypes": ["violations"]})
        return [f"{rule}: {element[:160]}" for rule, element in found]

    def look(self, rules: dict[str, Any]) -> None:
        """No barrier, no sideways scrolling, nothing from elsewhere, no complaint."""
        where = f"{self.page.url} at {self.page.viewport_size}"
        assert self.barriers(rules) == [], where
        width, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width <= window, where
        assert [one for one in self.requests if not one.startswith((self.address, "data:"))] == [], where
        assert self.complaints == [], where


def _file() -> bytes:
    """A PDF of two pages of our own words."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=(300, 400), invariant=1)
    for number in (1, 2):
        canvas.drawString(40, 330, f"Words of page {number}.")
        canvas.drawString(40, 310, QUOTE)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _printed(library: Path) -> None:
    """Put the file where the library finds it."""
    folder = library.with_name(f"{library.name}-papers")
    folder.mkdir()
    (folder / "printed.pdf").write_bytes(_file())
    remember(library / "palermo.toml", [folder])


def _compiled(sample: ModuleType) -> Compiled:
    """The document of that file, with one recommendation that has its place on the second page."""
    id = document_id(_file())
    document = replace(sample.REPORT, id=id, work=id, source="printed.pdf", size=len(_file()), pages=2)
    box = Box(page=2, left=30, top=60, right=270, bottom=100)
    passage = sample._passage(document, 0, QUOTE, page=2, paragraph="7", boxes=(box,))
    said = sample._statement(passage, QUOTE, actors=(sample.AGENCY,), addressees=(sample.STATES[0],))
    return Compiled(document=document, passages=(passage,), statements=(said,))


@pytest.fixture(scope="module")
def paths(sample: ModuleType, address: str) -> list[str]:
    """Every page of the portal, some of them in more than one state; those named by an id are found on their lists."""
    report, printed = sample.EVERYTHING[0], _compiled(sample)
    said = printed.statements[0]
    sheet = f"documents/{printed.document.id}/pages/2/"
    cell = _linked(address, "who-does-what/?rows=actor&columns=theme", r"who-does-what/\?[^\"#]*at_row=[^\"#]+")
    return [
        "",
        "who-does-what/",
        cell,
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
        f"documents/{printed.document.id}/passages/{said.locator.passage}/",
        f"{sheet}?mark={said.locator.passage}&quote={said.id}",
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
        f"statements/{said.id}/",
        *PLAIN,
    ]


def _linked(address: str, page: str, pattern: str, otherwise: str = "") -> str:
    """The first link of a pattern on a page."""
    with urlopen(f"{address}/en/{page}") as answer:
        found = re.search(rf'href="/en/({pattern})', answer.read().decode())
    assert found or otherwise, page
    return found[1].replace("&amp;", "&") if found else otherwise


def _pages(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Routes of the address map that end as pages do; files have an ending."""
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _pages(one.url_patterns, route)
        elif route.endswith("/") and route.startswith("en/"):
            yield route


def test_every_page_is_on_the_walk(paths: list[str]) -> None:
    walked = {_route(path) for path in paths}
    with translation.override("en"):
        there = set(_pages(get_resolver().url_patterns))
    assert len(there) > 30
    assert there - walked == set()


WEIGHT = """performance.getEntries()
  .filter(one => one.entryType == "navigation" || one.entryType == "resource")
  .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
"""Bytes, unpacked, of a page and of all that it asked for, cached or not, as the browser counted them."""


def _route(path: str) -> str:
    with translation.override("en"):
        return resolve(f"/en/{path.partition('?')[0]}").route


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_can_be_read_by_everyone(browser: Browser, address: str, paths: list[str], language: str) -> None:
    """In English and in the light in all its states; in Arabic and in the dark once."""
    window = Watched(browser, address, reduced_motion="reduce")
    once = {_route(path): path for path in reversed(paths)}
    scheme: Literal["light", "dark"] = "light" if language == "en" else "dark"
    for path in paths if language == "en" else once.values():
        window.turn(WIDE, scheme)
        window.open(f"/{language}/{path}", EVERY_RULE)
        assert window.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert 0 < window.page.evaluate(WEIGHT) < FIRST_PAGE, path
        window.turn(PHONE, scheme)
        window.look(NARROW)
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


def test_a_faulty_table_is_told_to_everyone(browser: Browser, address: str, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("Organisation,Activity,Country\nSample agency,Trains inspectors,Nowhereland\n", encoding="utf-8")
    window = Watched(browser, address, reduced_motion="reduce")
    window.page.goto(f"{address}/ar/who-does-what/survey/")
    window.page.set_input_files("#table", table)
    window.page.locator("main form button").click()
    assert window.page.get_by_role("alert").is_visible()
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
    found = {barrier.split(":")[0] for barrier in window.barriers(EVERY_RULE)}
    assert found >= {"image-alt", "color-contrast"}
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
    page.get_by_role("searchbox", name="Search the library").fill("labour inspectors")
    page.get_by_role("button", name="Search").click()
    assert page.locator("#res").inner_text() == "18 passages"
    assert page.locator(".hit mark").first.inner_text() == "labour"
    page.get_by_role("link", name="Recommendations", exact=True).click()
    page.get_by_role("searchbox", name="Words in the recommendation").fill("labour inspectors")
    page.get_by_role("button", name="Search").click()
    assert page.locator("#res").inner_text() == "18 recommendations"
    page.get_by_label("Accepted").check()
    page.get_by_label("Addressee").select_option("name:State A")
    page.get_by_role("button", name="Apply").click()
    assert page.locator("#res").inner_text() == "3 recommendations"
    page.get_by_role("link", name="Recommendation 1: its place and reasons").click()
    quote = page.locator("blockquote q").first.inner_text()
    page.get_by_role("link", name="Read it in the document").click()
    assert "#p-" in page.url
    assert page.locator("div.para:target mark.st").inner_text() == quote
    assert window.complaints == []
    window.context.close()


def test_dark_is_kept_and_the_language_changes_in_place(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = window.page
    page.goto(f"{address}/fr/recommendations/?answer=noted")
    page.get_by_role("button", name="Sombre").click()
    assert page.url == f"{address}/fr/recommendations/?answer=noted"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 22, 27)"
    page.get_by_role("link", name="العربية").first.click()
    assert page.url == f"{address}/ar/recommendations/?answer=noted"
    assert page.locator("html").get_attribute("data-theme") == "dark"
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
    assert page.url == f"{address}/ar/library/"
    window.context.close()


def test_a_page_prints_without_its_controls(browser: Browser, address: str) -> None:
    window = Watched(browser, address, viewport={"width": 800, "height": 900})
    window.page.goto(f"{address}/en/recommendations/")
    window.page.emulate_media(media="print")
    assert not window.page.get_by_role("searchbox").first.is_visible()
    assert not window.page.locator("#narrow").is_visible()
    assert window.page.locator("blockquote").first.is_visible()
    window.context.close()
