"""Tests of kill -9 of readers, workers and builds at random moments."""

from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from loading import loaded

KILLS = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    return loaded("kills", KILLS)


@pytest.mark.slow
@pytest.mark.parametrize(("target", "after"), [("reader", 0.5), ("build", 1.5)])
def test_nothing_is_lost_and_nothing_done_twice(kills: ModuleType, tmp_path: Path, target: str, after: float) -> None:
    (tmp_path / "files").mkdir()
    kills.fill(tmp_path / "files", 16)
    killed = kills.killed(tmp_path / "files", tmp_path / "library", target, after, random=Random(1))
    assert (killed.struck, killed.faults) == (True, ())
