"""Tests of `palermo evaluate`: passages, figures, the page, and invalid labels."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from palermo.cli import app

PASSAGE = {
    "document": "plan",
    "language": "en",
    "passage_text": "States should adopt a law against trafficking in persons. The room has forty chairs.",
    "statements": [
        {"kind": "recommendation", "quote": "States should adopt a law against trafficking in persons"},
        {"kind": "factor", "quote": "The room has forty chairs"},
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "labels" / "gold.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps(PASSAGE), encoding="utf-8")
    return file


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["evaluate", *map(str, arguments)], env={"PALERMO_LIBRARY": "none-is-here"})
    return done.exit_code, done.output


def test_passages_are_read_as_they_stand_and_mistakes_shown_on_a_page(gold: Path, tmp_path: Path) -> None:
    page, stored = tmp_path / "page.html", tmp_path / "results"
    code, out = run(gold, "--html", page, "--record", stored, "--mistakes", "1")
    assert code == 0, out
    assert "read alone: 1" in out
    assert "missed: nothing found in this sentence: 1" in out
    assert "<mark class='labelled'>The room has forty chairs</mark>" in page.read_text(encoding="utf-8")
    (line,) = next(stored.glob("*.jsonl")).read_text(encoding="utf-8").splitlines()
    figures = json.loads(line)
    assert figures["labels"] == "labels/gold.jsonl"
    assert figures["figures"]["tables"]["by kind"]["recommendation"]["f1"] == 1.0


def test_what_cannot_be_done_is_said_in_one_line(gold: Path, tmp_path: Path) -> None:
    code, out = run(gold, "--html", tmp_path / "none" / "page.html")
    assert (code, "page.html: it cannot be written" in out) == (1, True)
    gold.write_text('{"name": 1}', encoding="utf-8")
    code, out = run(gold)
    assert (code, "those of no labels" in out) == (1, True)
    gold.write_text('{"document": "a", "text": "b", "addressee": "KEN", "recommenders": []}', encoding="utf-8")
    code, out = run(gold)
    assert (code, "there is no library" in out) == (1, True)
