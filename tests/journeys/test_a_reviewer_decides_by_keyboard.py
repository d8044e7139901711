"""Browser test of forty decisions by keyboard, without a full page load."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, Page, expect

from palermo.edition import DecisionLog, Library
from watched import PATIENCE, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KEYS = "aa1a2ua3a4a5"
"""Accept, reject for each of the reasons, and unsure, in turn."""
SIGN_IN = """
import django
django.setup()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from palermo.portal.accounts.models import Person
name = "reviewer@example.org"
person = Person.objects.filter(username=name).first() or Person.objects.create_user(name, name)
person.roles.get_or_create(role="reviewer")
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@pytest.fixture(scope="module")
def library(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reviewed")
    sample.build(folder)
    return folder


@pytest.fixture(scope="module")
def server_address(library: Path) -> Iterator[str]:
    """Address of a server over the library."""
    with served(library, PALERMO_MEANING="0") as address:
        yield address


@pytest.fixture
def page(browser: Browser, server_address: str, library: Path) -> Iterator[Page]:
    """A window in which a reviewer is signed in."""
    environment = os.environ | {
        "PALERMO_LIBRARY": str(library),
        "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings",
    }
    command = [sys.executable, "-c", SIGN_IN]
    key = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    context = browser.new_context(locale="en")
    context.set_default_timeout(PATIENCE * 1000)
    context.add_cookies([{"name": "sessionid", "value": key, "url": server_address}])
    yield context.new_page()
    context.close()


def test_forty_statements_are_decided_by_keyboard_alone(page: Page, server_address: str, library: Path) -> None:
    loads: list[str] = []
    page.on("request", lambda request: loads.append(request.url) if request.is_navigation_request() else None)
    page.goto(f"{server_address}/en/review/next/")
    opened = len(loads)
    for number in range(40):
        form_key = page.input_value("#item [name=key] >> nth=0")
        page.keyboard.press(KEYS[number % len(KEYS)])
        page.wait_for_function("key => document.querySelector('#item [name=key]').value !== key", arg=form_key)
    assert len(loads) == opened
    decisions = [item.decision for item in DecisionLog(Library(library).decisions).read()]
    acts = {item.group or item.id for item in decisions}
    assert len(acts) == 40
    assert {item.verdict.value for item in decisions} == {"accept", "reject", "unsure"}
    page.keyboard.press("z")
    page.wait_for_function("() => !document.querySelector('[data-key=z]')")
    page.keyboard.press("c")
    page.wait_for_url("**/correct/**")
    page.wait_for_selector("[name=quote]")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=Nothing was changed")
    page.fill("[name=years]", "2019")
    page.press("[name=years]", "Control+Enter")
    page.wait_for_selector("[data-key=a]")
    expect(page.get_by_text("The statement before was corrected")).to_be_visible()
    assert len(loads) == opened
    assert DecisionLog(Library(library).decisions).read()[-1].decision.fields == {"years": [2019]}


def test_selected_words_fill_the_quote(page: Page, server_address: str) -> None:
    page.goto(f"{server_address}/en/review/next/")
    page.keyboard.press("c")
    page.wait_for_url("**/correct/**")
    page.evaluate(
        """() => {
          const text = document.querySelector("[data-passage]").firstChild;
          const range = document.createRange();
          range.setStart(text, 0);
          range.setEnd(text, 12);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    chosen = page.evaluate("() => document.querySelector('[data-passage]').textContent.slice(0, 12).trim()")
    page.wait_for_function("text => document.querySelector('[name=quote]').value === text", arg=chosen)
    assert page.input_value("[name=quote]") == chosen


def test_enter_in_a_comment_decides_nothing(page: Page, server_address: str) -> None:
    page.goto(f"{server_address}/en/review/next/")
    address = page.url
    expect(page.locator(".decide button[disabled]")).to_be_hidden()
    page.fill("#text", "A comment of some length")
    page.press("#text", "Enter")
    page.wait_for_timeout(1000)
    assert page.url == address
    assert page.input_value("#text") == "A comment of some length"


def test_decision_after_signing_out_says_so_and_keeps_what_was_typed(page: Page, server_address: str) -> None:
    page.goto(f"{server_address}/en/review/next/")
    page.fill("#text", "A comment of some length")
    page.context.clear_cookies(name="sessionid")
    page.click("[data-key=u]")
    page.wait_for_selector("text=Nothing that you typed is lost")
    assert "A comment of some length" in page.inner_text("main")
    expect(page.get_by_role("button", name="Send again")).to_be_visible()


def test_server_that_does_not_answer_is_reported_and_nothing_typed_is_lost(page: Page, server_address: str) -> None:
    page.goto(f"{server_address}/en/review/next/")
    page.fill("#text", "A comment of some length")
    page.context.set_offline(True)
    page.click("[data-key=u]")
    page.wait_for_selector("[data-unreachable]:visible")
    assert page.input_value("#text") == "A comment of some length"
    page.context.set_offline(False)
    form_key = page.input_value("#item [name=key] >> nth=0")
    page.click("[data-key=u]")
    page.wait_for_function("key => document.querySelector('#item [name=key]').value !== key", arg=form_key)
    expect(page.locator("[data-unreachable]")).to_be_hidden()
