"""Tests of maps of follow-up and appraisal by command, in every format."""

import json
from pathlib import Path

import pytest

from command_runner import build_library, run

ASKED = "Establish shelters for survivors of trafficking in persons in every province"
FIRST = f"FORUM 2019\n\nIt calls on States to:\n\n(a) {ASKED};\n\n(b) Prosecute traffickers.\n"
SECOND = f"FORUM 2021\n\nIt calls on States to:\n\n(a) {ASKED} again;\n\n(b) Publish statistics.\n"


@pytest.fixture(scope="module")
def library_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build_library(tmp_path_factory.mktemp("shelf"), {"first.txt": FIRST, "second.txt": SECOND})


@pytest.mark.parametrize(
    "requests",
    [
        ("follow-up",),
        pytest.param(("follow-up", "--by", "recommendation"), marks=pytest.mark.slow),
        ("appraisal",),
        pytest.param(("appraisal", "gcm"), marks=pytest.mark.slow),
    ],
)
def test_every_form(library_path: str, tmp_path: Path, requests: tuple[str, ...]) -> None:
    code, out, _ = run("map", *requests, "--library", library_path)
    assert code == 0
    assert "Cite" in out
    for format in ("csv", "xlsx"):
        file = tmp_path / f"map.{format}"
        assert run("map", *requests, "--library", library_path, "--format", format, "--output", str(file))[0] == 0
        assert file.stat().st_size > 100
    code, _, err = run(
        "map", *requests, "--library", library_path, "--format", "svg", "--output", str(tmp_path / "map.svg")
    )
    if "recommendation" in requests:
        assert (code, "no chart" in err) == (2, True)
    else:
        assert code == 0
        assert (tmp_path / "map.svg").read_text().count('class="asked"') > 1


def test_a_chain_and_its_members_agree(library_path: str) -> None:
    chains = json.loads(run("map", "follow-up", "--library", library_path, "--format", "json")[1])["rows"]
    requests = ("map", "follow-up", "--by", "recommendation", "--library", library_path, "--format", "json")
    rows = json.loads(run(*requests)[1])["rows"]
    (chain,) = chains
    assert chain["recommendations"] == 2 == sum(row["chain"] == chain["chain"] for row in rows)
    assert len(rows) == 4
    assert {row["status"] for row in rows} == {"not-searched"}
    assert json.loads(run(*requests, "--where", "year=1999")[1])["rows"] == []


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (("follow-up", "--where", "colour=red"), "it does not exist"),
        (("follow-up", "--by", "recommendation", "--format", "svg"), "this map has no chart"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(library_path: str, words: tuple[str, ...], err: str) -> None:
    code, out, complaint = run("map", *words, "--library", library_path)
    assert (code, out) == (2, "")
    assert err in complaint


def test_an_instrument_that_is_not_there_is_not_found(library_path: str) -> None:
    code, out, complaint = run("map", "appraisal", "nonsense", "--library", library_path)
    assert (code, out) == (1, "")
    assert "no instrument with provisions" in complaint
