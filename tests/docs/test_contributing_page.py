"""Tests of docs/contributing.md: the files and folders of its tables exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
NEW_FILES = {"reading/epub.py"}
"""Files that the page invents as examples."""
PATHS = sorted(
    {path for row in re.findall(r"^\|.*\|$", PAGE, re.M) for path in re.findall(r"`([\w./<>*-]+/[\w./<>*-]*)`", row)}
)


def test_the_tables_name_files() -> None:
    assert len(PATHS) >= 50


def test_named_file_exists() -> None:
    for path in PATHS:
        pattern = re.sub(r"<\w+>", "*", path).rstrip("/")
        assert path in NEW_FILES or any((ROOT / folder).glob(pattern) for folder in ("src/palermo", ".")), path


def test_named_objects_stand_in_their_files() -> None:
    pairs = re.findall(r"`(\w+)` in `([\w/]+\.py)`", PAGE)

    assert len(pairs) >= 20
    for name, path in pairs:
        file = next(folder / path for folder in (ROOT / "src/palermo", ROOT) if (folder / path).exists())
        assert re.search(rf"\b{name}\b", file.read_text(encoding="utf-8")), f"{path} has no {name}"
