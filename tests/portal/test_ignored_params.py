"""Tests of ignored parameters, which a page reports."""

import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client


@pytest.mark.parametrize(
    ("address", "output"),
    [
        ("library/?colour=red", "The unknown parameter “colour” was ignored"),
        ("gaps/?by=zebra", "The parameter “by” cannot be “zebra”"),
        ("who-does-what/?rows=zebra", "The parameter “rows” cannot be “zebra”"),
        ("library/?q=duty&year=3000", "The parameter “year” cannot be “3000”"),
        ("recommendations/?year=3000", "The parameter “year” cannot be “3000”"),
        ("recommendations/chains/?year=soon", "The parameter “year” cannot be “soon”"),
        ("instruments/?year=3000", "The parameter “year” cannot be “3000”"),
        ("publications/?year=3000", "The parameter “year” cannot be “3000”"),
        ("entities/?type=planet", "was ignored."),
        ("partnerships/?kind=feud", "was ignored."),
        ("who-does-what/?old=soon", "The parameter “old” cannot be “soon”"),
        ("who-does-what/?measure=tons", "The parameter “measure” cannot be “tons”"),
    ],
)
def test_what_is_not_heard_is_reported(client: Client, address: str, output: str) -> None:
    page = client.get(f"/en/{address}").content.decode()
    assert page.count("was ignored.") == 1
    assert output in page


@pytest.mark.parametrize(
    "address",
    [
        "library/?region=150&year=2026&page=1",
        "library/?q=duty&region=150",
        "recommendations/?year=2020&q=duty&sort=repeated&page=1&confidence=all",
        "recommendations/chains/?answer=accepted&q=duty",
        "entities/?q=un&page=1",
        "instruments/?q=protocol",
        "publications/?q=report",
        "partnerships/?q=un",
        "partnerships/prospects/?q=un",
        "gaps/?by=theme&and=group&within=150&list=met&page=1",
        "who-does-what/?rows=theme&columns=entity&old=5&earlier=2020&later=2021",
    ],
)
def test_what_is_heard_is_not_reported_of(client: Client, address: str) -> None:
    response = client.get(f"/en/{address}")
    assert response.status_code == 200
    assert "was ignored." not in response.content.decode()


def test_hostile_values_are_reported_as_text(client: Client) -> None:
    page = client.get("/en/library/?nature=<script>x</script>&<b>=1").content.decode()
    assert "parameter “&lt;b&gt;” was ignored" in page
    assert "<script>x" not in page


@pytest.mark.parametrize(("region", "result"), [("002", 1), ("202", 1), ("150", 0)])
def test_documents_are_found_by_a_region_with_its_states(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, region: str, result: int
) -> None:
    first, *others = sample.EVERYTHING
    there = replace(first.statements[0], places=("KEN",))
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, [replace(first, statements=(there, *first.statements[1:])), *others])
    page = client.get(f"/en/library/?region={region}").content.decode()
    assert page.count('<th scope="row">') == result
    assert "what names the region, a region within it or a State of it" in page
    assert len(json.loads(client.get(f"/en/library/export.json?region={region}").getvalue())) == result
    options = page.partition('<select id="region"')[2].partition("</select>")[0]
    assert "Africa" in options
    assert "Europe" not in options


def test_a_region_without_hits_says_what_place_counts(client: Client) -> None:
    page = client.get("/en/library/?q=duty+place:Europe").content.decode()
    assert "A place counts where a statement is about it" in page
    assert "A place counts" not in client.get("/en/library/?q=duty").content.decode()


def test_the_button_of_partnerships_stands_next_to_its_fields(client: Client) -> None:
    """One field has two of the six columns: with three others and the button they fill the row."""
    page = client.get("/en/partnerships/").content.decode()
    form = page.partition('<form class="controls')[2].partition("</form>")[0]
    columns = form.count('class="field') + form.count("span-2") + form.count("<button")
    assert columns <= (5 if form.startswith(" few") else 6)
