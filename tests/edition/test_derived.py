"""What is made of an edition travels with it to a library elsewhere, and goes with the last edition that has it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Compiled, Library, Manifest, RemoteLibrary, library_at, open_view
from palermo.edition.derived import LIST, derived_files, listed
from palermo.edition.shelves import editions, remove

type Away = Callable[[str], RemoteLibrary]
type MakePart = Callable[..., Compiled]
type WriteEdition = Callable[..., Manifest]


@pytest.fixture
def away(bucket: str, tmp_path: Path) -> Away:
    """The same library as different machines have it."""

    def at(machine: str) -> RemoteLibrary:
        library = library_at(f"{bucket}/shelf", tmp_path / machine)
        assert isinstance(library, RemoteLibrary)
        library.create()
        return library

    return at


def derive(library: Library, edition: str, **parts: str) -> Path:
    """Make folders beside an edition's tables, each with a file below another folder."""
    folder = library.edition(edition)
    for name, content in parts.items():
        (folder / name / "deep").mkdir(parents=True)
        (folder / name / "deep" / "file").write_text(content)
    return folder


def test_another_machine_has_what_was_made_of_an_edition(
    away: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    made = write_edition(away("one"), [make_part("a", "A.")])
    folder = derive(away("one"), made.id, search="words", chains="ties")
    (folder / "search" / "writer.lock").touch()
    (folder / ".chains-123").mkdir()
    (folder / ".chains-123" / "half").touch()
    assert list(derived_files(folder)) == ["chains/deep/file", "search/deep/file"]
    away("one").send(made.id)
    open_view(away("two")).close()
    there = away("two").edition(made.id)
    assert (there / "chains/deep/file").read_text() == "ties"
    assert derived_files(there) == derived_files(folder)


def test_what_a_machine_made_itself_stays(away: Away, make_part: MakePart, write_edition: WriteEdition) -> None:
    made = write_edition(away("one"), [make_part("a", "A.")])
    open_view(away("two")).close()
    derive(away("two"), made.id, search="mine")
    derive(away("one"), made.id, search="theirs", chains="ties")
    away("one").send(made.id)
    away("two").follow()
    assert (away("two").edition(made.id) / "search/deep/file").read_text() == "mine"
    assert (away("two").edition(made.id) / "chains/deep/file").read_text() == "ties"


def test_a_folder_of_which_a_file_is_gone_is_not_brought(
    away: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    made = write_edition(away("one"), [make_part("a", "A.")])
    folder = derive(away("one"), made.id, search="words", chains="ties")
    away("one").send(made.id)
    away("one").store.remove(f"objects/{derived_files(folder)['search/deep/file']}")
    open_view(away("two")).close()
    there = away("two").edition(made.id)
    assert {path.name for path in there.iterdir() if path.is_dir()} == {"documents", "passages", "statements", "chains"}


def test_it_goes_with_the_last_edition_that_has_it(
    away: Away, make_part: MakePart, write_edition: WriteEdition
) -> None:
    library = away("one")
    first = write_edition(library, [make_part("a", "A.")])
    old = derived_files(derive(library, first.id, search="shared", chains="old"))
    library.send(first.id)
    second = write_edition(library, [make_part("a", "A."), make_part("b", "B.")])
    new = derived_files(derive(library, second.id, search="shared", chains="new"))
    library.send(second.id)
    assert old["search/deep/file"] == new["search/deep/file"]
    going = [one for one in editions(library) if not one.current]
    remove(library, going, [one for one in editions(library) if one.current])
    there = library.store.listed("objects")
    assert set(new.values()) <= set(there)
    assert old["chains/deep/file"] not in there
    assert LIST not in library.store.listed(f"editions/{first.id}")


@pytest.mark.parametrize("content", [b"", b"[]", b'"x"', b'{"a/../../b": "%s"}' % (b"0" * 64), b'{"a/b": "short"}'])
def test_a_list_that_is_none_or_leads_out_is_empty(content: bytes) -> None:
    assert listed(content) == {}
    assert listed(b'{"/etc/x": "%s", "x": "%s"}' % (b"0" * 64, b"0" * 64)) == {}


@pytest.mark.parametrize("name", [rb"a/b\u0000c", rb"a\u0000/b", rb"a/\ud800", rb"a/b\nc"])
def test_a_name_that_no_disk_has_is_left_out(name: bytes) -> None:
    kept = listed(b'{"%s": "%s", "a/whole": "%s"}' % (name, b"0" * 64, b"1" * 64))
    assert kept == {"a": {"whole": "1" * 64}}
