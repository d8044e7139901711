"""Tests of texts with many pages on one line."""

from palermo.reading import read
from palermo.reading.document_blocks import MAX_PART_CHARS

SENTENCE = "Forty boats were counted in the harbour, and no crew was paid. "


def test_text_on_one_line_has_passages_that_end_with_sentences() -> None:
    passages = read((SENTENCE * 1000).encode(), "boats.txt").passages
    assert all(len(passage.text) <= MAX_PART_CHARS and passage.text.endswith("paid.") for passage in passages)
    assert " ".join(passage.text for passage in passages) == (SENTENCE * 1000).strip()


def test_text_without_marks_is_divided_at_blanks_or_anywhere() -> None:
    words = read(("boats and " * 4000).encode(), "boats.txt").passages
    assert all(passage.text.split()[-1] in {"boats", "and"} for passage in words)
    letters = read(("x" * 30_000).encode(), "boats.txt").passages
    assert "".join(passage.text for passage in letters) == "x" * 30_000


def test_paragraph_of_usual_length_stays() -> None:
    [passage] = read((SENTENCE * 100).encode(), "boats.txt").passages
    assert len(passage.text) == len(SENTENCE) * 100 - 1
