"""Tests of the commands with the shipped stages: output and exit codes."""

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from command_runner import run
from direct_sandbox import DirectSandbox
from palermo import __version__, cli
from palermo.edition import Library, open_view
from palermo.errors import RunStopped
from palermo.pipeline.origins import save_sources
from palermo.sandbox.sandbox import Sandbox

FORUM = """FORUM ON SAFE WORK

The forum calls on States to:

(a) Train inspectors to identify victims of trafficking;

(b) Publish what they found.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a test that builds for itself."""
    return make_folder(tmp_path / "papers")


def make_folder(folder: Path) -> Path:
    """One document that can be read, and one that is empty."""
    folder.mkdir()
    (folder / "forum.txt").write_text(FORUM)
    (folder / "[red]empty.txt").write_text("")
    return folder


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A library built from such a folder, which no test changes."""
    path = tmp_path_factory.mktemp("cli")
    assert run("build", str(make_folder(path / "papers")), "--library", str(path / "shelf"))[0] == 0
    return str(path / "shelf")


@pytest.fixture
def own_library(library: str, tmp_path: Path, folder: Path) -> str:
    """A copy of that library, as if built from the folder of the test, for a test that builds again."""
    own = shutil.copytree(library, tmp_path / "shelf")
    save_sources(own / "palermo.toml", [folder])
    return str(own)


def started(*words: str, **settings: str) -> "subprocess.Popen[str]":
    """Start a command in a process of its own."""
    command = [sys.executable, "-c", "from palermo.cli import main; main()", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=os.environ | settings)


def ids(library: str) -> dict[str, str]:
    """A document's, a passage's and a statement's id."""
    with open_view(Library(Path(library))) as view:
        (document,) = view.list_documents()
        statement = view.list_statements(document.id)[0]
        return {"Document": document.id, "Passage": statement.locator.passage, "Statement": statement.id}


@pytest.mark.parametrize("sandbox", [DirectSandbox, pytest.param(Sandbox, marks=pytest.mark.slow)])
def test_build_ends_with_what_it_made(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, sandbox: type
) -> None:
    monkeypatch.setattr("palermo.pipeline.stages.Sandbox", sandbox)
    code, out, err = run("build", str(folder), "--library", str(tmp_path / "shelf"), "--workers", "1")
    assert code == 0
    start, _, name = out.strip().rpartition(", edition ")
    assert start.startswith("1 document, 4 passages, 2 statements, 1 quarantined, ")
    current = Library(tmp_path / "shelf").read_current_id()
    assert current
    assert name[-6:] == current[:6]
    assert "palermo status" in err


@pytest.mark.parametrize(
    "error", [OSError(5, "Input/output error"), RunStopped("shelf", "the disk is full", "Make room")]
)
def test_a_follow_up_that_cannot_be_made_is_a_warning_after_the_report(
    own_library: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("palermo.cli.build.ensure_follow_up", faulty)
    code, out, err = run("build", "--library", own_library)
    assert code == 0
    assert out.startswith("1 document, ")
    assert err.splitlines()[-1] == (
        f"palermo: the edition is served, but its recommendations were not followed up: {str(error).rstrip('.')}. "
        "Run palermo serve or palermo map follow-up to do it later."
    )


def test_a_follow_up_that_is_stopped_leaves_the_report(own_library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("palermo.cli.build.ensure_follow_up", stopped)
    code, out, err = run("build", "--library", own_library)
    assert code == 1
    assert out.startswith("1 document, ")
    assert err.splitlines()[-1].startswith("palermo: stopped. ")


def test_build_without_folders_builds_from_those_of_the_last_build(own_library: str, folder: Path) -> None:
    (folder / "more.txt").write_text("More words of a second forum.\n")
    code, out, _ = run("build", "--library", own_library)
    assert (code, out.partition(",")[0]) == (0, "2 documents")


def test_the_library_is_the_settings_when_none_is_named(own_library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_LIBRARY", own_library)
    assert run("build")[0] == 0
    assert run("status")[1].startswith(f"Library    {own_library}\n")


CREATION_HINT = "Create one: palermo init none, or palermo build FOLDER --library none"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["build", "nowhere"], "palermo: nowhere: there is no such folder or file. Check the spelling."),
        (["build", "bare"], "palermo: bare: it contains no documents. Add documents, or name another."),
        (
            ["build"],
            "palermo: none: no sources of an earlier build are known. "
            "Name the folders, or add a source: palermo add SOURCE.",
        ),
        *(
            (words, f"palermo: none: there is no library. {CREATION_HINT}.")
            for words in (
                ["status"],
                ["show", "abcdef"],
                ["watch"],
                ["mcp"],
                ["train"],
                ["serve"],
                ["decisions", "import", "decisions.jsonl"],
                ["decisions", "export", "--output", "decisions.jsonl"],
                ["evaluate", "--against", "decisions"],
                ["users", "list"],
            )
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare").mkdir()
    assert run(*words, "--library", "none") == (1, "", line + "\n")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "words", [["build", "--workers", "-1", "x"], ["export", "colours", "--output", "x"], ["fly"], ["show"]]
)
def test_wrong_usage_is_exit_code_2(words: list[str]) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert "Usage" in err


@pytest.mark.parametrize("number", ["x", "-1", "257", "٣"])
def test_a_number_of_processes_that_is_none_is_named(number: str) -> None:
    code, _, err = run("build", "--workers", number, "x")
    assert code == 2
    assert f"'{number}' is not a whole number from 0 to 256" in " ".join(err.split())


def test_an_edition_that_is_not_there_is_asked_for_by_its_name(library: str) -> None:
    err = run("diff", "nope", "--library", library)[2]
    assert (
        err == "palermo: edition 'nope': no edition has that name or id. Give its name, as palermo editions has it.\n"
    )


def test_version_and_help() -> None:
    assert run("--version") == (0, f"palermo {__version__}\n", "")
    assert "build" in run("--help")[1]


@pytest.mark.parametrize(("name", "summary"), [(name, summary) for name, (_, summary) in cli.COMMANDS.items()])
def test_help_lists_each_command_with_its_own_first_line(name: str, summary: str) -> None:
    assert cli.load_command(name).help.splitlines()[0] == summary


def test_status_tells_the_edition_and_the_quarantine(library: str) -> None:
    code, out, _ = run("status", "--library", library)
    assert code == 0
    assert "Holds      1 document, 1 work, 0 pages, 4 passages, 2 statements (2 confirmed)\n" in out
    assert "UTC, finished\n" in out
    assert "  [red]empty.txt: the file is empty. Fetch it again.\n" in out


def test_status_as_json(library: str) -> None:
    result: dict[str, Any] = json.loads(run("status", "--library", library, "--json")[1])
    assert result["edition"]["documents"] == 1
    assert result["edition"]["name"].endswith(result["edition"]["id"][:6])
    assert result["quarantine"][0]["source"] == "[red]empty.txt"
    assert result["last_run"]["event"] == "end"


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("Document", ["Source       forum.txt", "Statements   2", "recommendation: Train inspectors"]),
        ("Passage", ["Text         Train inspectors to identify", "Paragraph    a"]),
        ("Statement", ["Quote        Train inspectors", "To whom      States (states)", "Why ", "Support      "]),
    ],
)
def test_show_finds_each_by_id_and_by_prefix(library: str, noun: str, expected: list[str]) -> None:
    full = ids(library)[noun]
    code, out, _ = run("show", full, "--library", library)
    assert code == 0
    assert out.startswith(f"{noun} {full} (")
    assert [line for line in expected if line not in out.replace("(a)", "a")] == []
    assert run("show", full[:12], "--library", library)[1] == out


def test_words_of_a_statement_made_by_rules_are_refused(library: str) -> None:
    code, _, message = run("show", ids(library)["Statement"], "--words", "--library", library)
    assert code == 1
    assert "rules" in message


def test_show_of_an_unknown_id(library: str) -> None:
    code, _, err = run("show", "ffffffffffff", "--library", library)
    assert (code, err) == (
        1,
        "palermo: 'ffffffffffff': no document, passage or statement has that id. "
        "Give its id, or at least its first 6 digits.\n",
    )


@pytest.mark.parametrize(("what", "count"), [("statements", 2), ("passages", 4)])
def test_export_to_a_file_and_to_standard_output(library: str, tmp_path: Path, what: str, count: int) -> None:
    output = tmp_path / "rows"
    code, _, err = run("export", what, "--library", library, "--format", "jsonl", "--output", str(output))
    assert (code, err) == (0, f"{count} {what} written to {output}\n")
    assert len([json.loads(line) for line in output.read_text().splitlines()]) == count
    assert run("export", what, "--library", library, "--output", "-")[1] == output.read_text()
    table = run("export", what, "--library", library, "--format", "csv", "--output", "-")[1]
    assert len(list(csv.DictReader(io.StringIO(table)))) == count


def test_export_to_a_place_that_cannot_be_written(library: str, tmp_path: Path) -> None:
    code, _, err = run("export", "statements", "--library", library, "--output", str(tmp_path / "no/rows"))
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot be written (No such file or directory). Name another file." in err


def test_an_export_holds_what_is_public_and_show_finds_the_rest(own_library: str, folder: Path) -> None:
    (folder / "catalogue.csv").write_text("file,visibility\nforum.txt,members\n")
    document = ids(own_library)["Document"]
    assert run("build", "--library", own_library)[0] == 0
    assert run("export", "statements", "--library", own_library, "--output", "-")[1] == ""
    assert run("show", document, "--library", own_library)[0] == 0


@pytest.mark.slow
def test_a_closed_pipe_is_quiet(own_library: str, folder: Path) -> None:
    (folder / "long.txt").write_text("\n\n".join(f"Paragraph {n} of a long document." for n in range(900)))
    assert run("build", "--library", own_library)[0] == 0
    process = started("export", "passages", "--library", own_library, "--output", "-")
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(30) == 1


def test_an_unexpected_error_is_one_line_and_its_place_is_shown_on_demand(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(library: Library, verify_files: bool) -> Any:
        raise ZeroDivisionError("a fault\nof ours")

    monkeypatch.setattr("palermo.cli.build.load_library_status", faulty)
    code, out, err = run("status", "--library", library)
    assert (code, out) == (1, "")
    assert err == "palermo: an unexpected ZeroDivisionError: a fault of ours (set PALERMO_DEBUG=1 for the traceback)\n"
    monkeypatch.setenv("PALERMO_DEBUG", "1")
    assert isinstance(CliRunner().invoke(cli.app, ["status", "--library", library]).exception, ZeroDivisionError)


def test_a_setting_that_cannot_be_used(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_WORKERS", "many")
    code, _, err = run("build", str(folder), "--library", str(tmp_path / "shelf"))
    assert (code, err) == (
        1,
        "palermo: PALERMO_WORKERS: 'many' is not a whole number. Use a whole number, such as 2.\n",
    )


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_says_so_and_the_next_goes_on(tmp_path: Path, folder: Path, number: signal.Signals) -> None:
    for count in range(8):
        (folder / f"n{count}.txt").write_text(FORUM.replace("SAFE", f"SAFE {count}") * 20)
    library = Library(tmp_path / "shelf")
    process = started("build", str(folder), "--library", str(library.path), "--workers", "1")
    while not list((library.cache / "extraction").glob("*.parquet")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert err.splitlines()[-1] == ("palermo: stopped. Finished work is kept: run the same command again to continue.")
    assert "Traceback" not in err
    assert library.read_current_id() is None
    code, _, err = run("build", "--library", str(library.path))
    assert code == 0, err


def test_serve_asks_the_portal(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[object] = []
    monkeypatch.setattr("palermo.portal.server.serve", lambda *words, **_: requests.append(words))
    assert run("serve", "--library", library, "--port", "8123", "--host", "::1")[0] == 0
    assert requests == [(Path(library), 8123, "::1")]


def test_serve_without_a_library_is_one_line(tmp_path: Path) -> None:
    code, _, err = run("serve", "--library", str(tmp_path / "none"))
    assert (code, err.count("\n")) == (1, 1)
    assert "there is no library" in err


def test_the_form_of_an_export_follows_the_name_of_its_file(library: str, tmp_path: Path) -> None:
    for name, begin in (("a.csv", "id,kind,"), ("a.jsonl", "{"), ("a", "{")):
        code, _, _ = run("export", "statements", "--library", library, "--output", str(tmp_path / name))
        assert code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    code, _, err = run("export", "statements", "--library", library, "--output", str(tmp_path / "a.ris"))
    assert code == 2
    assert "statements cannot be written as ris. Choose one of jsonl, csv, xlsx, parquet, arrow" in err
    assert not (tmp_path / "a.ris").exists()


def test_python_runs_it_by_its_module() -> None:
    out = subprocess.run([sys.executable, "-m", "palermo", "--version"], capture_output=True, text=True, check=True)
    assert out.stdout == f"palermo {__version__}\n"


def test_a_shell_can_complete_what_is_typed() -> None:
    requests = {"_PALERMO_COMPLETE": "complete_bash", "COMP_WORDS": "palermo ex", "COMP_CWORD": "1"}
    process = started(**requests)
    out, _ = process.communicate(timeout=60)
    assert out.split() == ["export", "extract"]


def test_records_and_names_can_go_to_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps({"id": "one", "text": "UNODC trained fifty judges in Chad.", "name": "UNODC"}) + "\n")
    code, out, err = run("extract", "--jsonl", str(lines), "--output", "-")
    assert (code, err) == (0, "1 passage, 1 statement written to -\n")
    assert json.loads(out)["quote"] == "UNODC trained fifty judges in Chad"
    code, out, _ = run("resolve", "--jsonl", str(lines), "--output", "-")
    assert (code, json.loads(out)["id"]) == (0, "unodc")
    assert [path.name for path in tmp_path.iterdir()] == ["lines.jsonl"]


@pytest.mark.slow
def test_commands_that_use_the_portal_need_no_settings_before_they_start() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    code = (
        "import palermo.cli.watch, palermo.portal.issued_texts, palermo.portal.people_commands, palermo.portal.backup"
    )
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0
