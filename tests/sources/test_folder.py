"""Tests of a folder's files: stable order, six scripts, links, exclusions."""

import os
from pathlib import Path

import pytest

from palermo.errors import SourceMissing
from palermo.sources import ListingFailure, SourceFile, list_source_files
from palermo.sources.folder import format_path

SIX_SCRIPTS = ("résolution.txt", "informe-año.txt", "تقرير.txt", "доклад.txt", "报告.txt", "report.txt")


def _write(path: Path, text: str = "words") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _sources(folder: Path) -> list[str]:
    return [item.source for item in list_source_files(folder) if isinstance(item, SourceFile)]


def test_lists_files_of_inner_folders_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"):
        _write(tmp_path / name)
    (tmp_path / "empty").mkdir()
    assert _sources(tmp_path) == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_names_in_six_scripts_are_kept_in_nfc(tmp_path: Path) -> None:
    for name in SIX_SCRIPTS:
        _write(tmp_path / name)
    _write(tmp_path / "de\u0301compose\u0301.txt")
    assert set(_sources(tmp_path)) == {*SIX_SCRIPTS, "d\u00e9compos\u00e9.txt"}


@pytest.mark.parametrize(
    "name", [".hidden", ".DS_Store", "~$x.docx", ".~lock.x.odt#", "catalogue.csv", "Thumbs.db", "x.pdf.part", "x.txt~"]
)
def test_leaves_out_what_is_no_document(tmp_path: Path, name: str) -> None:
    _write(tmp_path / name)
    _write(tmp_path / ".git/inside.txt")
    _write(tmp_path / "kept.txt")
    assert _sources(tmp_path) == ["kept.txt"]


def test_bytes_that_are_not_utf8_are_shown_escaped_and_the_path_still_opens(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9\n.txt"
    with open(raw, "wb") as file:
        file.write(b"words")
    (item,) = list_source_files(tmp_path)
    assert isinstance(item, SourceFile)
    assert item.source == "caf\\xe9\\x0a.txt"
    assert item.path.read_bytes() == b"words"
    item.source.encode("utf-8")


def test_links_are_followed_to_files_inside_only(tmp_path: Path) -> None:
    outside = _write(tmp_path / "outside/secret.txt")
    folder = tmp_path / "folder"
    _write(folder / "a.txt")
    (folder / "link-in.txt").symlink_to("a.txt")
    (folder / "link-out.txt").symlink_to(outside)
    (folder / "link-out").symlink_to(outside.parent)
    (folder / "dangling.txt").symlink_to("nowhere.txt")
    (folder / "loop").symlink_to(".")
    (folder / "self").symlink_to("self")
    items = list(list_source_files(folder))
    assert [i.source for i in items if isinstance(i, SourceFile)] == ["a.txt", "link-in.txt"]
    assert {i.source for i in items if isinstance(i, ListingFailure)} == {
        "dangling.txt",
        "link-out",
        "link-out.txt",
        "self",
    }


def test_what_is_no_file_is_reported_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (item,) = list_source_files(tmp_path)
    assert isinstance(item, ListingFailure)
    assert "neither a file nor a folder" in item.reason


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "a.txt")
    _write(tmp_path / "closed/b.txt")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    items = list(list_source_files(tmp_path))
    assert [(type(i).__name__, i.source) for i in items] == [("SourceFile", "a.txt"), ("ListingFailure", "closed")]


def test_a_single_file_is_a_source(tmp_path: Path) -> None:
    assert _sources(_write(tmp_path / "deep/one.txt")) == ["one.txt"]


@pytest.mark.parametrize("missing", ["nowhere", "a.txt/inside", "x" * 300])
def test_a_folder_that_does_not_exist_is_a_clear_error(tmp_path: Path, missing: str) -> None:
    _write(tmp_path / "a.txt")
    with pytest.raises(SourceMissing, match=missing):
        list(list_source_files(tmp_path / missing))


def test_folders_set_apart_are_not_entered(tmp_path: Path) -> None:
    _write(tmp_path / "a.txt")
    _write(tmp_path / "library/b.txt")
    assert [i.source for i in list_source_files(tmp_path, excluded_folders=[tmp_path / "library"])] == ["a.txt"]


def test_shown_is_one_printable_line() -> None:
    assert format_path("a\u2028b\tc") == "a\\x2028b\\x09c"
