"""Tests of the list of editions, and of the removal of old ones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from palermo.edition import CompiledDocument, Library, Manifest, list_editions, open_view
from palermo.edition.editions import list_exclusive_files, remove_editions, select_removable
from palermo.errors import NoLibrary

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]

DAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def four_editions(library: Library, make_part: MakePart, write_edition: WriteEdition) -> list[Manifest]:
    """Four editions, each a day and a document after the one before; the last is current."""
    parts = [make_part(f"paper {number}", "States should act.") for number in range(4)]
    return [
        write_edition(library, parts[: number + 1], date=DAY + timedelta(days=number)) for number in range(len(parts))
    ]


def test_editions_are_listed_newest_first(library: Library, four_editions: list[Manifest]) -> None:
    result = list_editions(library)
    assert [item.manifest for item in result] == four_editions[::-1]
    assert [item.current for item in result] == [True, False, False, False]


def test_an_edition_with_a_damaged_manifest_is_left_out(library: Library, four_editions: list[Manifest]) -> None:
    (library.get_edition_folder(four_editions[1].id) / "manifest.json").write_text("{")
    assert [item.manifest for item in list_editions(library)] == [four_editions[3], four_editions[2], four_editions[0]]


def test_the_current_edition_is_never_spare(library: Library, four_editions: list[Manifest]) -> None:
    library.set_current(four_editions[0].id)
    result = list_editions(library)
    assert [item.manifest for item in select_removable(result, 0)] == [
        four_editions[3],
        four_editions[2],
        four_editions[1],
    ]
    assert [item.manifest for item in select_removable(result, 2)] == [four_editions[1]]
    assert select_removable(result, 3) == []


def test_what_goes_leaves_the_files_that_others_share(library: Library, four_editions: list[Manifest]) -> None:
    left = library.editions / ".gone-before"
    left.mkdir()
    result = list_editions(library)
    with open_view(library) as view:
        going = select_removable(result, 1)
        remove_editions(library, going, [item for item in result if item not in going])
        assert len(view.list_documents()) == 4
        assert len(list(view.iterate_passages())) == 4
    assert [item.manifest for item in list_editions(library)] == four_editions[:1:-1]
    assert not left.exists()


def test_the_current_edition_cannot_go(library: Library, four_editions: list[Manifest]) -> None:
    with pytest.raises(ValueError, match="the current edition cannot be removed"):
        remove_editions(library, list_editions(library), [])
    assert library.read_current_id() == four_editions[-1].id


def test_files_that_others_share_are_not_their_own(library: Library, four_editions: list[Manifest]) -> None:
    result = list_editions(library)
    assert list_exclusive_files(result[1:], result[:1]) == {}
    newest = list_exclusive_files(result[:1], result[1:])
    (bucket,) = set(four_editions[3].buckets) - set(four_editions[2].buckets)
    assert newest == {file.sha256: file.bytes for file in four_editions[3].buckets[bucket].files.values()}


def test_where_no_library_is_there_are_no_editions(library: Library) -> None:
    library.editions.rmdir()
    with pytest.raises(NoLibrary, match="there is no library"):
        list_editions(library)
