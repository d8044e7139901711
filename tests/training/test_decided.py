"""Tests of reviewed statements as labels."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision_factory import make_decision
from palermo.edition import CompiledDocument, DecisionLog, Library
from training.statements.decided import compare_models, read_decided_documents


@pytest.fixture
def part(make_part: Callable[..., CompiledDocument]) -> CompiledDocument:
    return make_part("alpha", "States should act now.", "States should report.", "States should pay.", "A quiet day.")


@pytest.fixture
def log(library: Library, part: CompiledDocument, write_edition: Callable[..., Any]) -> DecisionLog:
    write_edition(library, [part])
    return DecisionLog(library.decisions)


def test_passages_count_once_all_of_their_statements_are_decided(
    library: Library, part: CompiledDocument, log: DecisionLog
) -> None:
    log.append(
        [
            make_decision(part.statements[0], part.passages[0], "accept"),
            make_decision(part.statements[1], part.passages[1], "reject"),
            make_decision(part.statements[2], part.passages[2], "unsure"),
        ]
    )
    (document,) = read_decided_documents(library)
    accepted, rejected = (document.labelled[one.id] for one in part.passages[:2])
    assert set(document.labelled) == {one.id for one in part.passages[:2]}
    assert [(one.kind, one.start, one.end) for one in accepted.statements] == [("recommendation", 0, 22)]
    assert accepted.statements[0].roles["addressees"] == ("State A",)
    assert rejected.statements == ()
    assert accepted.raw["statements"][0]["quote"] == "States should act now."


def test_labels_have_the_corrections(library: Library, part: CompiledDocument, log: DecisionLog) -> None:
    fields = {"kind": "activity", "themes": ["health"], "actors": [{"name": "The fund", "source": "heading"}]}
    log.append([make_decision(part.statements[0], part.passages[0], "correct", fields=fields)])
    (document,) = read_decided_documents(library)
    (label,) = document.labelled[part.passages[0].id].statements
    assert (label.kind, label.tags["themes"], label.roles["actors"]) == ("activity", ("health",), ("The fund",))
    assert label.sources == {"actors": "heading"}


def test_documents_that_are_not_public_are_never_learnt_from(
    library: Library, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Any]
) -> None:
    hidden = make_part("beta", "States should act now.", visibility="members")
    write_edition(library, [hidden])
    DecisionLog(library.decisions).append([make_decision(hidden.statements[0], hidden.passages[0], "accept")])
    assert list(read_decided_documents(library)) == []


def test_comparison_says_when_nothing_is_left_out(tmp_path: Path) -> None:
    assert "review more documents" in compare_models([], tmp_path, tmp_path)
