"""Tests of builds from a library's sources: one fetch, metadata, interrupted runs."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from local_site import Answer, Site
from palermo.edition import Library, open_library, open_view
from palermo.errors import DefinitionInvalid, LibraryBusy, NoLibrary, RunStopped
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.library_status import load_library_status
from palermo.pipeline.origin_status import list_origin_statuses
from palermo.pipeline.origins import add_origin, create_library, load_origins
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.stages import Stages
from palermo.sources import Bounds, Origin

type Run = Callable[..., BuildReport]
ALL = ("public", "members", "secretariat")


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.pipeline.origins.Bounds", partial(Bounds, request_interval_s=0.0, max_attempts=1))


@pytest.fixture
def empty_library(library: Library) -> Library:
    """The library, made and still without sources."""
    assert create_library(library)
    return library


def origin(kind: str, place: object, **text: Any) -> Origin:
    text = {"name": ""} | text
    return Origin(kind=kind, location=str(place), line_number=0, **text)


def test_an_edition_holds_what_all_sources_hold(
    site: Site, empty_library: Library, folder: Path, tmp_path: Path, stages: Stages
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/d.txt", "Fourth\nStates should listen.\n")
        archive.writestr("catalogue.csv", "file,title,visibility\nin/d.txt,Of the archive,members\n")
    page = site.put("/e.txt", "Fifth\nStates should speak.\n")
    item = f"<item><title>Of the feed</title><link>{page}</link><pubDate>Tue, 03 Jun 2025 10:00:00 GMT</pubDate></item>"
    feed = site.put("/feed.xml", f'<rss version="2.0"><channel>{item}</channel></rss>')
    add_origin(empty_library, origin("folder", folder))
    add_origin(empty_library, origin("archive", tmp_path / "all.zip"))
    add_origin(empty_library, origin("feed", feed, publishers=("iom",), full_text=False))
    report = build(empty_library, [], stages=stages, workers=1, progress=LineReporter(lambda line: None))
    assert (report.read, report.warnings) == (5, ())
    with open_view(empty_library, visibility=ALL) as view:
        documents = {document.source: document for document in view.list_documents()}
    assert set(documents) == {"a.txt", "b.txt", "in/c.txt", "all.zip!/in/d.txt", page}
    inner, fetched = documents["all.zip!/in/d.txt"], documents[page]
    assert (inner.title, inner.visibility) == ("Of the archive", "members")
    assert (fetched.title, fetched.date, fetched.publishers) == ("Of the feed", "2025-06-03", ("iom",))
    assert (fetched.address, fetched.full_text) == (page, False)
    assert not empty_library.config.exists()


def test_a_second_build_downloads_and_reads_nothing(site: Site, empty_library: Library, stages: Stages) -> None:
    page = site.put("/e.txt", "Fifth\nStates should speak.\n", ETag='"1"')
    add_origin(empty_library, origin("address", page))
    first = build(empty_library, [], stages=stages, workers=1, progress=LineReporter(lambda line: None))
    stored = sorted(empty_library.downloads.rglob("*"))
    second = build(empty_library, [], stages=stages, workers=1, progress=LineReporter(lambda line: None))
    assert (second.read, second.edition.id) == (0, first.edition.id)
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert sorted(empty_library.downloads.rglob("*")) == stored


def test_folders_that_are_named_go_before_the_definition(
    run: Run, empty_library: Library, folder: Path, site: Site
) -> None:
    add_origin(empty_library, origin("address", site.put("/e.txt", "Fifth\n")))
    assert run(folder).edition.counts.documents == 3
    assert run(remembered=True).edition.counts.documents == 1


def test_what_cannot_be_fetched_is_quarantined_and_reported_by_its_source(
    site: Site, empty_library: Library, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text(f"{site.put('/e.txt', 'Fifth')}\n{site.base}/gone\nwords\n")
    added = add_origin(empty_library, origin("addresses", tmp_path / "list.txt"))
    assert [item.when for item in list_origin_statuses(empty_library)] == [None]
    report = run(remembered=True)
    assert [(contained.source, contained.error) for contained in report.quarantined] == [
        (f"{site.base}/gone", "NotFetched")
    ]
    assert [contained.source for contained in load_library_status(empty_library).quarantine] == [f"{site.base}/gone"]
    (result,) = list_origin_statuses(empty_library)
    assert (result.name, result.documents, result.failed) == (added.name, 1, 1)
    lines = list(result.format_lines())
    assert lines[0] == f"list (addresses, {tmp_path / 'list.txt'})"
    assert lines[1].startswith("  1 document, 1 failed, looked at 20")
    assert lines[2].endswith(
        "/gone: the site answers 404 Not Found. Correct the address, or take it out of its source."
    )
    assert lines[3] == "  list.txt, line 3: 'words' is not an address. Begin it with https://."
    site.pages["/gone"] = Answer(body=b"Sixth\n")
    assert run(remembered=True).quarantined == ()


def test_a_site_that_is_gone_empties_no_map(site: Site, empty_library: Library, run: Run) -> None:
    add_origin(empty_library, origin("address", site.put("/e.txt", "Fifth\n")))
    first = run(remembered=True)
    site.pages.clear()
    second = run(remembered=True)
    assert second.edition.id == first.edition.id
    assert "the copy of" in second.warnings[0]


def test_sources_that_hold_nothing_stop_the_build(empty_library: Library, run: Run, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    add_origin(empty_library, origin("folder", tmp_path / "bare"))
    with pytest.raises(RunStopped, match="none of the sources contains a document"):
        run(remembered=True)
    assert empty_library.read_current_id() is None


def test_a_definition_that_is_wrong_stops_the_build(empty_library: Library, run: Run, folder: Path) -> None:
    first = run(folder)
    empty_library.definition.write_text("- name: a\n  kind: shelf\n  from: x\n")
    with pytest.raises(DefinitionInvalid, match=r"sources\.yaml, line 2: there is no kind 'shelf'"):
        run(remembered=True)
    assert empty_library.read_current_id() == first.edition.id


def test_a_library_is_made_once_and_never_in_a_folder_of_somebody(tmp_path: Path) -> None:
    assert create_library(Library(tmp_path / "shelf"))
    assert not create_library(Library(tmp_path / "shelf"))
    assert load_origins(Library(tmp_path / "shelf")) == ()
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(RunStopped, match="it contains files but no library"):
        create_library(Library(tmp_path))


def test_a_source_is_added_once_with_a_name_of_its_own(empty_library: Library, tmp_path: Path) -> None:
    names = [add_origin(empty_library, origin("feed", f"https://example.org/{year}/feed.xml")).name for year in (1, 2)]
    assert names == ["feed", "feed-2"]
    with pytest.raises(RunStopped, match=r"it is already the source feed \(sources\.yaml, line 2\)"):
        add_origin(empty_library, origin("feed", "https://example.org/1/feed.xml"))
    with pytest.raises(DefinitionInvalid, match="there is no visibility 'all'"):
        add_origin(empty_library, origin("feed", "https://example.org/3/feed.xml", visibility="all"))
    assert len(load_origins(empty_library)) == 2
    with pytest.raises(NoLibrary, match="palermo init"):
        add_origin(Library(tmp_path / "none"), origin("feed", "https://example.org/feed"))


@pytest.mark.slow
def test_a_killed_build_has_kept_what_it_fetched(site: Site, empty_library: Library, run: Run, tmp_path: Path) -> None:
    addresses = [site.put(f"/{number}.txt", f"Number {number}\n", ETag=f'"{number}"') for number in range(4)]
    (tmp_path / "list.txt").write_text("\n".join(addresses))
    add_origin(empty_library, origin("addresses", tmp_path / "list.txt"))
    command = [
        sys.executable,
        "-c",
        "from palermo.cli import main; main()",
        "build",
        "--library",
        str(empty_library.path),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(site.paths()) < 4 and time.monotonic() < deadline:  # three at once: the fourth waits for one of them
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert empty_library.read_current_id() is None
    site.asked.clear()
    assert _run_when_free(run, deadline).edition.counts.documents == 4
    known = [path for path, headers in site.asked if "if-none-match" in headers]
    assert known
    assert set(known) <= {f"/{number}.txt" for number in range(4)}


def _run_when_free(run: Run, deadline: float) -> BuildReport:
    """Build; a process that a killed build was just starting may hold the library's lock for a moment."""
    while True:
        try:
            return run(remembered=True)
        except LibraryBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.mark.slow
def test_another_machine_has_what_the_first_fetched(bucket: str, site: Site, tmp_path: Path, stages: Stages) -> None:
    def at(machine: str) -> Library:
        return open_library(f"{bucket}/deep/shelf", tmp_path / machine)

    def built(machine: str) -> BuildReport:
        return build(at(machine), [], stages=stages, workers=1, progress=LineReporter(lambda line: None))

    assert create_library(at("one"))
    page = site.put("/e.txt", "Fifth\nStates should speak.\n", ETag='"1"')
    add_origin(at("one"), origin("address", page))
    first = built("one")
    site.asked.clear()
    second = built("two")
    assert (second.read, second.edition.id) == (0, first.edition.id)
    assert [headers.get("if-none-match") for path, headers in site.asked if path == "/e.txt"] == ['"1"']
    assert [item.documents for item in list_origin_statuses(at("three"))] == [1]
