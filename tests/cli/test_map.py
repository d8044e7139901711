"""Tests of the map commands: counts, and messages for invalid queries."""

import json
from pathlib import Path

import pytest

from command_runner import build_library, run

FORUM = "FORUM\n\nIt calls on States to:\n\n(a) Train labour inspectors;\n\n(b) Prosecute traffickers.\n"


@pytest.fixture(scope="module")
def library_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_library(tmp_path_factory.mktemp("shelf"), {"forum.txt": FORUM})


def test_a_map_is_shown_as_a_table_and_written_in_every_form(library_path: str, tmp_path: Path) -> None:
    requests = ("map", "who-does-what", "--rows", "audience", "--columns", "kind", "--library", library_path)
    code, out, _ = run(*requests)
    assert code == 0
    assert "States" in out
    assert "Cite" in out
    for format in ("csv", "hxl", "xlsx", "json"):
        file = tmp_path / f"map.{format}"
        assert run(*requests, "--format", format, "--output", str(file))[0] == 0
        assert file.stat().st_size > 100


@pytest.mark.parametrize(("ending", "begin"), [("csv", b"row,"), ("json", b"{"), ("xlsx", b"PK"), ("svg", b"<svg")])
def test_the_form_of_a_map_follows_the_name_of_its_file(
    library_path: str, tmp_path: Path, ending: str, begin: bytes
) -> None:
    file = tmp_path / f"map.{ending}"
    requests = ("map", "who-does-what", "--rows", "audience", "--columns", "kind", "--library", library_path)
    assert run(*requests, "--output", str(file))[0] == 0
    assert file.read_bytes().startswith(begin)


def test_json_keeps_its_contract(library_path: str) -> None:
    requests = (
        "map",
        "who-does-what",
        "--rows",
        "audience",
        "--columns",
        "kind",
        "--library",
        library_path,
        "--format",
        "json",
    )
    code, out, _ = run(*requests, "--where", "kind=recommendation", "--kind", "recommendation")
    built = json.loads(out)
    assert code == 0
    assert built["filters"] == {"kind": ["recommendation"]}
    cell = next(cell for cell in built["cells"] if cell["row"] == "states")
    assert {"row", "column", "statements", "documents", "newest", "emptiness"} <= set(cell)
    assert (cell["column"], cell["statements"], cell["documents"]) == ("recommendation", 2, 1)


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("--where", "theme=technolgy"), "technology (Technology)"),
        (("--rows", "colour"), "Use one of actor"),
        (("--rows", "theme", "--columns", "theme"), "it is given twice"),
        (("--format", "xlsx"), "Name a file"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(library_path: str, words: tuple[str, ...], err: str) -> None:
    code, out, complaint = run("map", "who-does-what", "--library", library_path, *words)
    assert code == 2
    assert out == ""
    assert err in complaint


def test_filters_that_leave_nothing_are_no_error(library_path: str) -> None:
    code, out, err = run("map", "who-does-what", "--library", library_path, "--where", "year=1999")
    assert code == 0
    assert "Nothing was found." in out
    assert "No statement of this edition" in err


def test_a_file_that_cannot_be_written_is_no_wrong_usage(library_path: str) -> None:
    words = ("--output", "/nowhere/at/all.csv")
    code, out, complaint = run("map", "who-does-what", "--library", library_path, *words)
    assert (code, out) == (1, "")
    assert "cannot be written" in complaint
