"""Tests of label files: kinds by fields, and errors with line."""

from pathlib import Path

import pytest

from palermo.errors import LabelsInvalid, SourceMissing
from palermo.evaluation import load_labels

ROW = '{"document": "kenya.pdf", "text": "Adopt a law", "addressee": "KEN", "recommenders": ["NOR"]}'
PASSAGE = '{"document": "a.pdf", "passage_text": "Text.", "statements": [{"kind": "factor", "quote": "Text"}]}'


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        (ROW, "recommendations"),
        ('{"document": "a.pdf", "entity": "X", "printed": "1/2", "symbol": null}', "mandates"),
        (PASSAGE, "statements"),
        ('{"name": "X", "canonical_id": "x"}', "names"),
    ],
)
def test_each_sort_is_recognised(tmp_path: Path, row: str, sort: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f"{row}\n\n{row}\n", encoding="utf-8")
    assert load_labels(file).label_type == sort
    assert len(load_labels(file).rows) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{ROW}\n{{", "line 2: it is not JSON"),
        (f"{ROW}\n[1]", "line 2: it is not a JSON object"),
        (f"{ROW}\n" + ROW.replace('["NOR"]', '"NOR"'), "line 2: it has no recommenders that is a list"),
        ('{"id": 1}', "line 1: its fields .id. are those of no labels. Known fields are recommendations: document"),
        (PASSAGE.replace('"quote"', '"said"'), "line 1: one of its statements has no kind or no quote"),
        ('{"document": "a.pdf", "entity": "X", "printed": "1/2", "symbol": 3}', "no symbol that is a text or null"),
        ("\n", "it contains no labels"),
        ("[" * 100_000, "it is not JSON"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsInvalid, match=reason):
        load_labels(file)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_bytes(b"\xff\xfe{")
    with pytest.raises(LabelsInvalid, match="is not UTF-8"):
        load_labels(file)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="cannot be read"):
        load_labels(tmp_path / "none.jsonl")
