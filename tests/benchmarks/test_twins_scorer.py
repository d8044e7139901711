"""Tests of the scorer of PDFs against their Word twins, on small invented documents."""

import io
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from docx import Document

from loading import loaded

ROOT = Path(__file__).parents[2]
LONG = "The office trains judges, prosecutors and police in every region, and tells each year what became of it."

CUT = LONG.index(" and police")


@pytest.fixture(scope="module")
def twins() -> ModuleType:
    return loaded("twins", ROOT / "benchmarks" / "twins.py")


@pytest.fixture
def word(tmp_path: Path) -> Path:
    document = Document()
    document.add_heading("Training of judges", 1)
    document.add_paragraph(f"12.\t{LONG}")
    document.add_paragraph("Short.")
    document.add_table(1, 1).rows[0].cells[0].text = f"In a table: {LONG}"
    out = io.BytesIO()
    document.save(out)
    path = tmp_path / "plan.docx"
    path.write_bytes(out.getvalue())
    return path


def scored(twins: ModuleType, word: Path, *rows: tuple[str, str, str | None]) -> Any:
    score = twins.Score()
    dicts = [{"kind": kind, "text": text, "paragraph": number} for kind, text, number in rows]
    twins.compare(list(twins.paragraphs(word)), dicts, score)
    return score


def test_paragraphs_tell_their_place(twins: ModuleType, word: Path) -> None:
    assert [paragraph.place for paragraph in twins.paragraphs(word)] == ["heading", "body", "body", "cell"]


def test_what_is_read_rightly_counts_in_full(twins: ModuleType, word: Path) -> None:
    rows = [("heading", "Training of judges", None), ("paragraph", LONG, "12"), ("cell", f"In a table: {LONG}", None)]
    score = scored(twins, word, *rows)
    assert [score.share(name) for name in ("whole", "one", "cells", "found", "true")] == [100] * 5
    assert score.f1 == pytest.approx(1)


def test_a_paragraph_in_two_passages_is_whole_but_not_one(twins: ModuleType, word: Path) -> None:
    score = scored(twins, word, ("paragraph", LONG[:CUT], "12"), ("paragraph", LONG[CUT:], None))
    assert (score.share("whole"), score.share("one")) == (100, 0)


def test_words_between_break_a_paragraph(twins: ModuleType, word: Path) -> None:
    rows = [("paragraph", LONG[:CUT], "12"), ("footnote", "A note.", None), ("paragraph", LONG[CUT:], None)]
    assert scored(twins, word, *rows).share("whole") == 0


def test_a_false_heading_is_reported(twins: ModuleType, word: Path) -> None:
    score = scored(twins, word, ("heading", "Short.", None), ("paragraph", LONG, "12"))
    assert (score.share("true"), score.share("found")) == (0, 0)
    assert any("training of judges" in miss for miss in score.missed)


def test_case_hyphens_blanks_and_quotes_are_folded(twins: ModuleType) -> None:
    assert twins.folded("Peace\u2010building\u00a0 of “States”") == twins.folded('peacebuilding of "states"')
