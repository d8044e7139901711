"""Tests of derived files: sent with an edition to a store, and removed with the last that has them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import CompiledDocument, Library, Manifest, RemoteLibrary, open_library, open_view
from palermo.edition.editions import list_editions, remove_editions
from palermo.edition.remote_library import DERIVED_LIST_FILE, hash_derived_files, parse_derived_list

type Away = Callable[[str], RemoteLibrary]
type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def open_remotely(bucket: str, tmp_path: Path) -> Away:
    """The same library as different machines have it."""

    def at(machine: str) -> RemoteLibrary:
        library = open_library(f"{bucket}/shelf", tmp_path / machine)
        assert isinstance(library, RemoteLibrary)
        library.create()
        return library

    return at


def derive(library: Library, edition: str, **parts: str) -> Path:
    """Make folders beside an edition's tables, each with a file below another folder."""
    folder = library.get_edition_folder(edition)
    for name, content in parts.items():
        (folder / name / "deep").mkdir(parents=True)
        (folder / name / "deep" / "file").write_text(content)
    return folder


def test_another_machine_has_what_was_made_of_an_edition(
    open_remotely: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    built = write_edition(open_remotely("one"), [make_part("a", "A.")])
    folder = derive(open_remotely("one"), built.id, search="words", chains="ties")
    (folder / "search" / "writer.lock").touch()
    (folder / ".chains-123").mkdir()
    (folder / ".chains-123" / "half").touch()
    assert list(hash_derived_files(folder)) == ["chains/deep/file", "search/deep/file"]
    open_remotely("one").send(built.id)
    open_view(open_remotely("two")).close()
    there = open_remotely("two").get_edition_folder(built.id)
    assert (there / "chains/deep/file").read_text() == "ties"
    assert hash_derived_files(there) == hash_derived_files(folder)


def test_what_a_machine_made_itself_stays(
    open_remotely: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    built = write_edition(open_remotely("one"), [make_part("a", "A.")])
    open_view(open_remotely("two")).close()
    derive(open_remotely("two"), built.id, search="mine")
    derive(open_remotely("one"), built.id, search="theirs", chains="ties")
    open_remotely("one").send(built.id)
    open_remotely("two").update_current()
    assert (open_remotely("two").get_edition_folder(built.id) / "search/deep/file").read_text() == "mine"
    assert (open_remotely("two").get_edition_folder(built.id) / "chains/deep/file").read_text() == "ties"


def test_a_folder_of_which_a_file_is_gone_is_not_brought(
    open_remotely: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    built = write_edition(open_remotely("one"), [make_part("a", "A.")])
    folder = derive(open_remotely("one"), built.id, search="words", chains="ties")
    open_remotely("one").send(built.id)
    open_remotely("one").store.remove(f"objects/{hash_derived_files(folder)['search/deep/file']}")
    open_view(open_remotely("two")).close()
    there = open_remotely("two").get_edition_folder(built.id)
    assert {path.name for path in there.iterdir() if path.is_dir()} == {"documents", "passages", "statements", "chains"}


def test_it_goes_with_the_last_edition_that_has_it(
    open_remotely: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    library = open_remotely("one")
    first = write_edition(library, [make_part("a", "A.")])
    old = hash_derived_files(derive(library, first.id, search="shared", chains="old"))
    library.send(first.id)
    second = write_edition(library, [make_part("a", "A."), make_part("b", "B.")])
    new = hash_derived_files(derive(library, second.id, search="shared", chains="new"))
    library.send(second.id)
    assert old["search/deep/file"] == new["search/deep/file"]
    going = [item for item in list_editions(library) if not item.current]
    remove_editions(library, going, [item for item in list_editions(library) if item.current])
    there = library.store.list_files("objects")
    assert set(new.values()) <= set(there)
    assert old["chains/deep/file"] not in there
    assert DERIVED_LIST_FILE not in library.store.list_files(f"editions/{first.id}")


@pytest.mark.parametrize("content", [b"", b"[]", b'"x"', b'{"a/../../b": "%s"}' % (b"0" * 64), b'{"a/b": "short"}'])
def test_a_list_that_is_none_or_leads_out_is_empty(content: bytes) -> None:
    assert parse_derived_list(content) == {}
    assert parse_derived_list(b'{"/etc/x": "%s", "x": "%s"}' % (b"0" * 64, b"0" * 64)) == {}


@pytest.mark.parametrize("name", [rb"a/b\u0000c", rb"a\u0000/b", rb"a/\ud800", rb"a/b\nc"])
def test_a_name_that_no_disk_has_is_left_out(name: bytes) -> None:
    stored = parse_derived_list(b'{"%s": "%s", "a/whole": "%s"}' % (name, b"0" * 64, b"1" * 64))
    assert stored == {"a": {"whole": "1" * 64}}
