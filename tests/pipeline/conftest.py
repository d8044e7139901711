"""A folder of small documents, and a build with small stages."""

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from palermo.edition import Library
from palermo.pipeline import BuildReport, Lines, Recipe, Stages, build
from palermo.reading.sandbox import Limits

STAGES = Path(__file__).parent / "stages"


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    """The small stages of plain_stages.py, with a short deadline."""
    monkeypatch.syspath_prepend(str(STAGES))
    monkeypatch.setenv("PYTHONPATH", str(STAGES))
    plain = importlib.import_module("plain_stages")
    recipe = Recipe(
        read="plain_stages:read",
        reading="r1",
        extract=plain.extract,
        extraction="e1",
        limits=Limits(seconds=3.0, size=1024 * 1024),
    )
    return Stages(recipe=recipe, link=plain.link, linking="l1", registry="g1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three documents, one in a folder within."""
    folder = tmp_path / "documents"
    (folder / "in").mkdir(parents=True)
    (folder / "a.txt").write_text("First\nStates should act.\nStates should report.\n")
    (folder / "b.txt").write_text("Second\nSymbol X/1\n")
    (folder / "in/c.txt").write_text("Third\nStates should train judges.\n")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library that is not there yet."""
    return Library(tmp_path / "library")


@pytest.fixture
def run(library: Library, stages: Stages, folder: Path) -> Callable[..., BuildReport]:
    """Build the folder, or the folders given, into the library in this process."""

    def run(*folders: Path, stages: Stages = stages, workers: int = 1, remembered: bool = False) -> BuildReport:
        sources = [] if remembered else list(folders) or [folder]
        return build(library, sources, stages=stages, workers=workers, progress=Lines(lambda line: None))

    return run


@pytest.fixture
def log(library: Library) -> Callable[[], list[dict[str, Any]]]:
    """Lines of the newest run log."""

    def log() -> list[dict[str, Any]]:
        newest = max(library.runs.glob("*.jsonl"))
        return [json.loads(line) for line in newest.read_text(encoding="utf-8").splitlines()]

    return log


@pytest.fixture
def told(log: Callable[[], list[dict[str, Any]]]) -> Callable[[], dict[str, str]]:
    """What became of each source in the newest run."""
    return lambda: {line["source"]: line["status"] for line in log() if line["event"] == "document"}
