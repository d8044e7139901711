"""Tests of stores: atomic files by name; every store passes the same tests."""

import pickle
import time
from pathlib import Path

import pytest
from s3fs import S3FileSystem

from palermo.edition.stores import _PROTOCOL_OPTIONS, FolderStore, RemoteStore, Store
from palermo.errors import RunStopped


@pytest.fixture(params=["folder", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty store."""
    if request.param == "folder":
        return FolderStore(tmp_path / "place")
    if request.param == "memory":
        return RemoteStore(f"memory://{tmp_path.name}/place")
    return RemoteStore(f"{request.getfixturevalue('bucket')}/place")


def test_what_is_written_is_read(store: Store) -> None:
    store.write("one/two/a", b"first")
    store.write("one/two/a", b"second")
    store.write("b", b"")
    assert (store.read("one/two/a"), store.read("b")) == (b"second", b"")


def test_files_are_listed_with_size_and_time(store: Store) -> None:
    before = time.time()
    store.write("one/a", b"12345")
    store.write("one/two/b", b"1")
    listed = store.list_files("one")
    assert {name: stored.size for name, stored in listed.items()} == {"a": 5}
    assert before - 2 < listed["a"].modified < time.time() + 2
    assert (store.list_folders(""), store.list_folders("one"), store.list_folders("one/two")) == (["one"], ["two"], [])
    assert list(store.list_files("nowhere")) == []


def test_what_is_not_there_is_missing(store: Store) -> None:
    with pytest.raises(FileNotFoundError):
        store.read("nowhere/a")
    store.write("a", b"1")
    store.remove("a")
    store.remove("a")
    with pytest.raises(FileNotFoundError):
        store.read("a")


def test_another_process_finds_the_same(store: Store) -> None:
    store.write("a", b"1")
    other = pickle.loads(pickle.dumps(store))
    assert other == store
    assert other.read("a") == b"1"


def test_a_file_that_fails_to_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    store.write("a", b"whole")

    def full(path: Path, content: bytes) -> int:
        with path.open("wb") as file:
            file.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        store.write("a", b"longer than before")
    assert store.read("a") == b"whole"
    assert list(store.list_files("")) == ["a"]


def test_a_place_that_is_not_reached_is_reported(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setitem(_PROTOCOL_OPTIONS["s3"]["config_kwargs"], "retries", {"max_attempts": 0})
    S3FileSystem.clear_instance_cache()
    with pytest.raises(RunStopped, match=f"{bucket}/away: it cannot be reached .*Check the address"):
        RemoteStore(f"{bucket}/away").list_files("")
    S3FileSystem.clear_instance_cache()
    with pytest.raises(RunStopped, match="there is no way to nonsense:// here"):
        RemoteStore("nonsense://here").read("a")
    with pytest.raises(RunStopped, match="nothing can be written to a web address"):
        RemoteStore("https://localhost/library").read("a")
