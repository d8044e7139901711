"""Tests of the resolution of a file of names."""

import json
from pathlib import Path

import pytest

from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline.jsonl_processing import resolve_names


def test_each_line_gets_its_answer_in_order(tmp_path: Path) -> None:
    source, output = tmp_path / "names.jsonl", tmp_path / "ids.jsonl"
    names = ["ILO", "Ruritanian Aid\u2028Foundation", "RAF"]
    source.write_text("\n\n".join(json.dumps({"name": name}, ensure_ascii=False) for name in names), encoding="utf-8")
    assert resolve_names(source, output) == (3, 2)
    rows = [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n") if line]
    assert [row["name"] for row in rows] == names
    assert rows[0]["id"] == "ilo"
    assert rows[1]["id"] == rows[2]["id"] != "ilo"
    assert rows[1]["id"].startswith("new:")
    assert all(set(row) == {"name", "id", "score", "why"} for row in rows)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "contains no name"),
        ('{"name": 3}', "contains no name"),
        ('{"name": " "}', "contains no name"),
    ],
)
def test_a_wrong_line_is_said_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    source = tmp_path / "names.jsonl"
    source.write_text(f'{{"name": "ILO"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(RunStopped, match=rf"names\.jsonl, line 2: it {reason}"):
        resolve_names(source, tmp_path / "ids.jsonl")
    assert not (tmp_path / "ids.jsonl").exists()


def test_files_that_cannot_be_read_or_written_are_said(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="cannot be read"):
        resolve_names(tmp_path / "nowhere.jsonl", tmp_path / "ids.jsonl")
    source = tmp_path / "names.jsonl"
    source.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceMissing, match="cannot be read"):
        resolve_names(source, tmp_path / "ids.jsonl")
    source.write_text('{"name": "ILO"}', encoding="utf-8")
    with pytest.raises(RunStopped, match="cannot be written"):
        resolve_names(source, tmp_path / "no" / "folder" / "ids.jsonl")
