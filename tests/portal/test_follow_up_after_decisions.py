"""Chains after decisions: recommendations that are rejected leave them, and what is missing is derived once."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from rich.console import Console

from decision_factory import make_decision
from made_editions import MakePart
from palermo.edition import CompiledDocument, Library, Manifest, open_decision_log, open_view
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from palermo.portal.services import follow_up as service
from palermo.portal.services.current_edition import get_current_edition
from palermo.portal.services.entity_statements import EntityStatement, append_entity_statement

ASKED = "Establish shelters for survivors of forced labour in every province"
type WriteEdition = Callable[[Library, list[CompiledDocument]], Manifest]


@pytest.fixture
def chained(
    portal: LazySettings,
    make_part: MakePart,
    write_edition: WriteEdition,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Library:
    """A library with a chain of three recommendations, whose decisions are applied at once."""
    library = Library(tmp_path / "library")
    library.create()
    write_edition(library, [make_part(f"part {year}", ASKED, date=f"{year}-03-01") for year in (2019, 2020, 2021)])
    portal.PALERMO_LIBRARY = library.path
    monkeypatch.setattr("palermo.portal.services.current_edition.OVERLAY_INTERVAL_S", 0.0)
    return library


def derive(library: Library) -> None:
    ensure_follow_up(library, use_embeddings=False, progress=create_reporter(Console(quiet=True)))


def reject(library: Library, number: int) -> str:
    """Reject the recommendation of the document of this number, oldest first; return its id."""
    with open_view(library) as view:
        document = sorted(view.list_documents(), key=lambda one: one.date or "")[number]
        (statement,) = view.list_statements(document.id)
        (passage,) = view.list_passages(document.id)
    open_decision_log(library.decisions).append([make_decision(statement, passage, "reject")])
    return statement.id


def list_calls() -> list[list[str]]:
    found = service.get_current_follow_up()
    assert found is not None
    return [[call.id for call in chain.calls] for chain in found.chains]


def test_rejected_recommendation_leaves_its_chain(chained: Library) -> None:
    derive(chained)
    (before,) = list_calls()
    assert len(before) == 3
    rejected = reject(chained, 1)
    assert list_calls() == [[id for id in before if id != rejected]]
    reject(chained, 0)
    assert list_calls() == []


def test_follow_up_is_derived_once_in_spite_of_decisions(chained: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    monkeypatch.setattr(service, "ensure_follow_up", lambda *some, **more: started.append(some))
    for number in range(3):
        assert service.get_current_follow_up() is None
        before = get_current_edition()
        reject(chained, number)
        assert get_current_edition() is not before
    assert len(started) == 1


@pytest.mark.django_db
def test_own_answers_filter_and_are_counted_apart_from_evidence(chained: Library, client: Client) -> None:
    derive(chained)
    api, register = "/api/v1/maps/follow-up?top=9", "/en/recommendations/?sort=newest"
    ((first, *_others),) = list_calls()
    assert "Answer of the addressee itself" not in client.get(register).content.decode()
    (before,) = client.get(api).json()["rows"]
    answer = EntityStatement(
        entity="unodc", kind="answer", subject=first, content={"answer": "done"}, date="2026-01-02"
    )
    append_entity_statement(answer)
    assert 'name="own_answer"' in client.get(register).content.decode()
    found = client.get(f"{register}&own_answer=done")
    assert [row[0].id for row in found.context["rows"]] == [first]
    assert client.get(f"{register}&own_answer=not-accepted").context["rows"] == []
    assert [chain.id for chain in client.get("/en/recommendations/chains/?own_answer=done").context["rows"]] == [first]
    assert list(client.get("/en/recommendations/chains/?own_answer=under-way").context["rows"]) == []
    (after,) = client.get(api).json()["rows"]
    assert after == before | {"stated_done": 1}
    rows = client.get(f"{api}&by=recommendation").json()["rows"]
    assert [(row["id"], row["own_answers"]) for row in rows if row["own_answers"]] == [(first, ["done"])]
    page = client.get(f"/en/recommendations/chains/{first}/").content.decode()
    assert re.search(r'What the addressees state themselves</h3>\s*<ul[^>]*><li>Done <span class="num">1</span>', page)
    append_entity_statement(answer, is_withdrawn=True)
    assert client.get(api).json()["rows"] == [before]
