"""Tests of libraries in a store: content-addressed files, `current` last, an expiring lock."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import (
    CompiledDocument,
    Library,
    Manifest,
    RemoteLibrary,
    list_editions,
    open_library,
    open_view,
    remote_library,
    remote_lock,
)
from palermo.edition.editions import remove_editions
from palermo.edition.stores import RemoteStore
from palermo.errors import LibraryBusy, NoLibrary, RunStopped

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def open_remotely(bucket: str, tmp_path: Path) -> Callable[[str], RemoteLibrary]:
    """The same library as different machines have it."""

    def at(machine: str) -> RemoteLibrary:
        library = open_library(f"{bucket}/shelf/", tmp_path / machine)
        assert isinstance(library, RemoteLibrary)
        library.create()
        return library

    return at


@pytest.fixture
def parts(make_part: MakePart) -> list[CompiledDocument]:
    return [make_part(f"paper {number}", "States should act.", "Protect victims.") for number in range(6)]


type Away = Callable[[str], RemoteLibrary]


def test_an_address_is_a_folder_or_a_place_elsewhere(tmp_path: Path) -> None:
    assert open_library("shelf", tmp_path) == Library(Path("shelf"))
    item, other = open_library("s3://a/b", tmp_path), open_library("s3://a/c", tmp_path)
    assert (item.name, item.path.parent) == ("s3://a/b", tmp_path)
    assert item.path != other.path


def test_what_one_machine_writes_another_reads(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    built = write_edition(open_remotely("one"), parts)
    with open_view(open_remotely("two")) as view:
        assert view.manifest == built
        assert {d.id for d in view.list_documents()} == {part.document.id for part in parts}
        assert len(list(view.iterate_statements())) == 12
    assert [item.manifest for item in list_editions(open_remotely("three"))] == [built]


def test_only_what_changed_is_sent_and_current_comes_last(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(open_remotely("one"), parts[:-1])
    sent: list[str] = []
    real = RemoteStore.write

    def write(store: RemoteStore, name: str, content: bytes) -> None:
        sent.append(name)
        real(store, name, content)

    monkeypatch.setattr(RemoteStore, "write", write)
    built = write_edition(open_remotely("two"), parts)
    assert [name.partition("/")[0] for name in sent] == [*["objects"] * 3, *["editions"] * 3, "current"]
    assert open_remotely("three").read_current_id() == built.id


def test_a_write_that_fails_leaves_the_current_edition(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_edition(open_remotely("one"), parts[:-1])
    real = RemoteStore.write

    def write(store: RemoteStore, name: str, content: bytes) -> None:
        if name.endswith("manifest.json"):
            raise RunStopped("the place", "it is gone")
        real(store, name, content)

    monkeypatch.setattr(RemoteStore, "write", write)
    with pytest.raises(RunStopped, match="it is gone"):
        write_edition(open_remotely("one"), parts)
    assert open_remotely("two").read_current_id() == first.id
    assert [item.manifest for item in list_editions(open_remotely("two"))] == [first]


def test_a_damaged_or_missing_object_is_no_edition(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    write_edition(open_remotely("one"), parts)
    store = open_remotely("one").remote
    name = next(iter(store.list_files("objects")))
    store.write(f"objects/{name}", b"other bytes")
    with pytest.raises(NoLibrary, match="a file of the edition is damaged"):
        open_view(open_remotely("two"))
    store.remove(f"objects/{name}")
    with pytest.raises(NoLibrary, match="a file of the edition is missing"):
        open_view(open_remotely("three"))


def test_old_editions_go_with_the_objects_that_no_other_has(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    write_edition(open_remotely("one"), parts)
    built = write_edition(open_remotely("one"), parts[:1])
    result = list_editions(open_remotely("two"))
    remove_editions(
        open_remotely("two"), [item for item in result if not item.current], [item for item in result if item.current]
    )
    assert [item.manifest for item in list_editions(open_remotely("three"))] == [built]
    assert len(open_remotely("three").remote.list_files("objects")) == 3
    with open_view(open_remotely("four")) as view:
        assert len(view.list_documents()) == 1


def test_a_server_follows_the_current_edition(
    open_remotely: Away, parts: list[CompiledDocument], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_library, "POLL_INTERVAL_S", 0.05)
    first = write_edition(open_remotely("one"), parts[:1])
    mirror = open_remotely("two")
    local = Library(mirror.path)
    with mirror.follow_updates():
        assert local.read_current_id() == first.id
        second = write_edition(open_remotely("one"), parts)
        pause = threading.Event()
        while local.read_current_id() != second.id:
            pause.wait(0.05)
        with open_view(local) as view:
            assert view.manifest == second


def test_a_library_without_an_edition_cannot_be_followed(open_remotely: Away) -> None:
    with pytest.raises(NoLibrary, match="no edition yet"), open_remotely("one").follow_updates():
        raise AssertionError("it must not come so far")


def test_the_lock_names_who_holds_it(open_remotely: Away) -> None:
    with (
        open_remotely("one").lock(),
        pytest.raises(LibraryBusy, match=r"process .* of some machine"),
        open_remotely("two").lock(),
    ):
        raise AssertionError("it must not come so far")
    with open_remotely("two").lock():
        assert "lock.json" in open_remotely("one").remote.list_files("")
    assert "lock.json" not in open_remotely("one").remote.list_files("")


def test_a_lock_that_ran_out_belongs_to_nobody(open_remotely: Away) -> None:
    item = open_remotely("one")
    item.remote.write_new("lock.json", b'{"token": "of a dead build", "pid": 1, "since": 0, "until": 0}')
    with item.lock():
        assert b"dead" not in item.remote.read("lock.json")


def test_a_build_that_waits_gets_the_lock_after_the_other(open_remotely: Away, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_lock, "POLL_INTERVAL_S", 0.05)
    output: list[str] = []
    got = threading.Event()

    def second() -> None:
        with open_remotely("two").lock(output.append):
            got.set()

    waiting = threading.Thread(target=second)
    with open_remotely("one").lock():
        waiting.start()
        assert not got.wait(0.5)
    waiting.join(30)
    assert got.is_set()
    assert len(output) == 1
    assert output[0].startswith("Waiting for the library: process ")


def test_what_a_build_knows_travels_with_the_lock(open_remotely: Away) -> None:
    item = open_remotely("one")
    with item.lock():
        item.config.write_text("sources = []")
        (item.cache / "files.json").write_text("{}")
        (item.quarantine / "a.json").write_text("1")
        (item.quarantine / "b.json").write_text("2")
        (item.runs / "2026.jsonl").write_text("a run")
    two = open_remotely("two")
    with two.lock():
        assert (two.config.read_text(), (two.cache / "files.json").read_text()) == ("sources = []", "{}")
        assert (two.runs / "2026.jsonl").read_text() == "a run"
        (two.quarantine / "a.json").unlink()
        (two.quarantine / "b.json").write_text("3")
    item.pull()
    assert [path.name for path in item.quarantine.iterdir()] == ["b.json"]
    assert (item.quarantine / "b.json").read_text() == "3"
