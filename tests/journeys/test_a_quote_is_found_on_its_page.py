"""Browser test from the home page to a quote: no JavaScript, keyboard, phone, requests."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect

LIMIT = 150_000
"""Bytes that the first page may transfer with all that it asks for."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_from_the_home_page_to_a_quote_without_javascript_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(f"{address}/en/")
    phone.fill("#q", "labour inspectors")
    phone.get_by_role("button", name="Search").first.click()
    phone.locator("a.more", has_text="passages").click()
    phone.wait_for_url("**/library/?q=*")
    phone.locator(".hit a").first.click()
    phone.wait_for_url("**/documents/**")
    expect(phone.locator(".para.now, .para").first).to_be_visible()
    phone.locator(".side a").first.click()
    phone.wait_for_url("**/statements/**")
    expect(phone.locator("blockquote, .gist").first).to_be_visible()
    expect(phone.get_by_role("heading", name="Cite")).to_be_visible()


def test_the_first_page_is_light_and_asks_no_one_else(browser: Browser, address: str) -> None:
    window = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    window.on("request", lambda request: requests.append(request.url))
    window.on("console", lambda message: complaints.append(message.text))
    window.goto(f"{address}/en/")
    weight = window.evaluate(
        "performance.getEntries().filter(one => one.transferSize).reduce((sum, one) => sum + one.transferSize, 0)"
    )
    assert 0 < weight <= LIMIT
    assert all(url.startswith(address) for url in requests)
    assert complaints == []
    window.close()


def test_blocks_of_data_break_no_policy(browser: Browser, address: str, sample: ModuleType) -> None:
    window = browser.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text))
    window.goto(f"{address}/en/documents/{sample.REPORT.id}/")
    assert window.locator('script[type="application/ld+json"]').count() == 1
    assert complaints == []
    window.close()


def test_the_keyboard_alone_reaches_a_cell_of_the_map_and_the_search(browser: Browser, address: str) -> None:
    window = browser.new_page()
    window.goto(f"{address}/en/")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.className") == "skip"
    window.keyboard.press("Enter")
    for _ in range(3):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.id") == "q":
            break
    assert window.evaluate("document.activeElement.id") == "q"
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    window.keyboard.type("inspectors")
    window.keyboard.press("Enter")
    window.wait_for_url("**/search/?q=inspectors")
    window.close()


def test_nothing_moves_for_those_who_asked_for_rest(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    window = context.new_page()
    window.goto(f"{address}/ar/")
    moving = window.evaluate(
        "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s').length"
    )
    assert moving == 0
    assert window.locator("html").get_attribute("dir") == "rtl"
    context.close()
