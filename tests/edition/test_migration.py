"""Tests of library formats: migration step by step, and refusal of newer ones."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from palermo.cli import app
from palermo.edition import Library, open_view, verify_edition
from palermo.edition.library_format import FORMAT_FILE, check_format, migrate_library, read_format
from palermo.errors import NoLibrary

RELEASED = Path(__file__).parent / "library-0.1.0"
"""A library that Palermo 0.1.0 made of two invented documents; a release adds its own, and keeps the one before."""


@pytest.fixture
def released_library(tmp_path: Path) -> Library:
    shutil.copytree(RELEASED, tmp_path / "library")
    return Library(tmp_path / "library")


def test_a_library_of_the_release_before_is_read(released_library: Library) -> None:
    with open_view(released_library) as view:
        assert [item.title for item in view.list_documents()] == ["A guide, invented for tests", "Un avis inventé"]
        page = view.find_statements()
        assert page.total == 3
        statement = page.statements[0]
        passage = view.get_passage(statement.locator.passage)
        assert passage.text[statement.locator.start : statement.locator.end] == statement.quote
        assert view.manifest.palermo == "0.1.0"


def test_migrate_keeps_a_current_library_as_it_is(released_library: Library) -> None:
    before = {path: path.read_bytes() for path in released_library.path.rglob("*") if path.is_file()}
    result = CliRunner().invoke(app, ["migrate", "--library", str(released_library.path)])
    assert result.exit_code == 0
    assert "The library has format 1, which is current." in result.output
    assert "1 edition can be read." in result.output
    after = {
        path: path.read_bytes() for path in released_library.path.rglob("*") if path.is_file() and path.name != ".lock"
    }
    assert after == before
    assert not verify_edition(released_library, released_library.read_current_id() or "").faults


def test_an_edition_of_other_columns_is_named_and_kept(released_library: Library) -> None:
    manifest = next(released_library.editions.glob("*/manifest.json"))
    content = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(content | {"schema": "4"}))
    report = migrate_library(released_library)
    assert (len(report.readable), len(report.unreadable)) == (0, 1)
    assert manifest.exists()


def test_formats_are_migrated_one_after_the_other_and_continue_after_a_stop(released_library: Library) -> None:
    done: list[int] = []

    def convert(format: int, fails: bool = False) -> str:
        if fails:
            raise OSError("the disk is full")
        done.append(format)
        return f"Converted format {format}."

    stopping = {1: lambda _: convert(1), 2: lambda _: convert(2, fails=True)}
    with pytest.raises(OSError, match="the disk is full"):
        migrate_library(released_library, stopping, newest=3)
    assert (done, read_format(released_library)) == ([1], 2)
    report = migrate_library(released_library, {1: lambda _: convert(1), 2: lambda _: convert(2)}, newest=3)
    assert (done, report.before, report.after, report.steps) == ([1, 2], 2, 3, ("Converted format 2.",))


def test_a_library_of_a_newer_version_is_refused(released_library: Library) -> None:
    (released_library.path / FORMAT_FILE).write_text('{"format": 99}')
    with pytest.raises(NoLibrary, match=r"of a newer Palermo, which this one .* cannot read\. Upgrade Palermo"):
        open_view(released_library)
    with pytest.raises(NoLibrary, match="of a newer Palermo"):
        migrate_library(released_library)


def test_a_library_of_an_older_format_says_what_to_do(released_library: Library) -> None:
    with pytest.raises(NoLibrary, match="Convert it: palermo migrate"):
        check_format(released_library, newest=2)


@pytest.mark.parametrize("content", ["{", '{"format": 0}', '{"format": null}', '{"format": 1e999}', "[]"])
def test_a_damaged_format_file_is_named(released_library: Library, content: str) -> None:
    (released_library.path / FORMAT_FILE).write_text(content)
    with pytest.raises(NoLibrary, match=r"format.json is damaged"):
        open_view(released_library)


def test_an_edition_without_a_manifest_is_named(released_library: Library) -> None:
    manifest = next(released_library.editions.glob("*/manifest.json"))
    manifest.write_text("{")
    result = CliRunner().invoke(app, ["migrate", "--library", str(released_library.path)])
    assert "0 editions can be read." in result.output
    assert f"Damaged, without a manifest that can be read: {manifest.parent.name}" in result.output
    assert "palermo build" in result.output
