"""Tests of the decision log: every acknowledged decision once, in order."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_factory import make_decision
from palermo.edition import CompiledDocument, DecisionLog
from palermo.errors import DecisionConflict
from palermo.review import Decision

type Decide = Callable[..., Decision]

WRITER = """
import json, sys
from pathlib import Path
from palermo.edition import DecisionLog
from palermo.review import compute_decision_id, parse_decision
row, log = json.loads(sys.argv[2]), DecisionLog(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    row["id"] = compute_decision_id(sys.argv[4], number)
    log.append([parse_decision(row)])
    print(row["id"], flush=True)
"""


@pytest.fixture
def decide(make_part: Callable[..., CompiledDocument]) -> Decide:
    part = make_part("report", "States should train judges.")

    def build(verdict: str = "accept", **fields: object) -> Decision:
        return make_decision(part.statements[0], part.passages[0], verdict, **fields)  # type: ignore[arg-type]

    return build


def start_writer(folder: Path, decision: Decision, count: int, name: str) -> subprocess.Popen[str]:
    arguments = [str(folder), json.dumps(decision.to_row()), str(count), name]
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], stdout=subprocess.PIPE, text=True)


def test_decisions_come_back_in_their_order(tmp_path: Path, decide: Decide) -> None:
    built = [decide(), decide("reject"), decide("unsure")]
    log = DecisionLog(tmp_path)
    for item in built:
        log.append([item])
    for read in (log, DecisionLog(tmp_path)):
        assert [(item.seq, item.decision) for item in read.read()] == list(enumerate(built, 1))


def test_decision_that_is_sent_twice_is_stored_once(tmp_path: Path, decide: Decide) -> None:
    item = decide()
    assert DecisionLog(tmp_path).append([item]) == [item]
    assert DecisionLog(tmp_path).append([item], expected={item.statement: None}) == []
    assert len(DecisionLog(tmp_path).read()) == 1


def test_second_reviewer_who_saw_an_older_state_is_refused(tmp_path: Path, decide: Decide) -> None:
    log, first, second = DecisionLog(tmp_path), decide(), decide("reject", reviewer="bo")
    log.append([first], expected={first.statement: None})
    with pytest.raises(DecisionConflict):
        DecisionLog(tmp_path).append([second], expected={second.statement: None})
    DecisionLog(tmp_path).append([second], expected={second.statement: first.id})
    assert [item.decision for item in log.read()] == [first, second]


def test_half_a_last_line_is_ignored_reported_and_followed(tmp_path: Path, decide: Decide) -> None:
    log, first, second = DecisionLog(tmp_path), decide(), decide()
    log.append([first])
    (path,) = tmp_path.glob("*.jsonl")
    with path.open("a") as file:
        file.write('{"seq": 2, "id": "hal')
    assert [item.decision for item in log.read()] == [first]
    assert "unfinished" in log.list_faults()[0].reason
    log.append([second])
    repeated = DecisionLog(tmp_path)
    assert [item.decision for item in repeated.read()] == [first, second]
    assert [(fault.line, "not a valid decision" in fault.reason) for fault in repeated.list_faults()] == [(2, True)]


def test_log_that_is_replaced_is_read_again(tmp_path: Path, decide: Decide) -> None:
    log = DecisionLog(tmp_path)
    log.append([decide(), decide()])
    (path,) = tmp_path.glob("*.jsonl")
    first_line = path.read_bytes().splitlines(keepends=True)[0]
    path.unlink()
    path.write_bytes(first_line)
    assert len(log.read()) == 1


@pytest.mark.slow
def test_killed_writer_loses_no_acknowledged_decision_and_doubles_none(tmp_path: Path, decide: Decide) -> None:
    """The writer is killed with SIGKILL again and again, and sends all decisions again each time."""
    row, acknowledged, total = decide(), set[str](), 300
    for run in range(4):
        with start_writer(tmp_path, row, total, "w") as writer:
            assert writer.stdout
            for line in writer.stdout:
                acknowledged.add(line.strip())
                if run < 3 and len(acknowledged) == (run + 1) * 40:
                    os.kill(writer.pid, signal.SIGKILL)
                    break
            acknowledged |= {line.strip() for line in writer.stdout if len(line) == 21}
    ids = [item.decision.id for item in DecisionLog(tmp_path).read()]
    assert len(ids) == len(set(ids)) == total
    assert acknowledged <= set(ids)
    lines = [json.loads(line) for path in tmp_path.glob("*.jsonl") for line in path.read_bytes().splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, total + 1))


@pytest.mark.slow
def test_writers_in_several_processes_lose_nothing(tmp_path: Path, decide: Decide) -> None:
    writers = [start_writer(tmp_path, decide(), 60, str(number)) for number in range(3)]
    for writer in writers:
        with writer:
            writer.communicate()
    result = DecisionLog(tmp_path).read()
    assert [item.seq for item in result] == list(range(1, 181))


def test_two_reviewers_lose_no_update_in_a_thousand_rounds(
    tmp_path: Path, decide: Decide, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both write what they saw; who is refused looks again and sends once more."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    accepted: list[Decision] = []

    def review(name: str) -> None:
        log = DecisionLog(tmp_path)
        for _ in range(500):
            while True:
                visited = log.list_decisions(statement)
                item = decide(reviewer=name, parent=visited[-1].id if visited else None)
                try:
                    log.append([item], expected={statement: item.parent})
                except DecisionConflict:
                    time.sleep(0.0005)
                    continue
                accepted.append(item)
                break

    statement = decide().statement
    reviewers = [threading.Thread(target=review, args=(name,)) for name in ("ada", "bo")]
    for item in reviewers:
        item.start()
    for item in reviewers:
        item.join()
    stored = [item.decision for item in DecisionLog(tmp_path).read()]
    assert len(stored) == 1000
    assert {item.id for item in accepted} == {item.id for item in stored}
    assert [item.parent for item in stored] == [None, *(item.id for item in stored[:-1])]
