"""Whether a build will have to read is told by times alone: a reader is started ahead only then."""

import os
import time
from pathlib import Path

import pytest

from palermo.cli.change_detection import should_start_reader

HOUR = 3600


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library that was built from the folder `documents`, in an hour that is yet to come."""
    (tmp_path / "library" / "cache").mkdir(parents=True)
    documents = tmp_path / "documents"
    (documents / "within").mkdir(parents=True)
    for name in ("one.txt", "within/two.txt"):
        (documents / name).write_text("Words.", encoding="utf-8")
    _look(tmp_path / "library", HOUR)
    (tmp_path / "library" / "palermo.toml").write_text('sources = ["../documents"]', encoding="utf-8")
    return tmp_path / "library"


def _look(library: Path, later: float) -> None:
    looked = library / "cache" / "files.json"
    looked.write_text("{}", encoding="utf-8")
    os.utime(looked, (time.time() + later,) * 2)


def test_nothing_is_to_be_read_where_no_file_changed_since_the_last_look(library: Path) -> None:
    assert not should_start_reader(str(library), [])
    assert not should_start_reader(str(library), [library.parent / "documents"])
    assert not should_start_reader(str(library), [library.parent / "documents" / "one.txt"])


def test_a_file_that_changed_since_may_be_read(library: Path) -> None:
    changed = library.parent / "documents" / "within" / "two.txt"
    os.utime(changed, (time.time() + 2 * HOUR,) * 2)
    assert should_start_reader(str(library), [])


def test_a_file_with_an_old_date_that_came_since_may_be_read(library: Path) -> None:
    _look(library, -HOUR)
    for name in ("one.txt", "within/two.txt"):
        os.utime(library.parent / "documents" / name, (0, 0))
    assert should_start_reader(str(library), [])


@pytest.mark.parametrize("sources", ["", "sources = 3", '[[sources]]\nkind = "feed"', "sources = ["])
def test_what_times_cannot_tell_may_be_read(library: Path, sources: str) -> None:
    (library / "palermo.toml").write_text(sources, encoding="utf-8")
    assert should_start_reader(str(library), [])


def test_libraries_elsewhere_and_folders_that_are_not_there_may_be_read(library: Path) -> None:
    assert should_start_reader("s3://bucket/library", [])
    assert should_start_reader(str(library / "none"), [library.parent / "documents"])
    assert should_start_reader(str(library), [library / "none"])


def test_the_library_of_the_settings_is_asked(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_LIBRARY", str(library))
    assert not should_start_reader(None, [])


def test_folders_that_are_linked_to_are_not_gone_through_as_the_build_does_not(library: Path) -> None:
    documents = library.parent / "documents"
    (documents / "around").symlink_to(documents, target_is_directory=True)
    _look(library, HOUR)
    assert not should_start_reader(str(library), [])
