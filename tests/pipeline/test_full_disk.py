"""Tests of a full disk at any step of a build, by a limit of file sizes."""

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Library, open_view
from palermo.pipeline.build import BuildReport
from palermo.pipeline.stages import Stages

Run = Callable[..., BuildReport]

SCRIPT = """
    import resource, sys, tempfile
    from pathlib import Path
    import plain_stages
    from palermo.edition import Library
    from palermo.errors import RunStopped
    from palermo.pipeline.build import build
    from palermo.pipeline.progress import LineReporter
    from palermo.pipeline.stages import Stages, StageSpec

    spec = StageSpec(
        reader="plain_stages:read", reader_version="r1", extractor="plain_stages:extract", extractor_version="e1"
    )
    stages = Stages(
        spec=spec, link_statements=plain_stages.link, linking_version="l1", registry_version="g1"
    )
    tempfile.gettempdir()  # finds out where there is room, by writing there
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    try:
        build(Library(Path(sys.argv[1])), [Path(sys.argv[2])], stages=stages, workers=1, progress=LineReporter(len))
    except RunStopped as error:
        print(error)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "most", [0, *(pytest.param(size, marks=pytest.mark.slow) for size in (1_000, 3_000, 6_000, 10_000))]
)
def test_a_file_that_finds_no_room_leaves_the_edition_before(
    run: Run, folder: Path, library: Library, stages: Stages, most: int
) -> None:
    assert stages
    before = run()
    for number in range(12):
        lines = "".join(f"States should do {number} and {line}.\n" for line in range(30))
        (folder / f"n{number}.txt").write_text(lines)
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(library.path), str(folder), str(most)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert "it cannot be written (File too large). Free disk space or check its permissions" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert library.read_current_id() == before.edition.id
    with open_view(library) as view:
        assert len(list(view.iterate_statements())) == 3
    after = run()
    assert after.edition.counts.documents == 15
    assert [path.name for path in library.path.rglob(".*") if path.name != ".lock"] == []
