"""Tests of builds in this process: new, cached and quarantined documents."""

import errno
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from decision_factory import make_document_decision
from palermo.edition import DocumentDecisionLog, Library, open_view
from palermo.errors import CatalogueInvalid, LibraryBusy, NoLibrary, RunStopped, SourceMissing
from palermo.pipeline.build import BuildReport
from palermo.pipeline.compilation import Compilation
from palermo.pipeline.library_status import load_library_status
from palermo.pipeline.stages import Stages

Run = Callable[..., BuildReport]
Log = Callable[[], list[dict[str, Any]]]
Told = Callable[[], dict[str, str]]


def test_an_edition_holds_the_documents_of_the_folder(run: Run, library: Library, log: Log) -> None:
    report = run()
    with open_view(library) as view:
        assert {d.source for d in view.list_documents()} == {"a.txt", "b.txt", "in/c.txt"}
        quotes = {s.quote: [ref.id for ref in s.addressees] for s, _ in view.iterate_statements()}
    assert quotes == {f"States should {what}.": ["states"] for what in ("act", "report", "train judges")}
    assert report.read == 3
    lines = log()
    assert [line["event"] for line in lines] == ["start", "document", "document", "document", "end"]
    assert lines[0]["versions"] == {"reading": "r1", "extraction": "e1", "linking": "l1", "registry": "g1"}
    assert {"source", "id", "status", "seconds", "pages", "passages", "statements"} <= set(lines[1])
    assert lines[-1]["edition"] == report.edition.id
    assert (lines[-1]["documents"], lines[-1]["passages"], lines[-1]["statements"]) == (3, 7, 3)


def test_a_second_run_reads_nothing_and_makes_no_new_edition(run: Run, read_outcomes: Told) -> None:
    first = run()
    second = run()
    assert set(read_outcomes().values()) == {"cached"}
    assert (second.read, second.edition.id) == (0, first.edition.id)


def test_bytes_of_unchanged_files_are_not_opened_again(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.time() - 3600
    for path in folder.rglob("*.txt"):
        os.utime(path, (long_ago, long_ago))
    time.sleep(2.1)  # the time of change, which cannot be set, must be past as well
    run()
    opened: list[Path] = []
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        opened.append(path)
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    run()
    assert [path for path in opened if path.suffix == ".txt"] == []
    os.utime(folder / "a.txt")
    run()
    assert [path.name for path in opened if path.suffix == ".txt"] == ["a.txt"]


def test_a_changed_file_alone_is_read_again(run: Run, folder: Path, read_outcomes: Told) -> None:
    run()
    (folder / "a.txt").write_text("First, revised\n")
    run()
    assert read_outcomes() == {"a.txt": "read", "b.txt": "cached", "in/c.txt": "cached"}


def test_a_new_extraction_reads_nothing_and_a_new_registry_extracts_nothing(
    run: Run, stages: Stages, read_outcomes: Told
) -> None:
    first = run()
    run(stages=replace(stages, spec=replace(stages.spec, extractor_version="e2")))
    assert set(read_outcomes().values()) == {"extracted"}
    third = run(stages=replace(stages, registry_version="g2"))
    assert set(read_outcomes().values()) == {"cached"}
    assert third.edition.id != first.edition.id
    run(stages=replace(stages, spec=replace(stages.spec, reader_version="r2")))
    assert set(read_outcomes().values()) == {"read"}


def test_a_changed_catalogue_row_changes_metadata_alone(
    run: Run, folder: Path, library: Library, read_outcomes: Told
) -> None:
    run()
    catalogue = "file,title,date,publisher,symbol,language,nature,visibility,rights,address\n"
    catalogue += "a.txt,Named,2020-05,one;two,Y/2,fr,digest,public,quotes,https://example.org/\ngone.txt,,,,,,,,,\n"
    (folder / "catalogue.csv").write_text(catalogue)
    report = run()
    assert set(read_outcomes().values()) == {"cached"}
    with open_view(library) as view:
        named = next(d for d in view.list_documents() if d.source == "a.txt")
        plain = next(d for d in view.list_documents() if d.source == "b.txt")
    assert (named.title, named.date, named.publishers, named.symbol) == ("Named", "2020-05", ("one", "two"), "Y/2")
    assert (named.language, named.nature, named.full_text, named.address) == (
        "fr",
        "digest",
        False,
        "https://example.org/",
    )
    assert (plain.title, plain.symbol, plain.nature) == ("b", "X/1", "original")
    assert "there is no file gone.txt" in report.warnings[0]


def test_what_could_not_be_read_is_reported_to_those_who_may_see_it(run: Run, folder: Path, library: Library) -> None:
    (folder / "b.txt").write_bytes(b"")
    (folder / "catalogue.csv").write_text("file,visibility\nb.txt,members\n")
    assert [contained.visibility for contained in run().quarantined] == ["members"]
    with open_view(library) as view, open_view(library, visibility=("public", "members")) as inner:
        assert view.manifest.quarantined == ()
        assert [item.source for item in inner.manifest.quarantined] == ["b.txt"]
    assert any("b.txt (members only)" in line for line in load_library_status(library).format_lines())


def test_status_says_how_many_documents_were_taken_down(run: Run, library: Library) -> None:
    run()
    with open_view(library) as view:
        document, documents = view.list_documents()[0], len(view.list_documents())
        passages, statements = len(view.list_passages(document.id)), len(view.list_statements(document.id))
    before = load_library_status(library).edition
    DocumentDecisionLog(library.decisions).append([make_document_decision(document, "take-down")])
    status = load_library_status(library)
    assert status.edition is not None
    assert before is not None
    assert (before["taken_down"], status.edition["taken_down"]) == (0, 1)
    assert (passages, statements) != (0, 0)
    assert status.edition["passages"] == before["passages"] - passages
    assert sum(status.edition["statements"].values()) == sum(before["statements"].values()) - statements
    assert any(f"{documents - 1} documents (1 more taken down), " in line for line in status.format_lines())


def test_a_wrong_catalogue_stops_the_build_before_anything_is_made(run: Run, folder: Path, library: Library) -> None:
    (folder / "catalogue.csv").write_text("file,colour\n")
    with pytest.raises(CatalogueInvalid, match="line 1"):
        run()
    assert not library.path.exists()


def test_the_same_bytes_twice_are_one_document(run: Run, folder: Path, log: Log) -> None:
    shutil.copy(folder / "a.txt", folder / "copy.txt")
    assert run().edition.counts.documents == 3
    (line,) = [line for line in log() if line.get("source") == "a.txt"]
    assert line["also"] == ["copy.txt"]


def test_a_document_whose_file_is_gone_leaves_the_next_edition(run: Run, folder: Path, library: Library) -> None:
    first = run()
    (folder / "a.txt").unlink()
    second = run()
    assert second.edition.counts.documents == 2
    with open_view(library, first.edition.id) as view:
        assert len(view.list_documents()) == 3


def test_a_moved_file_changes_its_source_and_is_not_read_again(
    run: Run, folder: Path, library: Library, read_outcomes: Told
) -> None:
    run()
    (folder / "a.txt").rename(folder / "in/a.txt")
    run()
    assert read_outcomes()["in/a.txt"] == "cached"
    with open_view(library) as view:
        assert "in/a.txt" in {d.source for d in view.list_documents()}


def test_a_renamed_file_is_read_again_because_its_title_may_come_from_its_name(
    run: Run, folder: Path, library: Library, read_outcomes: Told
) -> None:
    run()
    (folder / "a.txt").rename(folder / "z.txt")
    run()
    assert read_outcomes()["z.txt"] == "read"
    with open_view(library) as view:
        assert "z" in {d.title for d in view.list_documents()}


@pytest.mark.slow
@pytest.mark.usefixtures("in_sandboxes")
def test_what_cannot_be_read_is_quarantined_and_the_rest_goes_on(
    run: Run, folder: Path, library: Library, read_outcomes: Told
) -> None:
    for word in ("EMPTY", "DIE", "HANG", "TANGLE", "BUG", "FORGE"):
        (folder / f"{word}.txt").write_text(f"{word} words\n")
    (folder / "large.txt").write_text("x" * (1024 * 1024 + 1))
    (folder / "out.txt").symlink_to("/dev/null")
    report = run()
    assert report.edition.counts.documents == 3
    reasons = {contained.source: (contained.error, contained.reason) for contained in report.quarantined}
    assert reasons["EMPTY.txt"] == ("NoText", "no page holds text")
    assert reasons["DIE.txt"] == ("ReaderDied", "its reader was killed (SIGKILL)")
    assert reasons["HANG.txt"] == ("TooLarge", "reading it takes longer than 3 seconds")
    assert reasons["TANGLE.txt"] == ("TooLarge", "finding its statements takes longer than 3.3 seconds")
    assert reasons["BUG.txt"][1] == "its statements cannot be extracted (ZeroDivisionError: a fault of ours)"
    assert "quote" in reasons["FORGE.txt"][1]
    assert reasons["large.txt"] == ("TooLarge", "it is larger than 1 MB")
    assert "leads out" in reasons["out.txt"][1]
    assert {q.source for q in report.edition.quarantined} == set(reasons)
    assert {contained.source for contained in load_library_status(library).quarantine} == set(reasons)
    assert read_outcomes()["EMPTY.txt"] == "quarantined"


@pytest.mark.slow
@pytest.mark.usefixtures("in_sandboxes")
def test_a_lasting_failure_is_not_tried_again_and_a_passing_one_is(
    run: Run, folder: Path, stages: Stages, log: Log
) -> None:
    (folder / "lasting.txt").write_text("EMPTY\n")
    (folder / "passing.txt").write_text("DIE\n")
    first = run()
    second = run()
    assert _tried(log()) == {"lasting.txt": False, "passing.txt": True}
    assert [contained.when for contained in first.quarantined] == [contained.when for contained in second.quarantined]
    run(stages=replace(stages, spec=replace(stages.spec, reader_version="r2")))
    assert _tried(log()) == {"lasting.txt": True, "passing.txt": True}


def _tried(lines: list[dict[str, Any]]) -> dict[str, bool]:
    return {line["source"]: line["tried"] for line in lines if line.get("status") == "quarantined"}


def test_a_mended_and_a_removed_file_leave_the_quarantine(run: Run, folder: Path, library: Library) -> None:
    (folder / "mended.txt").write_text("EMPTY\n")
    (folder / "removed.txt").write_text("EMPTY two\n")
    assert len(run().quarantined) == 2
    (folder / "mended.txt").write_text("Words\n")
    (folder / "removed.txt").unlink()
    assert run().quarantined == ()
    assert list(library.quarantine.iterdir()) == []


def test_where_nothing_can_be_read_the_edition_from_before_stays(run: Run, folder: Path) -> None:
    before = run()
    for path in folder.rglob("*.txt"):
        path.write_text(f"EMPTY {path}\n")
    after = run()
    assert (after.is_previous_edition, after.edition.id, len(after.quarantined)) == (True, before.edition.id, 3)


def test_where_nothing_can_be_read_and_nothing_was_before_the_edition_is_empty(run: Run, folder: Path) -> None:
    for path in folder.rglob("*.txt"):
        path.write_text(f"EMPTY {path}\n")
    report = run()
    assert (report.is_previous_edition, report.edition.counts.documents, len(report.quarantined)) == (False, 0, 3)


def test_an_empty_folder_makes_no_library(run: Run, tmp_path: Path, library: Library) -> None:
    (tmp_path / "empty/in").mkdir(parents=True)
    with pytest.raises(SourceMissing, match="it contains no documents"):
        run(tmp_path / "empty")
    assert not library.path.exists()


def test_sources_are_remembered(run: Run, folder: Path, library: Library, tmp_path: Path) -> None:
    with pytest.raises(NoLibrary, match="Name the folders"):
        run(remembered=True)
    odd = tmp_path / 'odd "name"\\ ünï'
    odd.mkdir()
    (odd / "d.txt").write_text("Fourth\n")
    run(folder, odd)
    assert run(remembered=True).edition.counts.documents == 4


def test_a_folder_with_other_files_does_not_become_a_library(run: Run, library: Library) -> None:
    library.path.mkdir()
    (library.path / "thesis.txt").write_text("mine")
    with pytest.raises(RunStopped, match="contains files but no library"):
        run()
    assert [path.name for path in library.path.iterdir()] == ["thesis.txt"]


def test_a_library_within_the_source_folder_is_not_read(run: Run, library: Library, tmp_path: Path) -> None:
    run(tmp_path)
    assert run(tmp_path).edition.counts.documents == 3
    with pytest.raises(SourceMissing, match="library's own folder"):
        run(library.path)


def test_a_second_build_says_who_holds_the_library(run: Run, library: Library) -> None:
    library.create()
    with library.lock(), pytest.raises(LibraryBusy, match=f"process {os.getpid()}"):
        run()


@pytest.mark.parametrize("stage", ["reading", "extraction"])
def test_a_damaged_cache_file_is_made_again(run: Run, library: Library, read_outcomes: Told, stage: str) -> None:
    before = run()
    stored = sorted((library.cache / stage).glob("*.parquet"))
    stored[0].write_bytes(b"PAR1 damaged")
    stored[1].write_bytes(b"")
    after = run()
    assert sorted(read_outcomes().values()) == ["cached", *["extracted" if stage == "extraction" else "read"] * 2]
    assert after.edition.id == before.edition.id


def test_a_cache_file_that_goes_while_compiling_is_made_again(
    run: Run, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Compilation.list_entries

    def entries(compilation: Compilation) -> Any:
        shutil.rmtree(library.cache / "reading")
        return real(compilation)

    monkeypatch.setattr(Compilation, "list_entries", entries)
    assert run().edition.counts.documents == 3


def test_a_full_disk_stops_the_build_and_leaves_the_edition(
    run: Run, folder: Path, library: Library, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run()
    (folder / "d.txt").write_text("Fourth\n")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    with pytest.raises(RunStopped, match=r"No space left on device.*Free disk space"):
        run()
    assert library.read_current_id() == before.edition.id
    assert log()[-1]["event"] == "stopped"


def test_a_fault_in_linking_names_the_document(run: Run, stages: Stages, library: Library) -> None:
    def faulty(*_: object) -> Any:
        raise KeyError("nowhere")

    with pytest.raises(RunStopped, match=r"txt: its names cannot be linked \(KeyError"):
        run(stages=replace(stages, link_statements=faulty))
    assert library.read_current_id() is None


def test_the_same_documents_make_the_same_edition_whatever_came_before(
    run: Run, stages: Stages, folder: Path, library: Library
) -> None:
    (folder / "a.txt").rename(folder / "other.txt")
    run()
    (folder / "other.txt").rename(folder / "a.txt")
    second = run()
    shutil.rmtree(library.path)
    assert run().edition.id == second.edition.id


def test_the_run_log_is_json_with_every_language(run: Run, folder: Path, library: Library) -> None:
    (folder / "تقرير 报告.txt").write_text("Words\n")
    run()
    text = next(iter(library.runs.iterdir())).read_text(encoding="utf-8")
    assert "تقرير 报告.txt" in text
    assert all(json.loads(line) for line in text.splitlines())


def test_private_contact_data_is_counted_in_the_run_log_and_masked_in_the_edition(
    run: Run, folder: Path, library: Library
) -> None:
    (folder / "a.txt").write_text("First\nWrite to jane.doe77@example.com\nStates should act.\n", encoding="utf-8")
    run()
    lines = [json.loads(line) for line in next(iter(library.runs.iterdir())).read_text(encoding="utf-8").splitlines()]
    assert {line["source"]: line["withheld"] for line in lines if "withheld" in line} == {"a.txt": 1}
    with open_view(library) as view:
        texts = [passage.text for passage, _ in view.iterate_passages()]
    assert "Write to ••••.•••••@•••••••.•••" in texts
    assert not any("jane" in text for text in texts)
