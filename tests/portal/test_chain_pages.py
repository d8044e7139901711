"""Tests of pages of chains and appraisals: matching numbers, files, empty states."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client
from rich.console import Console

from palermo.analysis.follow_up import FollowUp, FollowUpStatus, open_follow_up
from palermo.analysis.follow_up.answers import SearchedWorks, UnsearchedReason
from palermo.analysis.follow_up.sentence_vectors import FOLDER
from palermo.edition import Library, View, open_view
from palermo.joint_texts.wording_history import compare_wordings
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.portal.services.chain_history import FollowUpHistory, build_chain_history, fold_word
from palermo.portal.services.current_edition import open_current_edition


@pytest.fixture(scope="module")
def library(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition, whose report asks another State for the same in each chapter."""
    report, *others = sample.EVERYTHING
    statements = [
        replace(statement, addressees=(sample.STATES[int(statement.locator.headings[0][0]) - 1],))
        for statement in report.statements
    ]
    folder = tmp_path_factory.mktemp("chains")
    sample.build(folder, [replace(report, statements=tuple(statements)), *others])
    ensure_follow_up(Library(folder), use_embeddings=False, progress=create_reporter(Console(quiet=True)))
    return folder


@pytest.fixture(scope="module")
def follow_up(library: Path) -> FollowUp:
    view = open_view(Library(library))
    stored = open_follow_up(Library(library).open_artefacts(view.manifest.id), view)
    assert stored is not None
    return stored


def test_the_list_of_chains_opens_each(client: Client, follow_up: FollowUp) -> None:
    page = client.get("/en/recommendations/chains/").content.decode()
    assert f"{len(follow_up.chains)} chain" in page
    chain = follow_up.chains[0]
    assert f'href="/en/recommendations/chains/{chain.id}/"' in page
    opened = client.get(f"/en/recommendations/chains/{chain.id}/").content.decode()
    assert f"{len(chain.calls)} recommendations" in opened
    assert opened.count('<li class="held') == min(len(chain.calls), 25)


def test_the_list_of_chains_names_a_filter_as_documents_print_it(client: Client) -> None:
    page = client.get("/en/recommendations/chains/?addressee=name:state a").content.decode()
    assert "Addressee: State A" in re.sub(r"<[^>]+>", "", page)


def test_any_member_leads_to_its_chain(client: Client, follow_up: FollowUp) -> None:
    chain = follow_up.chains[0]
    response = client.get(f"/en/recommendations/chains/{chain.calls[-1].id}/")
    assert response.status_code == 302
    assert response["Location"] == f"/en/recommendations/chains/{chain.id}/"
    assert client.get("/en/recommendations/chains/nonsense/").status_code == 404


def test_a_recommendation_shows_its_chain_and_what_followed(client: Client, follow_up: FollowUp) -> None:
    chain = follow_up.chains[0]
    page = client.get(f"/en/statements/{chain.calls[1].id}/").content.decode()
    assert "The same call through years, bodies and languages" in page
    assert f"/en/recommendations/chains/{chain.id}/" in page
    assert "<ins>" in page
    assert "No later document searched" in page
    assert "No addressee is confirmed" not in page


def test_one_that_stands_alone_says_so(client: Client, follow_up: FollowUp, view: View) -> None:
    every = view.find_statements(limit=100).statements
    alone = next(item for item in every if item.id not in follow_up.chain_by_call)
    page = client.get(f"/en/statements/{alone.id}/").content.decode()
    assert "No recommendation of another document or body that asks for the same was found in this edition." in page


def test_the_register_puts_the_most_repeated_first(client: Client, follow_up: FollowUp) -> None:
    page = client.get("/en/recommendations/?sort=repeated").content.decode()
    first = re.search(r'href="/en/statements/([0-9a-f]+)/"', page)
    assert first
    assert first[1] in {call.id for call in follow_up.chains[0].calls}
    last = client.get("/en/recommendations/?sort=repeated&page=999")
    assert last.status_code == 200


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("address", ["recommendations/chains/export", "appraisal/export", "appraisal/gcm/export"])
def test_files(client: Client, address: str, format: str, follow_up: FollowUp) -> None:
    response = client.get(f"/en/{address}.{format}")
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{format}"')
    if format == "json" and "chains" in address:
        assert len(json.loads(response.content)["rows"]) == len(follow_up.chains)
    assert client.get(f"/en/{address}.pdf").status_code == 404


def test_an_appraisal_says_its_gaps(client: Client) -> None:
    listed = client.get("/en/appraisal/").content.decode()
    displayed, _, without = listed.partition("No recommendation or activity cites them")
    assert "/en/appraisal/actip/" in without
    assert "/en/appraisal/actip/" not in displayed
    page = client.get("/en/appraisal/gcm/").content.decode()
    searched = re.search(r"Searched: ([^.]+)\.", page)
    assert searched
    assert f"What was not found in {searched[1]} may still have been done." in page
    assert "No statement cites it" in page
    assert 'href="/en/appraisal/gcm/"' in client.get("/en/instruments/gcm/").content.decode()
    assert client.get("/en/appraisal/nonsense/").status_code == 404
    assert client.get("/en/appraisal/gcm/999/").status_code == 404


def test_the_number_of_a_gap_has_the_colon_of_the_language(client: Client) -> None:
    page = client.get("/fr/appraisal/gcm/").content.decode()
    assert re.search(r"\d+\s: ", page.partition('id="gaps"')[2])


@pytest.fixture
def library_without_follow_up(library: Path, view: View, settings: LazySettings) -> Iterator[Path]:
    """The library while nothing of it is kept yet."""
    stored = Library(library).get_edition_folder(view.manifest.id) / FOLDER
    aside = stored.with_name("aside")
    stored.rename(aside)
    open_current_edition.cache_clear()
    yield stored
    for thread in _makers():
        thread.join()
    shutil.rmtree(stored, ignore_errors=True)
    aside.rename(stored)
    open_current_edition.cache_clear()


def _makers() -> list[Thread]:
    return [item for item in threading.enumerate() if item.name == "follow-up"]


def test_pages_go_on_while_chains_are_made(
    client: Client, follow_up: FollowUp, library_without_follow_up: Path
) -> None:
    call = follow_up.chains[0].id
    page = client.get(f"/en/statements/{call}/").content.decode()
    assert "Being prepared for this edition" in page
    for thread in _makers():
        thread.join()
    assert library_without_follow_up.is_dir()
    assert "Being prepared" not in client.get(f"/en/statements/{call}/").content.decode()


def test_an_appraisal_is_made_where_chains_are_there_already(
    client: Client, follow_up: FollowUp, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = threading.Event()
    monkeypatch.setattr("palermo.portal.services.follow_up.ensure_follow_up", lambda *a, **b: requests.set())
    open_current_edition.cache_clear()
    client.get("/en/appraisal/gcm/")
    assert not requests.is_set()  # words alone: there is nothing to make
    settings.PALERMO_MEANING = True
    open_current_edition.cache_clear()
    client.get("/en/appraisal/gcm/")
    assert requests.wait(10)
    open_current_edition.cache_clear()


def test_a_chain_without_dates_prints_no_year(follow_up: FollowUp) -> None:
    dated = follow_up.chains[0]
    chain = replace(dated, calls=tuple(replace(call, date="") for call in dated.calls))
    history = FollowUpHistory(
        members=(),
        chain=chain,
        lanes=None,
        responses=(),
        own_answers=(),
        outcomes=(),
        answers=(),
        status=FollowUpStatus.NOT_SEARCHED,
        searched=0,
        unsearched=None,
    )
    count = f"{len(chain.calls)} recommendations"
    assert history.figures.startswith(f"{count}. Issuers: ")
    assert replace(history, chain=dated).figures.startswith(f"{count}, ")


def test_words_that_came_and_went() -> None:
    segments = compare_wordings("Train the police, in 2020", "train judges in 2020", fold_word)
    assert [(item.kind, item.text) for item in segments] == [
        ("equal", "train "),
        ("deleted", "the police,"),
        ("inserted", "judges"),
        ("equal", " in 2020"),
    ]
    chinese = compare_wordings("培训法官", "培训警察", fold_word)
    assert "".join(item.text for item in chinese if item.kind != "deleted") == "培训警察"
    assert compare_wordings("", "", fold_word) == ()


@pytest.fixture
def undated_history(client: Client, follow_up: FollowUp, library: Path) -> FollowUpHistory:
    """The history of a chain without dates, whose first recommendation has no confirmed addressee."""
    chain = follow_up.chains[0]
    first, *others = (replace(call, date="") for call in chain.calls)
    undated = replace(chain, calls=(replace(first, addressees=()), *others))
    return build_chain_history(open_view(Library(library)), follow_up, SearchedWorks(works={}), undated)


def test_a_chain_with_a_confirmed_addressee_does_not_say_that_none_is(undated_history: FollowUpHistory) -> None:
    assert undated_history.unsearched is UnsearchedReason.NO_DATE


def test_a_wording_is_compared_with_one_that_has_no_date(undated_history: FollowUpHistory) -> None:
    page = render_to_string("base/_chain_members.html", {"members": undated_history.members})
    assert "compared with a wording without a date" in page
