"""Tests of compilation in several processes: same edition, same errors, no orphans."""

import pickle
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Library, open_view
from palermo.errors import RunStopped
from palermo.pipeline import compilation
from palermo.pipeline.build import BuildReport
from palermo.pipeline.stages import Stages
from palermo.pipeline.wiring import shipped_stages

Run = Callable[..., BuildReport]

SCRIPT = """
    import sys
    from pathlib import Path
    from palermo.edition import Library
    from palermo.pipeline.build import build
    from palermo.pipeline.progress import LineReporter
    from palermo.pipeline.stages import Stages, StageSpec
    from palermo.pipeline import compilation
    import plain_stages

    if __name__ == "__main__":
        compilation.MIN_DOCUMENTS_FOR_PROCESSES = 0
        spec = StageSpec(
            reader="plain_stages:read", reader_version="r1", extractor="plain_stages:extract", extractor_version="e1"
        )
        stages = Stages(
            spec=spec, link_statements=plain_stages.link, linking_version="l1", registry_version="g1"
        )
        build(Library(Path(sys.argv[1])), [Path(sys.argv[2])], stages=stages, workers=2, progress=LineReporter(len))
"""


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in several processes, however few documents there are."""
    monkeypatch.setattr(compilation, "MIN_DOCUMENTS_FOR_PROCESSES", 0)


@pytest.mark.slow
@pytest.mark.usefixtures("in_processes")
def test_two_processes_compile_the_edition_that_one_does(run: Run, folder: Path, library: Library) -> None:
    for number in range(12):
        (folder / f"n{number}.txt").write_text(f"Number {number}\nStates should do {number}.\n")
    (folder / "twin.txt").write_text("Second\nSymbol X/1\nStates should act.\n")
    two = run(workers=2)
    with open_view(library) as view:
        statements = list(view.iterate_statements())
        assert {ref.id for item, _ in statements for ref in item.addressees} == {"states"}
    shutil.rmtree(library.path)
    item = run(workers=1)
    assert (item.edition.id, item.edition.counts) == (two.edition.id, two.edition.counts)


@pytest.mark.slow
@pytest.mark.usefixtures("in_processes")
def test_a_fault_in_a_process_stops_the_build_with_its_reason(run: Run, folder: Path, library: Library) -> None:
    (folder / "d.txt").write_text("MISLINK\n")
    with pytest.raises(RunStopped, match=r"d\.txt: its names cannot be linked \(KeyError"):
        run(workers=2)
    assert library.read_current_id() is None


@pytest.mark.slow
def test_processes_end_with_a_build_that_is_killed(
    stages: Stages, run: Run, folder: Path, library: Library, tmp_path: Path
) -> None:
    assert stages
    gate = tmp_path / "gate"
    (folder / "d.txt").write_text(f"STAY {gate}\n")
    (tmp_path / "run_build.py").write_text(textwrap.dedent(SCRIPT))
    build = subprocess.Popen([sys.executable, tmp_path / "run_build.py", str(library.path), str(folder)])
    reached = gate.with_suffix(".reached")
    try:
        _until(lambda: reached.exists() or build.poll() is not None)
        compiling = [pid for pid in _children(build.pid) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    finally:
        build.kill()
        build.wait()
    assert len(compiling) == 2
    _until(lambda: not any(_runs(pid) for pid in compiling))
    gate.touch()
    assert (run().edition.counts.documents, run().read) == (4, 0)


def test_the_stages_that_ship_travel_to_other_processes() -> None:
    ours = shipped_stages()
    theirs = pickle.loads(pickle.dumps(ours))
    assert (theirs.spec, theirs.versions) == (ours.spec, ours.versions)


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
