"""Kill -9 of a reader, of a worker and of the build at moments of chance: a short run of benchmarks/kills.py."""

import importlib.util
import sys
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

KILLS = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.fixture(scope="module")
def kills() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kills", KILLS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kills"] = module  # its dataclass asks for its module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("target", "after"), [("reader", 0.5), ("worker", 0.5), ("build", 0.3), ("build", 1.5)])
def test_nothing_is_lost_and_nothing_done_twice(kills: ModuleType, tmp_path: Path, target: str, after: float) -> None:
    (tmp_path / "files").mkdir()
    kills.fill(tmp_path / "files", 16)
    killed = kills.killed(
        tmp_path / "files", tmp_path / "library", target, after, cluster=target == "worker", random=Random(1)
    )
    assert (killed.struck, killed.faults) == (True, ())
