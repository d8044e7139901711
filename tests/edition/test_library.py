"""Tests of a library's folders, current edition and lock."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from palermo.edition import Library
from palermo.errors import LibraryBusy, NoLibrary, NotFound

ID = "7f3a91" + "0" * 14

HOLD = """
import sys, time
from pathlib import Path
from palermo.edition import Library
with Library(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_library_is_found_once_it_is_created(tmp_path: Path) -> None:
    library = Library(tmp_path / "deep" / "library")
    assert not library.exists()
    assert library.list_edition_ids() == []
    library.create()
    library.create()
    assert library.exists()
    assert all(folder.is_dir() for folder in (library.cache, library.quarantine, library.runs, library.editions))
    assert library.config == library.path / "palermo.toml"


@pytest.mark.parametrize("name", ["library", "library/cache"])
def test_a_file_in_the_way_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("a file")
    with pytest.raises(NoLibrary, match="a file is in the way"):
        Library(tmp_path / "library").create()


def test_no_edition_is_current_at_first(library: Library, tmp_path: Path) -> None:
    assert library.read_current_id() is None
    assert Library(tmp_path / "nowhere").read_current_id() is None


@pytest.mark.parametrize("content", ["", "../../etc", "7F3A", ID + "0", "é"])
def test_a_current_file_that_holds_no_id_names_no_edition(library: Library, content: str) -> None:
    library.current_file.write_text(content)
    assert library.read_current_id() is None


def test_the_current_edition_is_switched_whole(library: Library) -> None:
    (library.editions / ID).mkdir()
    (library.editions / ".making-1").mkdir()
    library.set_current(ID)
    before = library.current_file.stat().st_ino
    library.set_current(ID)
    assert library.read_current_id() == ID
    assert library.current_file.stat().st_ino != before
    assert library.list_edition_ids() == [ID]
    assert not [p for p in library.path.iterdir() if p.name.startswith(".current")]


@pytest.mark.parametrize("edition", [ID, "..", "../editions", "", "/etc"])
def test_only_an_edition_that_is_there_becomes_current(library: Library, edition: str) -> None:
    with pytest.raises(NotFound):
        library.set_current(edition)
    assert library.read_current_id() is None


def test_a_second_build_is_reported_who_holds_the_library(library: Library) -> None:
    output = rf"process {os.getpid()} has held it since 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\. Wait"
    with library.lock(), pytest.raises(LibraryBusy, match=output), library.lock():
        pass
    with library.lock():
        assert (library.path / ".lock").exists()


def test_a_lock_falls_after_an_error(library: Library) -> None:
    with pytest.raises(RuntimeError), library.lock():
        raise RuntimeError
    with library.lock():
        assert (library.path / ".lock").exists()


def test_a_lock_falls_with_a_killed_process(library: Library) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(library.path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(LibraryBusy, match=re.escape(f"process {other.pid}")), library.lock():
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
    with library.lock():
        assert (library.path / ".lock").exists()


def test_a_lock_of_unknown_content_still_holds(library: Library) -> None:
    with library.lock():
        (library.path / ".lock").write_text("[]")
        with pytest.raises(LibraryBusy, match="another process"), library.lock():
            pass


def test_where_no_library_is_nothing_can_be_locked(tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="no such folder"), Library(tmp_path / "nowhere").lock():
        pass
