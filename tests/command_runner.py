"""Runs commands in the process of the tests."""

from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner

from palermo import cli


def run(*words: str) -> tuple[int, str, str]:
    """Run a command; return exit code, stdout and stderr."""
    result = CliRunner().invoke(cli.app, list(words))
    return result.exit_code, result.stdout, result.stderr


def build_library(folder: Path, texts: Mapping[str, str]) -> str:
    """Build a library from texts by file name; return its path."""
    documents, library = folder / "papers", str(folder / "library")
    documents.mkdir()
    for name, text in texts.items():
        (documents / name).write_text(text)
    code, _, err = run("build", str(documents), "--library", library, "--workers", "1")
    assert code == 0, err
    return library
