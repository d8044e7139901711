"""Which editions a library has, and how old ones go while what is served stays."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from palermo.edition import Compiled, Library, Manifest, editions, open_view
from palermo.edition.shelves import bytes_freed, remove, spare
from palermo.errors import NoLibrary

type MakePart = Callable[..., Compiled]
type WriteEdition = Callable[..., Manifest]

DAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def four(library: Library, make_part: MakePart, write_edition: WriteEdition) -> list[Manifest]:
    """Four editions, each a day and a document after the one before; the last is current."""
    parts = [make_part(f"paper {number}", "States should act.") for number in range(4)]
    return [
        write_edition(library, parts[: number + 1], date=DAY + timedelta(days=number)) for number in range(len(parts))
    ]


def test_editions_are_listed_newest_first(library: Library, four: list[Manifest]) -> None:
    found = editions(library)
    assert [one.manifest for one in found] == four[::-1]
    assert [one.current for one in found] == [True, False, False, False]


def test_an_edition_with_a_damaged_manifest_is_left_out(library: Library, four: list[Manifest]) -> None:
    (library.edition(four[1].id) / "manifest.json").write_text("{")
    assert [one.manifest for one in editions(library)] == [four[3], four[2], four[0]]


def test_the_current_edition_is_never_spare(library: Library, four: list[Manifest]) -> None:
    library.make_current(four[0].id)
    found = editions(library)
    assert [one.manifest for one in spare(found, 0)] == [four[3], four[2], four[1]]
    assert [one.manifest for one in spare(found, 2)] == [four[1]]
    assert spare(found, 3) == []


def test_what_goes_leaves_the_files_that_others_share(library: Library, four: list[Manifest]) -> None:
    left = library.editions / ".gone-before"
    left.mkdir()
    found = editions(library)
    with open_view(library) as view:
        remove(library, spare(found, 1))
        assert len(view.documents()) == 4
        assert len(list(view.every_passage())) == 4
    assert [one.manifest for one in editions(library)] == four[:1:-1]
    assert not left.exists()


def test_the_current_edition_cannot_go(library: Library, four: list[Manifest]) -> None:
    with pytest.raises(ValueError, match="is the current one"):
        remove(library, editions(library))
    assert library.current_id() == four[-1].id


def test_bytes_that_others_share_are_not_freed(library: Library, four: list[Manifest]) -> None:
    found = editions(library)
    own = sum(
        path.stat().st_size
        for one in found[1:]
        for path in library.edition(one.manifest.id).rglob("*")
        if path.is_file() and path.suffix == ".json"
    )
    assert bytes_freed(library, found[1:]) == own
    everything = {path.stat().st_ino: path.stat().st_size for path in library.editions.rglob("*") if path.is_file()}
    assert bytes_freed(library, found) == sum(everything.values())
    assert bytes_freed(library, []) == 0


def test_where_no_library_is_there_are_no_editions(library: Library) -> None:
    library.editions.rmdir()
    with pytest.raises(NoLibrary, match="there is no library"):
        editions(library)
