"""Tests of Works in builds: joined, counted once, renewed when a Work changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.edition import Library, View, open_view
from palermo.pipeline.build import BuildReport

type Run = Callable[..., BuildReport]

TEXT = "\n".join(f"Line {n} of the report tells of case {n * 7} and of the answer {n * 13} to it." for n in range(30))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "twins").mkdir(parents=True)
    (folder / "report.txt").write_text(f"Symbol X/1\n{TEXT}\nStates should act.\nStates should report.\n")
    (folder / "twins/report.html").write_text(f"{TEXT}\nStates should act.\n")
    (folder / "other.txt").write_text("Another text\nStates should act.\n")
    return folder


def by_source(view: View) -> dict[str, str]:
    return {d.source: d.version.value for d in view.list_documents()}


def test_twins_are_one_work_and_count_once(run: Run, library: Library) -> None:
    report = run()
    assert (report.edition.counts.works, report.edition.counts.statements) == (2, {"recommendation": 3})
    assert report.edition.counts.copies == 1
    with open_view(library) as view:
        assert by_source(view) == {"report.txt": "main", "twins/report.html": "copy", "other.txt": "main"}
        copy = next(s for s, d in view.iterate_statements() if d.source == "twins/report.html")
        assert view.get_document(view.get_statement(copy.same_as[0]).document).source == "report.txt"


def test_a_twin_that_goes_or_comes_changes_the_others_rows(run: Run, library: Library, folder: Path) -> None:
    first = run()
    stored = (folder / "report.txt").read_text()
    (folder / "report.txt").unlink()
    second = run()
    assert second.edition.counts.statements == {"recommendation": 2}
    with open_view(library) as view:
        assert by_source(view) == {"twins/report.html": "main", "other.txt": "main"}
        assert all(not s.same_as for s, _ in view.iterate_statements())
    (folder / "report.txt").write_text(stored)
    assert run().edition.id == first.edition.id


def test_the_catalogue_joins_what_nothing_else_does(run: Run, folder: Path, library: Library) -> None:
    (folder / "catalogue.csv").write_text("file,work\nreport.txt,One\nother.txt,One\ntwins/report.html,Two\n")
    run()
    with open_view(library) as view:
        versions = {d.source: (d.version.value, d.joined) for d in view.list_documents()}
    assert versions["twins/report.html"] == ("main", "")
    assert sorted((versions["other.txt"], versions["report.txt"])) == [
        ("copy", "its Work is One in the catalogue"),
        ("main", ""),
    ]


@pytest.mark.parametrize("damage", [b"", b"PAR1 no more", None])
def test_outlines_that_are_lost_are_made_again(run: Run, library: Library, damage: bytes | None) -> None:
    first = run()
    outlines = library.cache / "outlines.parquet"
    outlines.unlink()
    if damage is not None:
        outlines.write_bytes(damage)
    assert run().edition.id == first.edition.id
    assert outlines.stat().st_size > 100
