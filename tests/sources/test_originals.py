"""Tests of original files: found in the sources' folders, and nowhere else."""

from pathlib import Path

import pytest

from palermo.sources import Downloads, locate_original
from palermo.statements import Document, compute_document_id

CONTENT = b"the words of a document"


def _document(source: str, content: bytes = CONTENT) -> Document:
    id = compute_document_id(content)
    return Document(
        id=id,
        work=id,
        source=source,
        media_type="text/plain",
        size=len(content),
        pages=None,
        language="en",
        title=source,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers" / "2026").mkdir(parents=True)
    (tmp_path / "papers" / "2026" / "one.txt").write_bytes(CONTENT)
    (tmp_path / "secret.txt").write_bytes(CONTENT)
    return tmp_path / "papers"


@pytest.fixture
def downloads(tmp_path: Path) -> Downloads:
    return Downloads(tmp_path / "downloads")


def test_in_a_folder_under_its_source(folder: Path, downloads: Downloads) -> None:
    assert locate_original(_document("2026/one.txt"), [folder], downloads) == folder / "2026" / "one.txt"


@pytest.mark.parametrize("source", ["papers/2026/one.txt", "2026/one.txt"])
def test_the_source_may_begin_with_the_end_of_the_folders_path(folder: Path, downloads: Downloads, source: str) -> None:
    assert locate_original(_document(source), [folder], downloads) == folder / "2026" / "one.txt"
    assert locate_original(_document("2026/one.txt"), [folder / "2026"], downloads) == folder / "2026" / "one.txt"


def test_a_single_file_is_a_source(folder: Path, downloads: Downloads) -> None:
    file = folder / "2026" / "one.txt"
    assert locate_original(_document("one.txt"), [file], downloads) == file
    assert locate_original(_document("two.txt"), [file], downloads) is None


def test_what_was_fetched_is_in_the_store(downloads: Downloads) -> None:
    blob = downloads.save([CONTENT], 1000, "a file")
    assert locate_original(_document("https://example.org/one"), [], downloads) == downloads.get_path(blob.sha256)


@pytest.mark.parametrize("source", ["../secret.txt", "/etc/hostname", "2026/../../secret.txt", "", "https://x.org/y"])
def test_no_path_leads_out_of_the_folders(folder: Path, downloads: Downloads, source: str) -> None:
    assert locate_original(_document(source), [folder], downloads) is None


def test_a_link_does_not_lead_out_either(folder: Path, downloads: Downloads) -> None:
    (folder / "linked.txt").symlink_to(folder.parent / "secret.txt")
    assert locate_original(_document("linked.txt"), [folder], downloads) is None


def test_a_file_of_another_size_is_another_file(folder: Path, downloads: Downloads) -> None:
    assert locate_original(_document("2026/one.txt", CONTENT + b"!"), [folder], downloads) is None
    assert locate_original(_document("2026/none.txt"), [folder, folder / "none"], downloads) is None
