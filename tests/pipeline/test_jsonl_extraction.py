"""Tests of extraction from a file of passages."""

import json
from pathlib import Path

import pytest

from palermo.errors import RunStopped, SourceMissing
from palermo.pipeline.jsonl_processing import extract_passages
from palermo.pipeline.wiring import shipped_stages


def test_each_passage_gives_its_statements(tmp_path: Path) -> None:
    source, output = tmp_path / "passages.jsonl", tmp_path / "statements.jsonl"
    rows = [
        {
            "id": "a",
            "text": "UNODC trained 40 judges on trafficking in persons in 2021.",
            "language": "en",
            "document": "report.txt",
        },
        {"id": "b", "text": "It also opened a  shelter for survivors.", "language": "en", "document": "report.txt"},
        {
            "id": "c",
            "text": "Les États devraient ratifier le Protocole de Palerme dans les meilleurs délais possibles.",
        },
    ]
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert extract_passages(source, output, shipped_stages()) == (3, 3)
    built = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [item["kind"] for item in built] == ["activity", "activity", "recommendation"]
    assert [item["document"]["source"] for item in built] == ["report.txt", "report.txt", "c"]
    assert [[(ref["id"], ref["name"]) for ref in item["actors"]] for item in built[:2]] == [[("unodc", "UNODC")]] * 2
    assert built[2]["language"] == "fr"


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "is not JSON"), ("[]", "contains no text"), ('{"text": " "}', "contains")]
)
def test_a_wrong_line_is_said_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    source = tmp_path / "passages.jsonl"
    source.write_text(f'{{"id": "a", "text": "Words."}}\n{line}\n', encoding="utf-8")
    with pytest.raises(RunStopped, match=rf"passages\.jsonl, line 2: it {reason}"):
        extract_passages(source, tmp_path / "statements.jsonl", shipped_stages())


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        extract_passages(tmp_path / "none.jsonl", tmp_path / "statements.jsonl", shipped_stages())
