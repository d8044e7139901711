"""Tests of the commands for editions: list, compare and remove."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from command_runner import run
from palermo import cli
from palermo.edition import Library
from palermo.pipeline.origins import save_sources

FORUM = "FORUM ON SAFE WORK\n\nThe forum calls on States to:\n\n(a) Train inspectors;\n\n(b) Publish what they found.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of two editions: the second has other words in one document, and another document."""
    path = tmp_path_factory.mktemp("editions")
    folder, library = path / "papers", str(path / "shelf")
    folder.mkdir()
    (folder / "forum.txt").write_text(FORUM)
    assert run("build", str(folder), "--library", library, "--workers", "1")[0] == 0
    (folder / "forum.txt").write_text(FORUM.replace("Train inspectors", "Train many inspectors"))
    (folder / "later.txt").write_text(FORUM.replace("SAFE WORK", "LATER WORK").replace("Publish", "Burn"))
    assert run("build", "--library", library, "--workers", "1", "--wait")[0] == 0
    return path


@pytest.fixture
def library_path(built: Path, tmp_path: Path) -> str:
    """A copy of that library and its documents."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    save_sources(tmp_path / "shelf" / "palermo.toml", [tmp_path / "papers"])
    return str(tmp_path / "shelf")


def _names(shelf: str) -> list[str]:
    code, out, _ = run("editions", "--library", shelf, "--json")
    assert code == 0
    return [item["name"] for item in json.loads(out)]


def test_editions_are_listed(library_path: str) -> None:
    code, out, _ = run("editions", "--library", library_path)
    newest, oldest = _names(library_path)
    assert code == 0
    assert out.splitlines() == [
        f"{newest}  2 documents, 4 statements (confirmed or not), served now",
        f"{oldest}  1 document, 2 statements (confirmed or not)",
    ]


def test_what_changed_since_the_last_edition(library_path: str) -> None:
    code, out, _ = run("diff", "--library", library_path)
    newest, oldest = _names(library_path)
    lines = out.splitlines()
    assert code == 0
    assert lines[:3] == [
        f"From       {oldest} to {newest}",
        "Documents  1 added, 0 removed, 1 changed",
        "Statements 3 added, 1 removed, 0 changed, counting what a document says again",
    ]
    assert [line[:2] for line in lines[3:]] == ["+ ", "~ ", "+ ", "+ ", "+ ", "- "]
    assert lines[-1].endswith(" forum.txt: Train inspectors")


def test_two_editions_by_name_as_json(library_path: str) -> None:
    newest, oldest = _names(library_path)
    code, out, _ = run("diff", newest, oldest[-6:], "--library", library_path, "--json")
    result = json.loads(out)
    assert code == 0
    assert (result["old"], result["new"]) == (newest, oldest)
    assert [item["source"] for item in result["documents"]["removed"]] == ["later.txt"]
    assert "id" in result["documents"]["changed"][0]["fields"]
    assert [item["quote"] for item in result["statements"]["added"]] == ["Train inspectors"]


def test_a_first_edition_has_none_before(library_path: str, tmp_path: Path) -> None:
    code, _, err = run("diff", "--library", library_path, "nothing")
    assert (code, err.startswith("palermo: edition 'nothing': no edition has that name or id.")) == (1, True)
    other = str(tmp_path / "other")
    assert run("build", str(tmp_path / "papers"), "--library", other, "--workers", "1")[0] == 0
    code, _, err = run("diff", "--library", other)
    assert (code, err) == (
        1,
        "palermo: the previous edition: this one is the first. Name two; palermo editions lists them.\n",
    )


def test_old_editions_go_when_they_are_reported_to(library_path: str) -> None:
    newest, oldest = _names(library_path)
    _, out, _ = run("clean", "--keep", "0", "--dry-run", "--library", library_path)
    assert out.startswith(f"would be removed: edition {oldest}\n1 edition, ")
    assert len(_names(library_path)) == 2
    code, out, _ = run("clean", "--keep", "0", "--library", library_path)
    assert (code, out.splitlines()[0]) == (0, f"removed: edition {oldest}")
    assert out.endswith(" removed; 1 edition kept\n")
    assert _names(library_path) == [newest]
    with Library(Path(library_path)).lock():
        code, _, err = run("clean", "--library", library_path)
    assert code == 1
    assert "has held it since" in err


def test_a_scheduler_that_is_not_there_is_one_line(
    library_path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from palermo.pipeline import dask_workers

    monkeypatch.setattr(dask_workers, "CLUSTER_TIMEOUT_S", 0.5)
    (tmp_path / "papers/more.txt").write_text("More\n")
    code, out, err = run("build", "--library", library_path, "--scheduler", "tcp://127.0.0.1:9")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        "palermo: the scheduler tcp://127.0.0.1:9: it does not answer. "
        "Start one with `dask scheduler`, or check the address."
    )


def test_every_file_of_the_edition_is_verified(library_path: str) -> None:
    code, out, _ = run("status", "--verify", "--library", library_path)
    assert code == 0
    assert "\nVerified   6 files, 0.0 MB, 0 faults\n" in out
    code, out, _ = run("status", "--verify", "--json", "--library", library_path)
    assert (code, json.loads(out)["verified"]["faults"]) == (0, [])
    assert json.loads(run("status", "--json", "--library", library_path)[1])["verified"] is None


def test_a_damaged_edition_is_reported_and_the_next_build_mends_it(library_path: str) -> None:
    current = Library(Path(library_path)).get_edition_folder(_current(library_path))
    removed, spoilt = next(current.glob("passages/*")), next(current.glob("documents/*"))
    removed.unlink()
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"?")
    code, out, err = run("status", "--verify", "--library", library_path)
    assert code == 1
    assert f"  passages/{removed.name}: it is missing\n" in out
    assert f"  documents/{spoilt.name}: its bytes are not those that were written\n" in out
    edition = _names(library_path)[0]
    reason = "2 files of it are damaged or missing. Build again: damaged files are written again."
    assert err == f"palermo: edition {edition}: {reason}\n"
    assert run("build", "--library", library_path, "--workers", "1")[0] == 0
    assert run("status", "--verify", "--library", library_path)[0] == 0


def test_where_no_edition_is_none_is_verified(tmp_path: Path) -> None:
    Library(tmp_path / "bare").create()
    code, out, err = run("status", "--verify", "--library", str(tmp_path / "bare"))
    assert (code, out) == (1, "")
    assert "it has no edition yet. Build one" in err


def _current(shelf: str) -> str:
    current = Library(Path(shelf)).read_current_id()
    assert current
    return current


def test_a_missing_library_or_edition_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    result = CliRunner().invoke(cli.app, ["check", "--library", str(missing)])
    assert (result.exit_code, "there is no library" in result.stderr) == (1, True)
    assert CliRunner().invoke(cli.app, ["init", str(missing)]).exit_code == 0
    result = CliRunner().invoke(cli.app, ["editions", "--library", str(missing)])
    assert (result.exit_code, result.stdout, "No edition yet" in result.stderr) == (0, "", True)


@pytest.mark.parametrize("words", [["build"], ["clean"]])
def test_a_library_of_a_newer_format_is_left_as_it_is(library_path: str, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "papers" / "more.txt").write_text(FORUM)
    Path(library_path, "format.json").write_text('{"format": 99}')
    files = sorted(Path(library_path).rglob("*"))
    code, _, err = run(*words, "--library", library_path)
    assert (code, "is of a newer Palermo" in err) == (1, True), err
    assert sorted(Path(library_path).rglob("*")) == files
