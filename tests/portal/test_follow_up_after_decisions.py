"""Chains after decisions: recommendations that are rejected leave them, and what is missing is derived once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from rich.console import Console

from decision_factory import make_decision
from made_editions import MakePart
from palermo.edition import CompiledDocument, Library, Manifest, open_decision_log, open_view
from palermo.pipeline import create_reporter, ensure_follow_up
from palermo.portal.services import follow_up as service
from palermo.portal.services.current_edition import get_current_edition

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
