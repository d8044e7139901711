"""Tests of the review queue: each line once, also after a killed process."""

from pathlib import Path
from typing import Any

from palermo.second_opinion.queue import OPINION_FIELDS, OpinionQueue


def row(**changed: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(OPINION_FIELDS),
        "document": "d",
        "passage": "p",
        "opinion": "agree",
        "quotes": ["نص"],
        **changed,
    }


def test_rows_are_appended_once_and_in_order(tmp_path: Path) -> None:
    queue = OpinionQueue(tmp_path / "review/opinions.jsonl")
    assert (list(queue.read_rows()), queue.count_by_verdict()) == ([], {})
    assert queue.append([row(key="1"), row(key="2"), row(key="1")]) == 2
    assert queue.append([row(key="2"), row(key="3", opinion="missing")]) == 1
    assert queue.append([row(key="3", opinion="missing")]) == 0
    assert [item["key"] for item in queue.read_rows()] == ["1", "2", "3"]
    assert [list(item) for item in queue.read_rows()] == [list(OPINION_FIELDS)] * 3
    assert queue.count_by_verdict() == {"agree": 2, "missing": 1}


def test_lines_that_are_no_opinions_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "opinions.jsonl"
    OpinionQueue(path).append([row(opinion="\x1b[2J"), row(opinion=["agree"]), row(document=None), row(key="1")])
    path.write_bytes(b'[]\n{"opinion": "agree"}\n' + path.read_bytes())
    assert [item["key"] for item in OpinionQueue(path).read_rows()] == ["1"]


def test_an_unfinished_line_is_skipped_and_appended_anew(tmp_path: Path) -> None:
    path = tmp_path / "opinions.jsonl"
    queue = OpinionQueue(path)
    queue.append([row(key="1"), row(key="2")])
    path.write_bytes(path.read_bytes()[:-7])
    assert [item["key"] for item in queue.read_rows()] == ["1"]
    assert queue.append([row(key="1"), row(key="2")]) == 1
    assert [item["key"] for item in queue.read_rows()] == ["1", "2"]
