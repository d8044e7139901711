"""Tests of a folder of bombs, broken files and strange names."""

import os
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from direct_sandbox import run_handlers_directly
from palermo.edition import Library, open_view
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.wiring import shipped_stages
from palermo.sandbox.sandbox import SandboxLimits

NAMES = (
    "report 2026.txt",
    "rapport d’été.txt",
    "informe_niño.txt",
    "تقرير عن الاتجار.txt",
    "доклад.txt",
    "报告.txt",
    "रिपोर्ट.txt",
    "line\nbreak.txt",
    "🕊️ peace.txt",
    "-rf.txt",
    "x" * 240 + ".txt",
)
Build = Callable[[], BuildReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


@pytest.fixture
def run_in_sandboxes(folder: Path, library: Library) -> Build:
    """Build the folder, with little time for each document."""
    stages = shipped_stages()
    short = replace(stages, spec=replace(stages.spec, limits=SandboxLimits(seconds=4.0, max_seconds=20.0)))

    def run() -> BuildReport:
        return build(library, [folder], stages=short, workers=2, progress=LineReporter(lambda line: None))

    return run


@pytest.fixture
def run(run_in_sandboxes: Build) -> Iterator[Build]:
    """Build the folder, and read in this process."""
    with run_handlers_directly():
        yield run_in_sandboxes


def read_sources(library: Library) -> set[str]:
    with open_view(library) as view:
        return {document.source for document in view.list_documents()}


def fill_with_good_files(folder: Path, good_files: ModuleType) -> set[str]:
    for ending, make in good_files.MADE.items():
        (folder / f"good.{ending}").write_bytes(make("good"))
    return {f"good.{ending}" for ending in good_files.MADE}


@pytest.mark.slow
def test_bombs_cost_nothing_but_themselves(
    run_in_sandboxes: Build, folder: Path, library: Library, good_files: ModuleType, bombs: ModuleType
) -> None:
    valid = fill_with_good_files(folder, good_files)
    for name, (make, _, _) in bombs.HOSTILE.items():
        (folder / name).write_bytes(make(good_files.pdf("bomb")))
    report = run_in_sandboxes()
    assert read_sources(library) == valid
    contained = {item.source: item for item in report.quarantined}
    for name, (_, errors, words) in bombs.HOSTILE.items():
        assert contained[name].error in errors.split("|"), contained[name]
        assert re.search(words, contained[name].reason), contained[name]
        assert contained[name].hint


@pytest.mark.slow
def test_names_in_six_scripts_are_read_and_shown(
    run: Build, folder: Path, library: Library, good_files: ModuleType
) -> None:
    for number, name in enumerate(NAMES):
        (folder / name).write_bytes(good_files.text(str(number)))
    report = run()
    assert report.quarantined == ()
    assert len(read_sources(library)) == len(NAMES)
    assert "تقرير عن الاتجار.txt" in read_sources(library)
    assert all(source.isprintable() or "🕊" in source for source in read_sources(library))


def test_what_is_no_file_is_reported_and_opened_never(
    run: Build, folder: Path, library: Library, good_files: ModuleType
) -> None:
    valid = fill_with_good_files(folder, good_files)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    (folder / "round.pdf").symlink_to(folder / "circle.pdf")
    (folder / "circle.pdf").symlink_to(folder / "round.pdf")
    (folder / "within").symlink_to(folder)
    (folder / "nowhere.pdf").symlink_to(folder / "gone.pdf")
    local = os.getcwd()
    os.chdir(folder)  # the name of a socket may have 107 bytes
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.pdf")
        os.chdir(local)
        report = run()
    assert read_sources(library) == valid
    reasons = {item.source: item.reason for item in report.quarantined}
    assert set(reasons) == {"pipe.pdf", "zero.pdf", "round.pdf", "circle.pdf", "nowhere.pdf", "socket.pdf"}
    assert reasons["pipe.pdf"] == reasons["socket.pdf"] == "it is neither a file nor a folder"
    assert "leads out" in reasons["zero.pdf"]


def test_a_file_that_may_not_be_read_is_reported(
    run: Build, folder: Path, library: Library, good_files: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    valid = fill_with_good_files(folder, good_files)
    (folder / "locked.pdf").write_bytes(b"%PDF-")
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "locked.pdf":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)  # root, as which tests may run, may read everything
    (contained,) = run().quarantined
    assert read_sources(library) == valid
    assert (contained.source, contained.error) == ("locked.pdf", "Unreadable")
    assert (contained.reason, contained.hint) == (
        "the file cannot be read (Permission denied)",
        "Check its permissions",
    )


def test_names_inside_of_archives_lead_nowhere(
    run: Build, folder: Path, library: Library, tmp_path: Path, good_files: ModuleType, bombs: ModuleType
) -> None:
    body = bombs.build_word_body("<w:p><w:r><w:t>States should train judges.</w:t></w:r></w:p>")
    parts = {"word/document.xml": body, "../../evil.txt": b"x", "/evil.txt": b"x", str(tmp_path / "evil.txt"): b"x"}
    (folder / "climbing.docx").write_bytes(bombs.archive(parts))
    run()
    assert read_sources(library) == {"climbing.docx"}
    assert list(tmp_path.rglob("evil.txt")) == []


def test_bytes_decide_whatever_the_name_says(
    run: Build, folder: Path, library: Library, good_files: ModuleType
) -> None:
    (folder / "pdf in disguise.docx").write_bytes(good_files.pdf("a"))
    (folder / "word in disguise.pdf").write_bytes(good_files.docx("b"))
    (folder / "page in disguise.txt").write_bytes(good_files.html("c"))
    run()
    with open_view(library) as view:
        types = {document.source: document.media_type for document in view.list_documents()}
    assert types["pdf in disguise.docx"] == "application/pdf"
    assert types["word in disguise.pdf"].endswith("wordprocessingml.document")
    assert types["page in disguise.txt"] == "text/html"


@pytest.mark.slow
def test_damaged_files_are_read_or_refused_with_a_reason(
    run_in_sandboxes: Build, folder: Path, library: Library, good_files: ModuleType, mutations: ModuleType
) -> None:
    valid = fill_with_good_files(folder, good_files)
    sound = {ending: make("sound") for ending, make in good_files.MADE.items()}
    damaged = dict(mutations.mutated(sound, 84, seed=7))
    for name, content in damaged.items():
        (folder / name).write_bytes(content)
    report = run_in_sandboxes()
    contained = {item.source: item for item in report.quarantined}
    assert valid <= read_sources(library)
    assert all(item.reason and item.hint for item in contained.values())
    assert not any("fault of Palermo" in item.hint or "stopped with" in item.reason for item in contained.values())
    output = read_sources(library) | set(contained)
    assert len({bytes(content) for content in damaged.values()}) <= len(output)
