"""Tests that a build drops no source silently, and of starter lists."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from local_site import Site
from palermo.edition import Library, open_view
from palermo.errors import RunStopped
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.origin_status import check_replacement
from palermo.pipeline.origins import add_origin, add_starter, create_library, load_origins
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.stages import Stages
from palermo.sources import Bounds, Origin
from palermo.sources.starters import load_starter


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.pipeline.origins.Bounds", partial(Bounds, request_interval_s=0.0, max_attempts=1))


@pytest.fixture
def other_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "d.txt").write_text("Fourth\nStates should listen.\n")
    return folder


def build_edition(library: Library, folders: list[Path], stages: Stages, replace_sources: bool = False) -> BuildReport:
    if not replace_sources:
        check_replacement(library, folders)
    return build(library, folders, stages=stages, workers=1, progress=LineReporter(lambda line: None))


def list_documents(library: Library) -> set[str]:
    with open_view(library) as view:
        return {document.source for document in view.list_documents()}


def test_build_of_another_folder_stops_and_says_how_to_add(
    library: Library, folder: Path, other_folder: Path, stages: Stages
) -> None:
    first = build_edition(library, [folder], stages)
    with pytest.raises(RunStopped) as caught:
        build_edition(library, [other_folder], stages)
    assert f"edition of 3 documents also rests on {folder}" in str(caught.value)
    assert f"palermo add {other_folder} --library {library.name}" in str(caught.value)
    assert "--only" in str(caught.value)
    assert library.read_current_id() == first.edition.id


def test_replacement_is_possible_when_asked_for(
    library: Library, folder: Path, other_folder: Path, stages: Stages
) -> None:
    build_edition(library, [folder], stages)
    build_edition(library, [other_folder], stages, replace_sources=True)
    assert list_documents(library) == {"d.txt"}


@pytest.mark.parametrize("wider", [False, True])
def test_build_of_the_same_or_a_wider_folder_goes_on(
    library: Library, folder: Path, stages: Stages, wider: bool
) -> None:
    build_edition(library, [folder / "in"], stages)
    assert build_edition(library, [folder if wider else folder / "in"], stages).edition.counts.documents in (1, 3)


def test_source_added_to_a_built_library_keeps_its_folders(
    library: Library, folder: Path, other_folder: Path, stages: Stages
) -> None:
    build_edition(library, [folder / "in", folder / "a.txt"], stages)
    added = add_origin(library, Origin(name="", kind="folder", location=str(other_folder), line_number=0))
    assert added.name == "other"
    build_edition(library, [], stages)
    assert list_documents(library) == {"a.txt", "c.txt", "d.txt"}
    with pytest.raises(RunStopped, match="2 other sources"):
        build_edition(library, [folder / "b.txt"], stages)


def test_starter_is_fetched_once_and_built(site: Site, library: Library, stages: Stages) -> None:
    create_library(library)
    official = load_starter("greta")
    local = [
        replace(item, location=site.put(f"/{item.name}.txt", f"{item.name}\nStates should act.\n")) for item in official
    ]
    assert len(add_starter(library, local)) == len(official)
    assert add_starter(library, local) == ()
    assert build_edition(library, [], stages).edition.counts.documents == len(official)
    assert site.paths() == [f"/{item.name}.txt" for item in official]


def test_starter_keeps_the_sources_that_a_library_has(library: Library, folder: Path, stages: Stages) -> None:
    build_edition(library, [folder], stages)
    starter = load_starter("osce")
    assert len(add_starter(library, starter)) == len(starter)
    assert [item.location for item in load_origins(library)] == [str(folder), *(item.location for item in starter)]
