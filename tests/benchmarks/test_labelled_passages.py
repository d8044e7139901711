"""Tests of labelled passage files: faults are reported before anything is stored."""

from pathlib import Path
from types import ModuleType

import pytest

from loading import loaded

ROOT = Path(__file__).parents[2]
PASSAGE = '{"document": "d", "passage_text": "IOM trains judges.", "statements": []}\n'


@pytest.fixture(scope="module")
def labelled() -> ModuleType:
    return loaded("labelled", ROOT / "benchmarks" / "labelled.py")


def test_files_of_a_folder_are_read_in_order(labelled: ModuleType, tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.jsonl").write_text(PASSAGE, encoding="utf-8")
    assert [file.name for file in labelled.files_in(tmp_path)] == ["a.jsonl", "b.jsonl"]
    assert [row["document"] for row in labelled.passages(tmp_path / "a.jsonl")] == ["d"]


@pytest.mark.parametrize("name", ["nowhere", ""])
def test_a_folder_without_any_is_refused(labelled: ModuleType, tmp_path: Path, name: str) -> None:
    with pytest.raises(SystemExit, match="no labelled passages are there"):
        labelled.files_in(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("", "it contains no labels"),
        ("{", "line 1"),
        ('{"id": 1}', "are those of no labels"),
        ('{"name": "IOM", "canonical_id": "iom"}', "it labels names"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(labelled: ModuleType, tmp_path: Path, text: str, content: str) -> None:
    file = tmp_path / "labels.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit, match=content):
        labelled.passages(file)
