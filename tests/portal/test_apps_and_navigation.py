"""Tests of apps: one entry gives an app its addresses, navigation and home panel."""

import configparser
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpRequest
from django.test import Client

from palermo.portal.base.apps_and_navigation import PORTAL_APPS, PortalApp
from palermo.portal.home import views as home_views


def build_panel(request: HttpRequest) -> dict[str, str]:
    return {"words": f"asked at {request.path}"}


def test_each_page_is_under_its_entry(client: Client) -> None:
    for address, current in (("/en/", "/en/"), ("/en/library/unread/", "/en/library/"), ("/en/data/", "/en/data/")):
        page = client.get(address).content.decode()
        navigation = page[page.index('class="pages"') : page.index("</header>")]
        marked = re.findall(r'href="([^"]+)" aria-current="(\w+)"', navigation)
        assert marked[0] == (current, "page" if address == current else "true")
        assert len(re.findall(r'aria-current="page"', navigation)) == (address == current)


def test_the_entries_stand_in_the_order_of_the_rooms(client: Client) -> None:
    page = client.get("/en/data/").content.decode()
    entries = re.findall(
        r'<li><a href="[^"]*"(?: aria-current="\w+")?>([^<]+)</a>', page[page.index('class="pages"') :]
    )
    listed = [item for item in sorted(PORTAL_APPS, key=lambda item: item.is_last) if item.navigation_title]
    bar = [(top, [item for item in listed if item.parent == top.app]) for top in listed if not top.parent]
    expected = [str(item.navigation_title) for top, under in bar for item in (top, *under)]
    assert entries[: len(expected)] == expected
    assert expected[-1] == "Data"


def test_a_room_may_have_a_panel_on_the_home_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "panel.html").write_text('<section class="c6 section">{{ panel.words }}</section>')
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    with_panel: tuple[PortalApp, ...] = (replace(PORTAL_APPS[0], panel=f"{__name__}:build_panel"), *PORTAL_APPS[1:])
    monkeypatch.setattr(home_views, "PORTAL_APPS", with_panel)
    assert '<section class="c6 section">asked at /en/</section>' in client.get("/en/").content.decode()


@pytest.mark.parametrize("contract", ["portal-apps", "portal-layers"])
def test_import_contract_names_every_app(contract: str) -> None:
    contracts = configparser.ConfigParser()
    contracts.read(Path(__file__).parents[2] / ".importlinter")
    text = "\n".join(contracts[f"importlinter:contract:{contract}"].values())
    assert {item.app for item in PORTAL_APPS} <= set(re.findall(r"\w+", text))
