"""Tests of the download store and its ledger: atomic, also in killed runs."""

from pathlib import Path

import pytest

from palermo.errors import TooLarge
from palermo.sources import Downloads, Ledger


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = Downloads(tmp_path)
    first, second = store.save([b"wo", b"rds"], 10, "a"), store.save([b"words"], 10, "b")
    assert first == second
    assert (store.get_path(first.sha256).read_bytes(), first.size) == (b"words", 5)
    assert list(store.list_files()) == [(first.sha256, 5)]
    assert store.has_blob(first)


def test_what_is_too_large_or_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    store = Downloads(tmp_path)
    with pytest.raises(TooLarge, match="a: it is larger than"):
        store.save([b"words"] * 3, 10, "a")
    with pytest.raises(ZeroDivisionError):
        store.save((b"x" if number else bytes(1 // number) for number in (1, 0)), 10, "a")
    assert list(tmp_path.rglob("*")) == []


def test_what_a_killed_run_left_unfinished_goes(tmp_path: Path) -> None:
    (tmp_path / ".part-1-1").write_bytes(b"wor")
    Downloads(tmp_path).remove_partial_files()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_none(tmp_path: Path) -> None:
    store = Downloads(tmp_path)
    blob = store.save([b"words"], 10, "a")
    store.get_path(blob.sha256).write_bytes(b"")
    assert not store.has_blob(blob)


def test_the_last_line_counts_and_a_torn_one_is_none(tmp_path: Path) -> None:
    path = tmp_path / "deep/ledger.jsonl"
    ledger = Ledger(path)
    ledger.put("fetched", "a", {"n": 1})
    ledger.put("fetched", "a", {"n": 2})
    ledger.put("source", "a", {"é": "доклад"})
    path.write_bytes(path.read_bytes() + b'{"kind": "fetched", "key": "b", "fa')
    second = Ledger(path)
    assert (second.get("fetched", "a"), second.get("fetched", "b")) == ({"n": 2}, None)
    second.put("fetched", "c", {"n": 3})
    assert [Ledger(path).get("fetched", key) for key in "abc"] == [{"n": 2}, None, {"n": 3}]
    assert Ledger(path).get("source", "a") == {"é": "доклад"}


def test_the_ledger_is_written_anew_when_most_of_it_is_old(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path)
    for number in range(600):
        ledger.put("fetched", "a", {"n": number})
    ledger.put("fetched", "b", {"n": 0})
    ledger.compact()
    assert len(path.read_bytes().splitlines()) == 2
    assert [Ledger(path).get("fetched", key) for key in "ab"] == [{"n": 599}, {"n": 0}]
