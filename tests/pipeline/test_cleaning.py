"""Tests of cleaning: old editions and caches are removed, needed ones stay."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Library, list_editions, open_view
from palermo.errors import LibraryBusy
from palermo.pipeline.build import BuildReport
from palermo.pipeline.cleanup import clean

Run = Callable[..., BuildReport]


@pytest.fixture
def three_editions(run: Run, folder: Path, library: Library) -> Library:
    """A library of three editions, each with another first document; all its work was done a while ago."""
    for number in range(3):
        (folder / "a.txt").write_text(f"First {number}\nStates should act {number}.\n")
        run()
    past = time.time() - 60
    for stage in ("reading", "extraction"):
        for path in (library.cache / stage).iterdir():
            os.utime(path, (past, past))
    return library


def _cached(library: Library) -> list[int]:
    return [len(list((library.cache / stage).iterdir())) for stage in ("reading", "extraction")]


def test_what_no_edition_needs_goes(three_editions: Library, run: Run) -> None:
    assert _cached(three_editions) == [5, 5]
    done = clean(three_editions, keep_count=0)
    assert (len(done.editions), done.remaining, done.cached_files) == (2, 1, 4)
    assert done.bytes > 0
    assert [item.current for item in list_editions(three_editions)] == [True]
    assert _cached(three_editions) == [3, 3]
    with open_view(three_editions) as view:
        assert len(list(view.iterate_statements())) == 2
    assert run().read == 0


def test_editions_that_stay_keep_their_cached_work(three_editions: Library) -> None:
    done = clean(three_editions, keep_count=1)
    assert (len(done.editions), done.remaining, done.cached_files) == (1, 2, 2)
    assert _cached(three_editions) == [4, 4]


def test_a_dry_run_tells_the_same_and_takes_nothing(three_editions: Library) -> None:
    before = sorted(path for path in three_editions.path.rglob("*"))
    output = clean(three_editions, keep_count=0, dry_run=True)
    assert sorted(path for path in three_editions.path.rglob("*")) == before
    assert clean(three_editions, keep_count=0) == output


def test_what_a_stopped_build_has_read_stays(three_editions: Library) -> None:
    newer = three_editions.cache / "reading/later.parquet"
    newer.write_bytes(b"read after the current edition was made")
    os.utime(newer, (time.time() + 60, time.time() + 60))
    clean(three_editions, keep_count=0)
    assert newer.exists()


def test_nothing_goes_while_a_build_runs(three_editions: Library) -> None:
    with three_editions.lock(), pytest.raises(LibraryBusy):
        clean(three_editions, keep_count=0)
    assert len(list_editions(three_editions)) == 3
