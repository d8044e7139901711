"""A library in a store: editions as files named by their hash, `current` last, a lock that runs out."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import (
    Compiled,
    Library,
    Manifest,
    RemoteLibrary,
    editions,
    library_at,
    open_view,
    remote,
    remote_lock,
)
from palermo.edition.shelves import remove
from palermo.edition.stores import Remote
from palermo.errors import LibraryBusy, NoLibrary, RunStopped

type MakePart = Callable[..., Compiled]
type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def away(bucket: str, tmp_path: Path) -> Callable[[str], RemoteLibrary]:
    """The same library as different machines have it."""

    def at(machine: str) -> RemoteLibrary:
        library = library_at(f"{bucket}/shelf/", tmp_path / machine)
        assert isinstance(library, RemoteLibrary)
        library.create()
        return library

    return at


@pytest.fixture
def parts(make_part: MakePart) -> list[Compiled]:
    return [make_part(f"paper {number}", "States should act.", "Protect victims.") for number in range(20)]


type Away = Callable[[str], RemoteLibrary]


def test_an_address_is_a_folder_or_a_place_elsewhere(tmp_path: Path) -> None:
    assert library_at("shelf", tmp_path) == Library(Path("shelf"))
    one, other = library_at("s3://a/b", tmp_path), library_at("s3://a/c", tmp_path)
    assert (one.name, one.path.parent) == ("s3://a/b", tmp_path)
    assert one.path != other.path


def test_what_one_machine_writes_another_reads(away: Away, parts: list[Compiled], write_edition: WriteEdition) -> None:
    made = write_edition(away("one"), parts)
    with open_view(away("two")) as view:
        assert view.manifest == made
        assert {d.id for d in view.documents()} == {part.document.id for part in parts}
        assert len(list(view.every_statement())) == 40
    assert [one.manifest for one in editions(away("three"))] == [made]


def test_only_what_changed_is_sent_and_current_comes_last(
    away: Away, parts: list[Compiled], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(away("one"), parts[:-1])
    sent: list[str] = []
    real = Remote.write

    def write(store: Remote, name: str, content: bytes) -> None:
        sent.append(name)
        real(store, name, content)

    monkeypatch.setattr(Remote, "write", write)
    made = write_edition(away("two"), parts)
    assert [name.partition("/")[0] for name in sent] == [*["objects"] * 3, *["editions"] * 3, "current"]
    assert away("three").current_id() == made.id


def test_a_write_that_fails_leaves_the_current_edition(
    away: Away, parts: list[Compiled], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_edition(away("one"), parts[:-1])
    real = Remote.write

    def write(store: Remote, name: str, content: bytes) -> None:
        if name.endswith("manifest.json"):
            raise RunStopped("the place", "it is gone")
        real(store, name, content)

    monkeypatch.setattr(Remote, "write", write)
    with pytest.raises(RunStopped, match="it is gone"):
        write_edition(away("one"), parts)
    assert away("two").current_id() == first.id
    assert [one.manifest for one in editions(away("two"))] == [first]


def test_a_damaged_or_missing_object_is_no_edition(
    away: Away, parts: list[Compiled], write_edition: WriteEdition
) -> None:
    write_edition(away("one"), parts)
    store = away("one").remote
    name = next(iter(store.listed("objects")))
    store.write(f"objects/{name}", b"other bytes")
    with pytest.raises(NoLibrary, match="a file of the edition is damaged"):
        open_view(away("two"))
    store.remove(f"objects/{name}")
    with pytest.raises(NoLibrary, match="a file of the edition is missing"):
        open_view(away("three"))


def test_old_editions_go_with_the_objects_that_no_other_has(
    away: Away, parts: list[Compiled], write_edition: WriteEdition
) -> None:
    write_edition(away("one"), parts)
    made = write_edition(away("one"), parts[:1])
    found = editions(away("two"))
    remove(away("two"), [one for one in found if not one.current], [one for one in found if one.current])
    assert [one.manifest for one in editions(away("three"))] == [made]
    assert len(away("three").remote.listed("objects")) == 3
    with open_view(away("four")) as view:
        assert len(view.documents()) == 1


def test_a_server_follows_the_current_edition(
    away: Away, parts: list[Compiled], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "FOLLOWED", 0.05)
    first = write_edition(away("one"), parts[:1])
    mirror = away("two")
    here = Library(mirror.path)
    with mirror.followed():
        assert here.current_id() == first.id
        second = write_edition(away("one"), parts)
        pause = threading.Event()
        while here.current_id() != second.id:
            pause.wait(0.05)
        with open_view(here) as view:
            assert view.manifest == second


def test_a_library_without_an_edition_cannot_be_followed(away: Away) -> None:
    with pytest.raises(NoLibrary, match="no edition yet"), away("one").followed():
        raise AssertionError("it must not come so far")


def test_the_lock_names_who_holds_it(away: Away) -> None:
    with away("one").lock(), pytest.raises(LibraryBusy, match=r"process .* of some machine"), away("two").lock():
        raise AssertionError("it must not come so far")
    with away("two").lock():
        assert "lock.json" in away("one").remote.listed("")
    assert "lock.json" not in away("one").remote.listed("")


def test_a_lock_that_ran_out_belongs_to_nobody(away: Away) -> None:
    one = away("one")
    one.remote.write_new("lock.json", b'{"token": "of a dead build", "pid": 1, "since": 0, "until": 0}')
    with one.lock():
        assert b"dead" not in one.remote.read("lock.json")


def test_a_build_that_waits_gets_the_lock_after_the_other(away: Away, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_lock, "LOOK", 0.05)
    told: list[str] = []
    got = threading.Event()

    def second() -> None:
        with away("two").lock(told.append):
            got.set()

    waiting = threading.Thread(target=second)
    with away("one").lock():
        waiting.start()
        assert not got.wait(0.5)
    waiting.join(30)
    assert got.is_set()
    assert len(told) == 1
    assert told[0].startswith("Waiting for the library: process ")


def test_what_a_build_knows_travels_with_the_lock(away: Away) -> None:
    one = away("one")
    with one.lock():
        one.config.write_text("sources = []")
        (one.cache / "files.json").write_text("{}")
        (one.quarantine / "a.json").write_text("1")
        (one.quarantine / "b.json").write_text("2")
        (one.runs / "2026.jsonl").write_text("a run")
    two = away("two")
    with two.lock():
        assert (two.config.read_text(), (two.cache / "files.json").read_text()) == ("sources = []", "{}")
        assert (two.runs / "2026.jsonl").read_text() == "a run"
        (two.quarantine / "a.json").unlink()
        (two.quarantine / "b.json").write_text("3")
    one.pull()
    assert [path.name for path in one.quarantine.iterdir()] == ["b.json"]
    assert (one.quarantine / "b.json").read_text() == "3"
