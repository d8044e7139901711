"""Tests of the writer: atomic, deterministic editions that share unchanged files."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from palermo.edition import (
    BucketEntry,
    CompiledDocument,
    EditionWriter,
    Library,
    Manifest,
    QuarantinedDocument,
    open_view,
)
from palermo.statements import Masthead

type MakePart = Callable[..., CompiledDocument]
type WriteEdition = Callable[..., Manifest]

NAMES = [f"paper {number}" for number in range(12)]
DAY = datetime(2026, 11, 24, tzinfo=UTC)

DIE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from palermo.edition import BucketEntry, EditionWriter, Library
def load(entry):
    os.kill(os.getpid(), signal.SIGKILL)
entries = [BucketEntry(document="ab" * 10, key="")]
EditionWriter(Library(Path(sys.argv[1])), versions={}).write(entries, load, [], datetime.now(UTC))
"""


@pytest.fixture
def parts(make_part: MakePart) -> list[CompiledDocument]:
    return [make_part(name, f"State A should end {name}.", "Protect victims.") for name in NAMES]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_inputs_become_the_same_bytes(
    tmp_path: Path, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    editions = []
    for name, order, date in (("one", parts, DAY), ("two", parts[::-1], datetime(2027, 1, 1, tzinfo=UTC))):
        library = Library(tmp_path / name)
        library.create()
        mixed = [replace(p, passages=p.passages[::-1], statements=p.statements[::-1]) for p in order]
        manifest = write_edition(library, order if name == "one" else mixed, date=date)
        editions.append((manifest.id, _files(library.get_edition_folder(manifest.id))))
    (first, files), (second, others) = editions
    assert first == second
    assert files.pop("about.json") != others.pop("about.json")
    assert files == others
    assert len([name for name in files if name.startswith("statements/")]) == len({p.document.id[:2] for p in parts})


def test_other_versions_make_another_edition(library: Library) -> None:
    ids = {
        EditionWriter(library, versions=v).write([], _never, [], DAY).id for v in ({}, {"reader": "1"}, {"reader": "2"})
    }
    assert len(ids) == 3


def test_the_manifest_tells_what_is_there(
    library: Library, parts: list[CompiledDocument], make_part: MakePart, write_edition: WriteEdition
) -> None:
    twin = make_part(
        "twin", "Protégez les victimes.", date=None, language="fr", work=parts[0].document.work, pages=None
    )
    manifest = write_edition(library, [*parts, twin])
    assert (manifest.counts.documents, manifest.counts.works) == (13, 12)
    assert (manifest.counts.passages, manifest.counts.pages) == (25, 36)
    assert manifest.counts.statements == {"recommendation": 25}
    assert manifest.counts.languages == {"en": 12, "fr": 1}
    assert (manifest.newest, manifest.oldest, manifest.previous) == ("2024-05-01", "2024-05-01", None)
    assert open_view(library).manifest == manifest


def test_only_changed_buckets_are_made_anew(
    library: Library, parts: list[CompiledDocument], make_part: MakePart, write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    changed = make_part(NAMES[3], "Another sentence.")
    loaded: list[str] = []
    keys = {changed.document.id: "another key"}
    now = [changed if p.document.id == changed.document.id else p for p in parts]
    second = write_edition(library, now, keys=keys, loaded=loaded)
    bucket = changed.document.id[:2]
    assert loaded == [changed.document.id]
    assert second.previous == first.id
    for name in second.buckets:
        for table in ("documents", "passages", "statements"):
            old, new = (library.get_edition_folder(e) / table / f"{name}.parquet" for e in (first.id, second.id))
            assert (old.stat().st_ino == new.stat().st_ino) == (name != bucket)


@pytest.fixture(scope="module")
def neighbours(make_part: MakePart) -> list[CompiledDocument]:
    """Documents of one bucket; some are empty, some know neither date nor pages."""
    built = (make_part(f"neighbour {number}", *["Protect victims."] * (number % 3 > 0)) for number in range(2000))
    result = [part for part in built if part.document.id.startswith("7")][:120]
    name = max(range(16), key=lambda digit: sum(p.document.id[1] == f"{digit:x}" for p in result))
    same = [part for part in result if part.document.id[1] == f"{name:x}"]
    same[1] = replace(same[1], document=replace(same[1].document, pages=None, masthead=Masthead(), of=("MEX", "FRA")))
    return same


def test_documents_that_are_the_same_are_taken_from_a_changed_bucket_and_become_the_same_bytes(
    tmp_path: Path, neighbours: list[CompiledDocument], make_part: MakePart, write_edition: WriteEdition
) -> None:
    assert len(neighbours) > 5
    removed, other, *same = neighbours
    stepwise, at_once = Library(tmp_path / "stepwise"), Library(tmp_path / "at once")
    for library in (stepwise, at_once):
        library.create()
    changed = make_part(other.document.source.removesuffix(".txt"), "Another sentence.", "And one more.")
    keys = {changed.document.id: "another key"}
    loaded: list[str] = []
    write_edition(stepwise, [removed, other, *same])
    second = write_edition(stepwise, [changed, *same], keys=keys, loaded=loaded)
    assert loaded == [changed.document.id]
    assert write_edition(at_once, [changed, *same], keys=keys).id == second.id
    assert _tables(stepwise.get_edition_folder(second.id)) == _tables(at_once.get_edition_folder(second.id))
    assert {d.id for d in open_view(stepwise).list_documents()} == {p.document.id for p in (changed, *same)}


def test_nothing_is_taken_from_a_bucket_that_is_damaged(
    library: Library, neighbours: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, neighbours)
    path = _parquet(library, first, neighbours[0].document.id[:2])
    path.write_bytes(path.read_bytes()[:-9])
    loaded: list[str] = []
    write_edition(library, neighbours[1:], loaded=loaded)
    assert sorted(loaded) == sorted(part.document.id for part in neighbours[1:])


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"79": 3}', b'{"79": [["79", "x"], [1, 2, 3]]}', b"\xff{"])
def test_lost_entries_cost_time_alone(
    library: Library, neighbours: list[CompiledDocument], write_edition: WriteEdition, damage: bytes
) -> None:
    write_edition(library, neighbours)
    (library.cache / "entries.json").write_bytes(damage.replace(b"79", neighbours[0].document.id[:2].encode()))
    loaded: list[str] = []
    write_edition(library, neighbours[1:], loaded=loaded)
    assert sorted(loaded) == sorted(part.document.id for part in neighbours[1:])
    assert len(open_view(library).list_documents()) == len(neighbours) - 1


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"79": 3}', b'{"79": {"of": 1}}', b"\xff{"])
def test_lost_counts_are_counted_again(
    library: Library, neighbours: list[CompiledDocument], write_edition: WriteEdition, damage: bytes
) -> None:
    first = write_edition(library, neighbours)
    (library.cache / "counts.json").write_bytes(damage.replace(b"79", neighbours[0].document.id[:2].encode()))
    second = write_edition(library, neighbours[1:])
    assert second.counts.documents == second.counts.works == first.counts.documents - 1
    removed = neighbours[0]
    assert second.counts.statements["recommendation"] == (
        first.counts.statements["recommendation"] - len(removed.statements)
    )
    assert (second.newest, second.oldest) == (first.newest, first.oldest) == ("2024-05-01", "2024-05-01")


@pytest.mark.parametrize("name", ["entries.json", "counts.json"])
def test_what_is_kept_for_the_next_edition_alone_stops_none(
    library: Library, neighbours: list[CompiledDocument], write_edition: WriteEdition, name: str
) -> None:
    (library.cache / name).mkdir(parents=True)  # the disk refuses the file
    built = write_edition(library, neighbours)
    assert built.counts.documents == len(open_view(library).list_documents()) == len(neighbours)
    second = write_edition(library, neighbours[1:])
    assert second.counts.documents == len(neighbours) - 1
    assert [path.name for path in library.cache.iterdir() if path.name.startswith(".")] == []


def test_counts_of_changed_buckets_are_those_of_an_edition_made_at_once(
    tmp_path: Path, parts: list[CompiledDocument], neighbours: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    stepwise, at_once = Library(tmp_path / "stepwise"), Library(tmp_path / "at once")
    for library in (stepwise, at_once):
        library.create()
    write_edition(stepwise, [*parts, *neighbours])
    write_edition(stepwise, [*parts[:7], *neighbours[2:]])
    second = write_edition(stepwise, [*parts[:9], *neighbours[1:]])
    assert write_edition(at_once, [*parts[:9], *neighbours[1:]]).counts == second.counts


def test_entries_of_another_edition_are_not_believed(
    library: Library, neighbours: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, neighbours)
    output = (library.cache / "entries.json").read_bytes()
    other = {neighbours[3].document.id: "another key"}
    write_edition(library, neighbours, keys=other)
    (library.cache / "entries.json").write_bytes(output)
    loaded: list[str] = []
    assert write_edition(library, neighbours, loaded=loaded).id == first.id
    assert len(loaded) == len(neighbours)


def _tables(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in _files(folder).items() if name != "about.json"}


def test_a_document_that_is_gone_leaves_the_next_edition(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    write_edition(library, parts[1:])
    assert len(open_view(library).list_documents()) == 11
    assert len(open_view(library, first.id).list_documents()) == 12


def test_where_no_links_can_be_made_buckets_are_copied(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_edition(library, parts)

    def refuse(*_: Any) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    loaded: list[str] = []
    second = write_edition(library, parts[1:], loaded=loaded)
    assert all(i[:2] == parts[0].document.id[:2] for i in loaded)
    assert len(open_view(library, second.id).list_documents()) == 11


def test_the_same_content_is_served_as_it_stands(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    before = {name: p.stat().st_ino for name in first.buckets if (p := _parquet(library, first, name))}
    between = write_edition(library, parts[1:])
    broken = QuarantinedDocument(source="broken.pdf", reason="it is damaged", mend="Get it again")
    second = write_edition(library, parts, quarantined=[broken], date=datetime(2030, 1, 1, tzinfo=UTC))
    assert (second.id, second.date, second.previous) == (first.id, first.date, None)
    assert library.read_current_id() == first.id != between.id
    assert before == {name: _parquet(library, first, name).stat().st_ino for name in first.buckets}
    assert open_view(library).manifest.quarantined == (broken,)


def test_other_keys_of_the_same_rows_are_remembered(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    keys = {p.document.id: "another key" for p in parts}
    assert write_edition(library, parts, keys=keys).id == first.id
    loaded: list[str] = []
    assert write_edition(library, parts, keys=keys, loaded=loaded).id == first.id
    assert loaded == []


def test_a_write_that_fails_leaves_the_current_edition(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition
) -> None:
    first = write_edition(library, parts)
    before = _files(library.path)

    def load(entry: BucketEntry) -> CompiledDocument:
        if entry.document == max(p.document.id for p in parts):
            raise KeyboardInterrupt
        return next(p for p in parts if p.document.id == entry.document)

    entries = [BucketEntry(document=p.document.id, key="new") for p in parts]
    with pytest.raises(KeyboardInterrupt):
        EditionWriter(library, versions={}).write(entries, load, [], DAY)
    assert library.read_current_id() == first.id
    assert _files(library.path) == before


def test_a_killed_write_leaves_no_edition_and_is_cleared_away(library: Library, make_part: MakePart) -> None:
    died = subprocess.run([sys.executable, "-c", DIE, str(library.path)], check=False)
    assert died.returncode == -signal.SIGKILL
    assert library.list_edition_ids() == []
    assert library.read_current_id() is None
    assert [p.name.startswith(".making-") for p in library.editions.iterdir()] == [True]
    manifest = EditionWriter(library, versions={}).write([], _never, [], DAY)
    assert [p.name for p in library.editions.iterdir()] == [manifest.id]


def test_the_folder_of_a_write_at_work_is_left_alone(library: Library) -> None:
    at_work = library.editions / f".making-{os.getppid()}"
    at_work.mkdir()
    EditionWriter(library, versions={}).write([], _never, [], DAY)
    assert at_work.is_dir()


@pytest.mark.parametrize("harm", ["remove", "truncate", "flip a bit"])
def test_a_damaged_bucket_is_made_anew(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition, harm: str
) -> None:
    first = write_edition(library, parts)
    file = _parquet(library, first, parts[5].document.id[:2])
    full = file.read_bytes()
    file.unlink()
    if harm == "truncate":
        file.write_bytes(full[:40])
    elif harm == "flip a bit":
        file.write_bytes(full[:40] + bytes([full[40] ^ 1]) + full[41:])
    loaded: list[str] = []
    assert write_edition(library, parts, loaded=loaded).id == first.id
    assert parts[5].document.id in loaded
    assert file.read_bytes() == full
    assert [p.name for p in library.editions.iterdir()] == [first.id]


@pytest.mark.parametrize("name", ["manifest.json", "about.json"])
def test_a_damaged_manifest_is_made_anew(
    library: Library, parts: list[CompiledDocument], write_edition: WriteEdition, name: str
) -> None:
    first = write_edition(library, parts)
    (library.get_edition_folder(first.id) / name).write_text("{")
    assert write_edition(library, parts) == first
    assert open_view(library).manifest == first


def test_an_edition_of_nothing_can_be_made(library: Library) -> None:
    manifest = EditionWriter(library, versions={}).write([], _never, [], DAY)
    assert manifest.counts.documents == 0
    assert (manifest.newest, manifest.buckets) == (None, {})


def test_a_document_that_comes_twice_is_refused(library: Library) -> None:
    entries = [BucketEntry(document="ab" * 10, key="1"), BucketEntry(document="ab" * 10, key="2")]
    with pytest.raises(ValueError, match="is listed twice"):
        EditionWriter(library, versions={}).write(entries, _never, [], DAY)


@pytest.mark.parametrize("document", ["", "../x", "AB12", "x"])
def test_what_is_no_document_id_is_refused(library: Library, document: str) -> None:
    with pytest.raises(ValueError, match="not the id of a document"):
        EditionWriter(library, versions={}).write([BucketEntry(document=document, key="")], _never, [], DAY)


def test_a_date_without_time_zone_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="time zone"):
        EditionWriter(library, versions={}).write([], _never, [], datetime(2026, 11, 24))


def test_another_document_than_asked_for_is_refused(library: Library, parts: list[CompiledDocument]) -> None:
    with pytest.raises(ValueError, match="asked for document"):
        EditionWriter(library, versions={}).write(
            [BucketEntry(document="ab" * 10, key="")], lambda _: parts[0], [], DAY
        )


def test_a_part_holds_only_what_is_its_own(parts: list[CompiledDocument]) -> None:
    item, two = parts[:2]
    with pytest.raises(ValueError, match="is of document"):
        replace(item, passages=two.passages)
    with pytest.raises(ValueError, match="is of document"):
        replace(item, statements=two.statements)
    with pytest.raises(ValueError, match="holds an id twice"):
        replace(item, statements=item.statements * 2)
    with pytest.raises(ValueError, match="holds an id twice"):
        replace(item, passages=item.passages * 2)
    with pytest.raises(ValueError, match="is not in passage"):
        replace(item, passages=())


def _parquet(library: Library, manifest: Manifest, bucket: str) -> Path:
    return library.get_edition_folder(manifest.id) / "statements" / f"{bucket}.parquet"


def _never(entry: BucketEntry) -> CompiledDocument:
    raise AssertionError(f"{entry} was asked for")
