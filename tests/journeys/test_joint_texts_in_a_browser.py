"""Browser test of joint texts: accessibility, widths, dark, Arabic, and keyboard."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from palermo.edition import Library
from palermo.pipeline.origins import create_library
from watched import EVERY_RULE, NARROW, Watched, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PREPARE = """
import json, sys
from datetime import timedelta
from pathlib import Path
from palermo.portal.server import prepare_demo
prepare_demo(Path(sys.argv[1]))
from django.test import Client
from django.utils import timezone
from joint_text_factory import Writer
from palermo.portal.accounts.models import Person
from palermo.access import Actor, Role
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_text
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, Stage, TextKind
from palermo.portal.joint_texts.demo_texts import STATEMENT, MEMBERS
from palermo.joint_texts.outlines import parse_outline
from palermo.portal.joint_texts.event_store import append_changes, create_text, store_new_text
from palermo.portal.joint_texts.models import TextRecord
secretariat = Actor(0, frozenset({Role.SECRETARIAT}))
focal_point = Actor(0, frozenset({Role.FOCAL_POINT}), frozenset({"sample-fund"}))
created = text_changes.TextCreated(
    kind=TextKind.LETTER, title="Invented letter", language="en", zone="UTC", group="Sample Group")
add = text_changes.ParagraphAdded
tables = [add(paragraph=f"t{n}", kind=ParagraphKind.TABLE, text="What\\tWho", after="o2") for n in range(2)]
note = add(paragraph="n1", kind=ParagraphKind.FOOTNOTE, text="A note.", parent="o2")
members, drafting, inputs = (
    text_changes.MembersRecorded(members=MEMBERS),
    text_changes.StageChanged(stage=Stage.DRAFTING),
    text_changes.StageChanged(stage=Stage.INPUTS),
)
id = create_text(created, [members, *parse_outline(STATEMENT), *tables, note], secretariat)
append_changes(id, lambda text: [drafting, inputs], secretariat)
replace, insert = ProposalAction.REPLACE, ProposalAction.INSERT
append_changes(id, lambda text: [
    *(text_changes.ProposalMade(proposal=f"x{n}", paragraph="o5", entity="sample-fund", action=action,
      text="Other words.", base_version=1) for n, action in enumerate((replace, insert))),
    text_changes.CommentMade(comment="c1", paragraph="t1", entity="sample-fund", text="Which table?"),
], focal_point)
endorsed = Writer(created, timezone.now() - timedelta(hours=80))
for change in (members, *parse_outline(STATEMENT), drafting, inputs,
               text_changes.SilenceStarted(deadline=endorsed.deadline())):
    endorsed.make(change)
endorsed.wait(hours=73)
endorsed.make(text_changes.EndorsementOpened(text_hash=hash_text(endorsed.text)))
store_new_text(endorsed.text, endorsed.events)
keys = {}
for role in ("secretariat", "focal-point"):
    person = Person.objects.create_user(f"{role}@example.org", f"{role}@example.org")
    person.roles.create(role=role)
    person.entities.create(entity="sample-agency")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    keys[role] = client.cookies["sessionid"].value
print(json.dumps({"sessions": keys, "texts": dict(TextRecord.objects.values_list("stage", "id"))}))
"""
SECRET = "a secret for the journeys of joint texts, of sufficient length"
PAGES = ("", "{silence}/", "{silence}/timeline/", "{silence}/silence/", "{silence}/compare/", "{issued}/",
         "{issued}/compilation/", "{silence}/paragraphs/o5/", "{issued}/endorsement/", "{inputs}/",
         "{inputs}/?language=fr", "{inputs}/compilation/", "{inputs}/paragraphs/t1/",
         "{inputs}/timeline/", "{inputs}/compare/", "{endorsement}/endorsement/")  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The served demo's joint texts: address, ids by stage, and sessions by role."""
    library = tmp_path_factory.mktemp("texts") / "library"
    create_library(Library(library))
    command = [sys.executable, "-c", PREPARE, str(library)]
    environment = os.environ | {"PALERMO_SECRET_KEY": SECRET, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    with served(library, PALERMO_SECRET_KEY=SECRET) as address:
        yield {"address": address, **json.loads(done.stdout.splitlines()[-1])}


def open_window(browser: Browser, demo: dict[str, Any], role: str) -> Watched:
    window = Watched(browser, demo["address"], reduced_motion="reduce")
    cookie = {"name": "sessionid", "value": demo["sessions"][role], "url": demo["address"]}
    window.context.add_cookies([cookie])  # type: ignore[list-item]
    return window


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_no_page_has_a_barrier(browser: Browser, demo: dict[str, Any], language: str, scheme: Any) -> None:
    window = open_window(browser, demo, "focal-point")
    for page in PAGES:
        window.turn(1280, scheme)
        window.open(f"/{language}/texts/{page.format(**demo['texts'])}", EVERY_RULE)
        assert window.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        window.turn(390, scheme)
        window.look(NARROW)
    window.context.close()


def test_the_secretariats_forms_have_no_barrier(browser: Browser, demo: dict[str, Any]) -> None:
    window = open_window(browser, demo, "secretariat")
    for page in ("new/", "outlines/", "{silence}/silence/", "{issued}/endorsement/", "{silence}/timeline/"):
        window.turn(1280, "light")
        window.open(f"/en/texts/{page.format(**demo['texts'])}", EVERY_RULE)
        assert window.page.locator("main form").count() > 0 or "issued" in page
    window.context.close()


def press_tab_until(window: Watched, wanted: str) -> None:
    """Press the tabulator until an element has the focus, by its id or the beginning of its words."""
    for _ in range(120):
        window.page.keyboard.press("Tab")
        id, words = window.page.evaluate("[document.activeElement.id, document.activeElement.innerText.trim()]")
        if wanted == id or words.startswith(wanted):
            return
    raise AssertionError(f"no way to {wanted} by keyboard")


def write_by_keyboard(window: Watched, field: str, words: str, button: str) -> str:
    """Type into a field, press a button, and return the words of the next page."""
    press_tab_until(window, field)
    window.page.keyboard.press("Control+A")
    window.page.keyboard.type(words)
    press_tab_until(window, button)
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    return window.page.inner_text("main")


def test_a_paragraph_is_discussed_and_edited_by_keyboard_alone(browser: Browser, demo: dict[str, Any]) -> None:
    window = open_window(browser, demo, "focal-point")
    address = f"{demo['address']}/en/texts/{demo['texts']['inputs']}/paragraphs/o2/"
    for summary, field in (("Propose", "propose-words"), ("Comment", "comment-words")):
        window.page.goto(address)
        press_tab_until(window, summary)
        window.page.keyboard.press("Enter")
        assert f"Typed-to-{summary}" in write_by_keyboard(window, field, f"Typed-to-{summary}", summary)
    window.context.close()
    window = open_window(browser, demo, "secretariat")
    window.page.goto(address)
    press_tab_until(window, "Answer")
    window.page.keyboard.press("Enter")
    field = str(window.page.locator("[id^=answer-x]").get_attribute("id"))
    assert "Answer: Not now." in write_by_keyboard(window, field, "Not now.", "Decline")
    window.page.goto(address)
    assert "Edited-by-hand" in write_by_keyboard(window, "words", "Edited-by-hand", "Save")
    window.context.close()


def test_silence_is_broken_by_keyboard_alone(browser: Browser, demo: dict[str, Any]) -> None:
    window = open_window(browser, demo, "focal-point")
    window.page.goto(f"{demo['address']}/en/texts/{demo['texts']['silence']}/silence/")
    for _ in range(80):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.id") == "reason-break":
            break
    window.page.keyboard.type("Too weak for us.")
    window.page.keyboard.press("Tab")
    window.page.keyboard.type("Stronger words.")
    window.page.keyboard.press("Tab")
    with window.page.expect_navigation():
        window.page.keyboard.press("Enter")
    assert "Too weak for us." in window.page.inner_text("main")
    assert "Broke silence" in window.page.inner_text("main")
    window.context.close()


def test_a_head_endorses_by_keyboard_alone(browser: Browser, demo: dict[str, Any]) -> None:
    address = f"{demo['address']}/en/texts/{demo['texts']['endorsement']}/endorsement/"
    window = open_window(browser, demo, "focal-point")
    window.page.goto(address)
    endorse_by_keyboard(window, "sample-agency", "A. Example", "Executive Director")
    assert read_roll(window) == [["Sample Agency", "A. Example, Executive Director"]]
    assert window.page.locator("#name-sample-agency").count() == 0
    window.context.close()


def test_the_office_of_a_head_endorses_by_its_link_and_keyboard_alone(browser: Browser, demo: dict[str, Any]) -> None:
    address = f"/en/texts/{demo['texts']['endorsement']}/endorsement/"
    secretariat = open_window(browser, demo, "secretariat")
    secretariat.page.goto(demo["address"] + address)
    link = secretariat.page.input_value("#link-sample-fund").removeprefix(demo["address"])
    office = Watched(browser, demo["address"], reduced_motion="reduce")
    pages: tuple[tuple[str, Literal["light", "dark"]], ...] = ((link, "light"), (link.replace("/en/", "/ar/"), "dark"))
    for path, scheme in pages:
        office.turn(1280, scheme)
        office.open(path, EVERY_RULE)
        office.turn(390, scheme)
        office.look(NARROW)
    office.page.goto(demo["address"] + link)
    endorse_by_keyboard(office, "office", "B. Example", "President")
    assert "has endorsed this text" in office.page.inner_text("main")
    office.context.close()
    secretariat.open(address, EVERY_RULE)
    assert ["Sample Fund", "B. Example, President"] in read_roll(secretariat)
    assert "confirmed by the office of the head" in secretariat.page.inner_text("main table")
    secretariat.context.close()


def endorse_by_keyboard(window: Watched, where: str, name: str, title: str) -> None:
    """Type the name and the title of a head into two fields that follow each other, and press the button after them."""
    press_tab_until(window, f"name-{where}")
    window.page.keyboard.type(name)
    write_by_keyboard(window, f"title-{where}", title, "Endorse")


def read_roll(window: Watched) -> list[list[str]]:
    """Return the entities that endorsed, each with its head."""
    rows = window.page.locator("main table tbody tr").all()
    return [[row.locator("th").inner_text(), row.locator("td").first.inner_text()] for row in rows]
