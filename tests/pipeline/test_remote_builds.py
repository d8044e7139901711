"""Tests of builds of a library in a store: by two machines, and by a cluster."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Library, list_editions, open_library, open_view
from palermo.edition.stores import Store
from palermo.errors import RunStopped
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.cleanup import clean
from palermo.pipeline.executors import DaskScheduler
from palermo.pipeline.library_status import load_library_status
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.stages import Stages
from palermo.second_opinion.queue import OPINION_FIELDS, OpinionQueue

type Build = Callable[..., BuildReport]


@pytest.fixture
def open_on(bucket: str, tmp_path: Path) -> Callable[[str], Library]:
    """The library as a machine has it."""
    return lambda machine: open_library(f"{bucket}/deep/shelf", tmp_path / machine)


@pytest.fixture
def build_on(open_on: Callable[[str], Library], stages: Stages, folder: Path) -> Build:
    """Build on a machine."""

    def by(machine: str, *folders: Path, workers: int | DaskScheduler = 1) -> BuildReport:
        output = LineReporter(lambda line: None)
        return build(open_on(machine), folders, stages=stages, workers=workers, progress=output)

    assert folder.is_dir()
    return by


type At = Callable[[str], Library]


@pytest.mark.slow
def test_another_machine_goes_on_where_the_first_was(build_on: Build, open_on: At, folder: Path) -> None:
    (folder / "empty.txt").write_text("EMPTY\n")
    first = build_on("one", folder)
    (folder / "d.txt").write_text("Fourth\nStates should listen.\n")
    second = build_on("two")
    assert (first.read, second.read) == (3, 1)
    assert [contained.source for contained in second.quarantined] == ["empty.txt"]
    with open_view(open_on("three")) as view:
        assert len(view.list_documents()) == 4
    result = load_library_status(open_on("three"))
    assert result.library.startswith("s3://")
    assert result.edition is not None
    assert (result.edition["id"], result.last_run and result.last_run["event"]) == (second.edition.id, "end")
    assert [item.manifest.id for item in list_editions(open_on("three"))] == [second.edition.id, first.edition.id]


def test_the_edition_is_that_of_a_library_here(build_on: Build, folder: Path, library: Library, stages: Stages) -> None:
    local = build(library, [folder], stages=stages, workers=1, progress=LineReporter(lambda line: None))
    assert build_on("one", folder).edition.id == local.edition.id


def test_a_place_with_files_of_somebody_else_is_refused(build_on: Build, open_on: At, folder: Path) -> None:
    open_on("one").store.write("thesis.txt", b"not a library")
    with pytest.raises(RunStopped, match="it contains files but no library"):
        build_on("one", folder)
    assert list(open_on("one").store.list_files("")) == ["thesis.txt"]


@pytest.mark.slow
def test_old_editions_and_their_cached_work_go(build_on: Build, open_on: At, folder: Path) -> None:
    build_on("one", folder)
    (folder / "a.txt").write_text("First, changed\n")
    built = build_on("one")
    assert clean(open_on("two"), keep_count=0).editions
    assert [item.manifest.id for item in list_editions(open_on("three"))] == [built.edition.id]
    with open_view(open_on("three")) as view:
        assert len(list(view.iterate_passages())) == 5


@pytest.mark.slow
def test_a_cluster_builds_it(
    build_on: Build, open_on: At, folder: Path, scheduler: DaskScheduler, two_workers: object
) -> None:
    assert two_workers
    for number in range(20):
        (folder / f"n{number:02}.txt").write_text(f"Number {number}\nStates should do {number}.\n")
    report = build_on("one", folder, workers=scheduler)
    assert (report.read, report.edition.counts.documents) == (23, 23)
    assert len(open_on("two").store.list_files("cache/extraction")) == 23
    assert build_on("two").read == 0


@pytest.mark.slow
def test_a_build_that_was_stopped_has_kept_what_it_read(
    build_on: Build, open_on: At, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = type(open_on("one").store)
    real, remaining = store.write, []

    def write(store: Store, name: str, content: bytes) -> None:
        real(store, name, content)
        if name.startswith("cache/extraction"):
            remaining.append(name)
            if len(remaining) == 2:
                raise RunStopped("the place", "it is gone for a moment")

    with monkeypatch.context() as patched:
        patched.setattr(store, "write", write)
        with pytest.raises(RunStopped, match="gone for a moment"):
            build_on("one", folder)
    assert open_on("two").read_current_id() is None
    assert "lock.json" not in open_on("two").store.list_files("")
    stored = len(open_on("two").store.list_files("cache/extraction"))
    assert stored >= 2
    assert build_on("two", folder).read == 3 - stored


@pytest.mark.slow
def test_second_opinions_travel_with_the_library(build_on: Build, open_on: At, folder: Path) -> None:
    build_on("one", folder)
    local = open_on("one")
    with local.lock():
        OpinionQueue(local.opinions).append(
            [{**dict.fromkeys(OPINION_FIELDS), "document": "d", "passage": "p", "opinion": "agree"}]
        )
    assert load_library_status(open_on("two")).opinions == {"agree": 1}
