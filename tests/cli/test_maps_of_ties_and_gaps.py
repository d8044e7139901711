"""Tests of maps of partnerships and gaps by command, in every format."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from command_runner import build_library, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("without_embeddings")]
FORUM = (
    "FORUM\n\nIt calls on States to:\n\n(a) Protect refugee children from trafficking;\n\n(b) Prosecute traffickers.\n"
)


@pytest.fixture(scope="module")
def library_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_library(tmp_path_factory.mktemp("shelf"), {"forum.txt": FORUM})


def test_current_ties_come_with_strength_and_evidence(library_path: str) -> None:
    code, out, _ = run("map", "partnerships", "--library", library_path, "--format", "json", "--most", "5")
    built = json.loads(out)
    assert code == 0
    assert len(built["ties"]) == 5
    first = built["ties"][0]
    assert (first["one"], first["other"]) == ("iom", "unodc")
    assert first["strength"] >= built["ties"][1]["strength"]
    assert first["evidence"]
    assert any("may well exist" in note for note in built["notes"])


def test_ties_of_one_entity_by_any_of_its_names(library_path: str) -> None:
    for name in ("icao", "ICAO", "International Civil Aviation Organization"):
        code, out, _ = run("map", "partnerships", "--entity", name, "--library", library_path, "--format", "json")
        assert code == 0
        assert {(tie["one"], tie["other"]) for tie in json.loads(out)["ties"]} == {("icao", "ohchr")}


def test_prospects_come_with_reasons(library_path: str) -> None:
    code, out, _ = run(
        "map", "partnerships", "--prospects", "--library", library_path, "--format", "json", "--most", "3"
    )
    built = json.loads(out)
    assert code == 0
    assert len(built["prospects"]) == 3
    assert all(item["reasons"] and item["points"] > 0 for item in built["prospects"])


@pytest.mark.parametrize(
    "words",
    [
        ("partnerships",),
        ("partnerships", "--prospects"),
        ("gaps",),
        ("gaps", "--list", "overlaps"),
    ],
)
def test_each_is_written_in_forms_for_people(library_path: str, tmp_path: Path, words: tuple[str, ...]) -> None:
    for format in ("table", "xlsx"):
        file = tmp_path / f"map.{format}"
        requests = ("map", *words, "--library", library_path, "--format", format, "--output", str(file))
        assert run(*requests)[0] == 0
        assert file.stat().st_size > 30


def test_pictures_are_well_formed(library_path: str) -> None:
    for words in (("partnerships",), ("partnerships", "--entity", "unodc"), ("gaps", "--by", "theme", "--by", "group")):
        code, out, _ = run("map", *words, "--library", library_path, "--format", "svg")
        assert code == 0
        assert ElementTree.fromstring(out).tag.endswith("svg")


def test_what_is_asked_and_not_reported_done_is_listed(library_path: str) -> None:
    requests = ("map", "gaps", "--by", "theme", "--by", "group", "--library", library_path, "--format", "json")
    code, out, _ = run(*requests)
    built = json.loads(out)
    assert code == 0
    cell = next(item for item in built["cells"] if item["group"] == "children")
    assert (cell["demand"], cell["supply"], cell["emptiness"]) == (1, 0, "no-document")
    assert run(*requests, "--list", "met")[1] != out


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("gaps", "--by", "colour", "--by", "theme"), "Use theme"),
        (("gaps", "--by", "theme"), "two or three different dimensions"),
        (("partnerships", "--entity", "Nobody at all"), "the map has no value of this name"),
        (("partnerships", "--prospects", "--format", "svg"), "no chart"),
    ],
)
def test_what_cannot_be_asked_is_reported_in_one_line(library_path: str, words: tuple[str, ...], err: str) -> None:
    code, out, complaint = run("map", *words, "--library", library_path)
    assert code == 2
    assert out == ""
    assert err in complaint


def test_prospects_are_narrowed_by_what_bodies_are_seen_to_do(library_path: str) -> None:
    code, out, _ = run(
        "map",
        "partnerships",
        "--prospects",
        "--where",
        "theme=technology",
        "--library",
        library_path,
        "--format",
        "json",
    )
    err = json.loads(out)
    assert code == 0
    assert err["filters"] == {"theme": ["technology"]}
    assert any("apply to the subjects of entities" in note for note in err["notes"])
