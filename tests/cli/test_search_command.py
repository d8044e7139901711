"""Tests of `palermo search`: hits, similar passages, and wrong usage."""

import json
import shutil
from pathlib import Path

import pytest

from command_runner import build_library, run

TEXT = "FORUM ON SAFE WORK\n\nThe forum calls on States to:\n\n(a) Train inspectors;\n\n(b) Publish what they found.\n"
OTHER = "NOTE ON WORK\n\nThe note asks States to:\n\n(a) Train the inspectors of labour;\n\n(b) Pay for shelters.\n"


@pytest.fixture(scope="module")
def library_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library of two documents that ask something alike."""
    return build_library(tmp_path_factory.mktemp("shelf"), {"forum.txt": TEXT, "note.txt": OTHER})


def test_words_and_meaning_are_counted_apart(library_path: str) -> None:
    code, out, err = run("search", "train inspectors", "--library", library_path)
    assert code == 0
    assert "Train inspectors" in out
    assert "2 passages with these words; by words or meaning " in err
    result = json.loads(run("search", "train inspectors", "--library", library_path, "--json")[1])
    assert (result["by_words"], result["enough"], result["listed"] >= 2) == (2, True, True)
    assert not json.loads(run("search", "inspectors zebras", "--library", library_path, "--json")[1])["enough"]
    assert "no passage contains the word zebras" in run("search", "inspectors zebras", "--library", library_path)[2]
    assert "nothing was searched for" in run("search", "", "--library", library_path)[2]
    assert "match the filters" in run("search", "kind:recommendation", "--library", library_path)[2]


def test_what_is_like_a_passage_or_statement(library_path: str) -> None:
    hits = json.loads(run("search", "train inspectors", "--library", library_path, "--json")[1])["hits"]
    hit = next(item for item in hits if item["text"].startswith("Train inspectors"))
    for id in (hit["id"], hit["statements"][0]["id"], hit["id"][:8]):
        code, out, _ = run("search", "--like", id, "--library", library_path, "--json")
        alike = json.loads(out)["hits"]
        assert code == 0
        assert {item["document"]["id"] for item in alike} & {hit["document"]["id"]} == set()
        assert any("inspectors of labour" in item["text"] for item in alike)
    code, _, err = run("search", "--like", "ffffffff", "--library", library_path)
    assert (code, "no document, passage or statement has that id" in err) == (1, True)


@pytest.mark.parametrize("words", [(), ("inspectors", "--like", "abcdef")])
def test_a_query_or_something_like_it_is_asked_for(library_path: str, words: tuple[str, ...]) -> None:
    code, _, err = run("search", *words, "--library", library_path)
    assert code == 2
    assert "give a query, or --like" in " ".join(err.split())


def test_a_damaged_index_is_made_again(library_path: str, tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(library_path, library)
    index = next((library / "editions").glob("*/search"))
    (index / "about.json").write_text("{")
    code, out, _ = run("search", "train inspectors", "--library", str(library))
    assert (code, "Train inspectors" in out) == (0, True)
