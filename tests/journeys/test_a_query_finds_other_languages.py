"""Browser test of a query that finds passages in other languages, with the shipped encoder."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page
from typer.testing import CliRunner

from palermo import cli
from watched import PATIENCE, served

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = (
    "icat-technology",
    "icat-world-day-2019-es",
    "profile-ilo-fr",
    "security-council-2331-ar",
    "profile-osce-ru",
    "scam-operations-zh",
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over six texts of the sample, in six languages."""
    papers, library = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("shelf") / "library"
    for name in TEXTS:
        shutil.copy(SAMPLE / f"{name}.md", papers)
    built = CliRunner().invoke(cli.app, ["build", str(papers), "--library", str(library)])
    assert built.exit_code == 0, built.output
    with served(library) as at:
        yield at


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    yield page
    page.close()


def _passages(window: Page, language: str) -> Locator:
    """The passages in a language that a page shows, in their order."""
    return window.locator(f'.hit :is(.gist, blockquote)[lang="{language}"]')


def _languages(window: Page) -> list[str]:
    """Languages of the passages that a page shows, in their order."""
    result: list[str] = window.locator(".hit .gist, .hit blockquote").evaluate_all("all => all.map(one => one.lang)")
    return result


def test_a_french_query_finds_an_english_and_a_spanish_passage(window: Page, address: str) -> None:
    window.goto(f"{address}/fr/")
    window.fill("#q", "les trafiquants se cachent sur internet")
    window.keyboard.press("Enter")
    window.wait_for_url("**/search/?q=*")
    window.locator("a.more", has_text="passages").click()
    window.wait_for_url("**/library/?q=*")
    assert {"en", "es"} <= set(_languages(window))
    assert "Traffickers use technology at every stage" in "".join(_passages(window, "en").all_inner_texts())
    assert "de sens un peu voisin, en anglais" in "".join(window.locator(".reason").all_inner_texts())
    window.locator('.hit:has([lang="en"]) .cite a').first.click()
    window.wait_for_url("**/documents/**")


@pytest.mark.parametrize(
    ("language", "query", "other"),
    [("ar", "الاتجار بالأشخاص في النزاعات", "ru"), ("zh", "贩运者利用技术", "en")],
)
def test_an_arabic_and_a_chinese_query(window: Page, address: str, language: str, query: str, other: str) -> None:
    window.goto(f"{address}/{language}/library/?q={quote(query)}")
    languages = _languages(window)
    assert {language, other} <= set(languages)
    assert _passages(window, language).locator("mark").count() > 0
    assert window.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    if language == "ar":
        assert languages[0] == "ar", "what holds all the words comes before what is alike"
