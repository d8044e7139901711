"""Tests of the version of sources: a change of any of them changes it."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from palermo import extraction, linking, reading
from palermo.source_version import FOLDER, SHARED_PATTERNS, compute_source_version


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A package with code and words, and a file that is neither."""
    for name in ("reading/rules.py", "reading/lists/words.yaml", "reading/lists/weights.bin", "linking/names.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "is_noticed"),
    [
        ("reading/rules.py", True),
        ("reading/lists/words.yaml", True),
        ("reading/lists/weights.bin", False),
        ("linking/names.py", False),
    ],
)
def test_a_change_of_code_or_words_is_noticed(folder: Path, name: str, is_noticed: bool) -> None:
    before = compute_source_version("reading/**/*", folder=folder)
    (folder / name).write_text("after")
    compute_source_version.cache_clear()
    assert (compute_source_version("reading/**/*", folder=folder) != before) is is_noticed


def test_stages_have_versions_of_their_own() -> None:
    versions = {reading.compute_version(), extraction.compute_version(with_tagger=False), linking.compute_version()}
    assert len(versions) == 3


def test_shared_packages_have_no_folders_that_their_patterns_miss() -> None:
    for pattern in SHARED_PATTERNS:
        found, (package, _, names) = set(FOLDER.glob(pattern)), pattern.partition("/")
        assert {path for path in (FOLDER / package).rglob("*.py") if names.startswith("*")} <= found


@pytest.mark.parametrize("stage", ["reading", "extraction", "linking"])
def test_version_of_a_stage_covers_what_it_imports(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns: list[str] = []

    def record_patterns(*given: str) -> str:
        patterns.extend(given)
        return ""

    compute_version = import_module(f"palermo.{stage}").compute_version
    monkeypatch.setitem(compute_version.__globals__, "compute_source_version", record_patterns)
    compute_version()
    covered = {pattern.split("/")[0].removesuffix(".py") for pattern in patterns}
    text = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / stage).rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) palermo\.(\w+)", text, re.MULTILINE))
    assert imported - covered <= {"errors", "safe_yaml", "sandbox", "source_version"}  # what changes no result
