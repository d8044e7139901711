"""Tests of init, add, list and doctor: output and exit codes."""

import json
from pathlib import Path
from typing import get_args

import pytest

from command_runner import run
from palermo.cli import sources
from palermo.edition import Library
from palermo.sources import ORIGIN_KINDS
from palermo.sources.catalogue import RIGHTS_VALUES, VISIBILITIES
from palermo.sources.starters import STARTERS


@pytest.fixture
def library_path(tmp_path: Path) -> str:
    """A library without sources."""
    path = str(tmp_path / "shelf")
    assert run("init", path)[0] == 0
    return path


def test_what_may_be_chosen_is_what_a_row_may_say() -> None:
    assert get_args(sources.OriginKind) == ORIGIN_KINDS
    assert get_args(sources.Visibility) == VISIBILITIES
    assert get_args(sources.Rights) == RIGHTS_VALUES
    assert get_args(sources.StarterName) == STARTERS


def test_init_twice(tmp_path: Path) -> None:
    shelf = str(tmp_path / "shelf")
    assert run("init", shelf)[1] == (f"{shelf}: library created. Add sources: palermo add SOURCE --library {shelf}\n")
    assert run("init", shelf) == (0, f"{shelf}: it is already a library; nothing was changed.\n", "")
    (tmp_path / "thesis.txt").write_text("mine")
    assert run("init", str(tmp_path))[0] == 1


def test_init_with_a_starter_list(tmp_path: Path) -> None:
    shelf = str(tmp_path / "shelf")
    code, out, err = run("init", shelf, "--starter", "greta")
    assert (code, out) == (0, f"{shelf}: 6 sources added from the starter list greta\n")
    assert err == f"Fetch them and build: palermo build --library {shelf}\n"
    assert "https://www.coe.int/" in Path(shelf, "sources.yaml").read_text()
    assert run("init", shelf, "--starter", "greta")[1] == f"{shelf}: 0 sources added from the starter list greta\n"
    assert run("init", str(tmp_path / "other"), "--starter", "nobody")[0] == 2


def test_build_of_another_folder_stops_unless_only_that_is_wanted(tmp_path: Path) -> None:
    shelf = str(tmp_path / "shelf")
    for name in ("papers", "more"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(f"FORUM\n\nThe forum calls on States to:\n\n(a) Train {name};\n")
    assert run("build", str(tmp_path / "papers"), "--library", shelf, "--workers", "1")[0] == 0
    code, out, err = run("build", str(tmp_path / "more"), "--library", shelf, "--workers", "1")
    assert (code, out) == (1, "")
    assert "--only" in err
    assert run("build", str(tmp_path / "more"), "--library", shelf, "--workers", "1", "--only")[0] == 0


def test_from_add_to_an_edition(library_path: str, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/a.txt").write_text("FORUM\n\nThe forum calls on States to:\n\n(a) Train inspectors;\n")
    code, out, err = run("add", str(tmp_path / "papers"), "--library", library_path, "--include", "*.txt")
    assert (code, out) == (0, f"papers: added as folder, {tmp_path / 'papers'}\n")
    assert err == f"Build with it: palermo build --library {library_path}\n"
    code, out, _ = run("build", "--library", library_path, "--workers", "1")
    assert (code, out.partition(",")[0]) == (0, "1 document")
    assert "\n  1 document, looked at 20" in run("list", "--library", library_path)[1]
    (result,) = json.loads(run("list", "--library", library_path, "--json")[1])
    assert (result["name"], result["documents"], result["failures"]) == ("papers", 1, [])


def test_list_tells_the_folders_of_a_build_that_has_no_sources(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/a.txt").write_text("FORUM\n\nThe forum calls on States to:\n\n(a) Train inspectors;\n")
    shelf, papers = str(tmp_path / "shelf"), str(tmp_path / "papers")
    assert run("build", papers, "--library", shelf, "--workers", "1")[0] == 0
    code, out, err = run("list", "--library", shelf)
    assert (code, err) == (0, "")
    assert out.startswith(f"papers (folder, {papers})\n  named to the last build; palermo build reads it again")
    assert [item["named"] for item in json.loads(run("list", "--library", shelf, "--json")[1])] == [True]
    assert run("add", papers, "--library", shelf)[0] == 0
    assert "not looked at yet" in run("list", "--library", shelf)[1]


def test_add_says_all_that_a_row_may_say(library_path: str) -> None:
    words = ["--kind", "feed", "--name", "news", "--exclude", "*/old/**", "--most", "9", "--publisher", "iom"]
    code, out, _ = run(
        "add",
        "https://example.org/x",
        "--library",
        library_path,
        *words,
        "--visibility",
        "members",
        "--rights",
        "quotes",
    )
    assert (code, out) == (0, "news: added as feed, https://example.org/x\n")
    assert Path(library_path, "sources.yaml").read_text().partition("- ")[2] == (
        "name: news\n  kind: feed\n  from: https://example.org/x\n  exclude:\n  - '*/old/**'\n  most: 9\n"
        "  publisher:\n  - iom\n  visibility: members\n  rights: quotes\n"
    )


def test_what_cannot_be_added_is_one_line(library_path: str, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_text("words")
    for words, line in (
        (["nowhere"], "palermo: nowhere: there is no such folder or file. Check the spelling."),
        (
            [str(tmp_path / "a.doc")],
            "its name does not show what it is. Name its kind: --kind, one of folder, archive, ",
        ),
        (["https://u:p@example.org/"], "it contains a name or password"),
        (
            ["ftp://example.org/a.pdf"],
            "only http and https can be fetched. Download it, and add the file or its folder.",
        ),
        (
            [str(tmp_path / "a.doc"), "--kind", "oai"],
            "is not an address, as the kind oai needs. Begin it with https://",
        ),
        ([str(tmp_path), "--publisher", "nobody"], "publisher 'nobody': the registry has no entity with this id."),
        (
            [str(tmp_path), "--publisher", "UNODC"],
            "publisher 'UNODC': the registry has no entity with this id. Its id is unodc.",
        ),
    ):
        code, out, err = run("add", *words, "--library", library_path)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert line in err
    assert run("add", "https://example.org/", "--library", library_path, "--kind", "shelf")[0] == 2
    assert run("list", "--library", library_path) == (0, "", "No source yet. Add one: palermo add SOURCE\n")
    assert run("list", "--library", str(tmp_path / "none"))[0] == 1


@pytest.mark.parametrize("kind", ["addresses", "bibtex", "csl", "ris", "zotero"])
@pytest.mark.parametrize("content", [b"", bytes(range(256)), b"caf\xe9", "words".encode("utf-16"), b"x" * 1_000_000])
def test_file_that_is_no_list_of_its_kind_is_refused_before_anything_is_written(
    library_path: str, tmp_path: Path, kind: str, content: bytes
) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes(content)
    code, out, err = run("add", str(file), "--kind", kind, "--library", library_path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"holds nothing that can be read as {kind}" in err or "is not text in UTF-8. Save it as UTF-8" in err
    assert "--kind" in err
    assert run("list", "--library", library_path) == (0, "", "No source yet. Add one: palermo add SOURCE\n")


def test_the_doctors_exit_code_tells_whether_something_is_wrong(library_path: str, tmp_path: Path) -> None:
    code, out, _ = run("doctor", "--library", library_path, "--no-network")
    assert (code, [line for line in out.splitlines() if line.startswith("wrong")]) == (0, [])
    run("add", "https://example.org/feed", "--library", library_path)
    assert (
        "note   feed: https://example.org/feed was not checked.\n"
        in run("doctor", "--library", library_path, "--no-network")[1]
    )
    code, out, _ = run("doctor", "--library", str(tmp_path / "none"), "--no-network", "--json")
    assert code == 1
    assert {check["state"] for check in json.loads(out)} >= {"ok", "wrong"}


def test_a_definition_that_is_no_text_says_where(library_path: str) -> None:
    Path(library_path, "sources.yaml").write_bytes("- name: caf\u00e9".encode("latin-1"))
    code, _, err = run("list", "--library", library_path)
    assert code == 1
    assert err.endswith("sources.yaml: it is not a text (byte 12 is not UTF-8). Save it as UTF-8, or restore it.\n")


def test_a_scheduler_is_checked_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/a.txt").write_text("FORUM\n\nThe forum calls on States to:\n\n(a) Train inspectors;\n")
    shelf = tmp_path / "shelf"
    words = ["build", str(tmp_path / "papers"), "--library", str(shelf), "--scheduler"]
    code, _, err = run(*words, "foo")
    assert code == 2
    assert "'foo' is not an address of a scheduler" in " ".join(err.replace("│", " ").split())
    assert "it does not answer" in run(*words, "tcp://127.0.0.1:9")[2]
    assert not shelf.exists()


def test_an_error_of_the_system_says_what_why_and_how_to_fix_it(
    library_path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(library: Library) -> None:
        raise PermissionError(13, "Permission denied", "/shelf/runs")

    monkeypatch.setattr("palermo.cli.sources.list_origin_statuses", refuse)
    assert run("list", "--library", library_path) == (
        1,
        "",
        "palermo: /shelf/runs: it cannot be used (permission denied). "
        "Check that it is there, its permissions and the free disk space, then try again.\n",
    )
