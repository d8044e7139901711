"""Tests of filter options above registry lists: the number of rows that each leaves."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from palermo.portal.services.registry_lists import MAX_LABEL_CHARS
from palermo.registry import load_registry

OPTION = re.compile(r'<option value="([^"]+)"[^>]*>([^<]+) \(([\d,]+)\)\s*</option>')


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("entities", {"q": "child"}, "kind"),
        ("entities", {"kind": "mechanism"}, "theme"),
        ("instruments", {"q": "trafficking"}, "kind"),
        ("publications", {"q": "child"}, "kind"),
    ],
)
def test_option_counts_what_it_leaves(client: Client, path: str, query: dict[str, str], field: str) -> None:
    page = unescape(client.get(f"/en/{path}/", query).content.decode())
    select = page[page.index(f'name="{field}"') :]
    options = OPTION.findall(select[: select.index("</select>")])
    assert options
    for value, _label, count in options[:4]:
        rows = json.loads(client.get(f"/en/{path}/export.json", query | {field: value}).getvalue())
        assert len({row["id"] for row in rows}) == int(count.replace(",", ""))


def test_option_that_leaves_nothing_is_not_offered(client: Client) -> None:
    page = client.get("/en/entities/", {"q": "UNODC", "kind": "un-entity"}).content.decode()
    assert 'value="civil-society"' not in page


def test_names_of_two_bodies_are_not_cut_to_one() -> None:
    names = [entity.names["en"][: MAX_LABEL_CHARS - 1] for entity in load_registry().entities.values()]
    assert len(set(names)) == len(names)
