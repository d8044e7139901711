"""Tests of `palermo build --second-opinion` with working and failing servers."""

import json
from pathlib import Path

import pytest

from command_runner import run
from local_model import Model, Reply, completion
from palermo.edition import confirmed
from palermo.statements import statement

KEY = "sk-very-secret"
TEXT = "FORUM ON SAFE WORK\n\nThe forum calls on States to:\n\n(a) Train inspectors to identify victims;\n"


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Words of a build all of whose statements are uncertain."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/forum.txt").write_text(TEXT)
    for module in (statement, confirmed):
        monkeypatch.setattr(module, "LIST_THRESHOLD", 1.1)
    monkeypatch.setenv("PALERMO_SECOND_OPINION_KEY", KEY)
    monkeypatch.setenv("PALERMO_MEANING", "0")
    return ["build", str(tmp_path / "papers"), "--library", str(tmp_path / "shelf")]


def test_opinions_are_asked_counted_and_exported(build: list[str], model: Model, tmp_path: Path) -> None:
    model.replies = [completion({"statements": [{"number": 1, "verdict": "agree"}]})]
    code, out, err = run(*build, "--second-opinion", model.url, "--second-opinion-model", "m")
    assert code == 0
    assert out.startswith("1 document, ")
    assert "Second opinions: 1 request, 1 agree, 0 disagree, 0 missing, 0 dropped, 0 failed" in err
    assert f"palermo export opinions --library {tmp_path / 'shelf'}" in err
    assert "Opinions   1 second opinion to review (1 agree)" in run("status", *build[2:])[1]
    assert json.loads(run("status", "--json", *build[2:])[1])["opinions"] == {"agree": 1}
    code, lines, _ = run("export", "opinions", *build[2:], "--output", "-")
    assert (code, json.loads(lines)["opinion"]) == (0, "agree")
    assert run("export", "opinions", *build[2:], "--output", str(tmp_path / "o.csv"))[2].startswith("1 opinion written")
    assert (tmp_path / "o.csv").read_text().startswith("statement,document,passage,opinion,kind,")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in written
    assert KEY not in f"{out}{err}{lines}"


def test_the_server_may_be_a_setting_that_an_option_turns_off(
    build: list[str], model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_SECOND_OPINION", model.url)
    monkeypatch.setenv("PALERMO_SECOND_OPINION_MODEL", "m")
    model.replies = [Reply(status=403)]
    assert run(*build, "--second-opinion", "")[0] == 0
    assert model.requests == []
    code, _, err = run(*build)
    assert code == 0
    assert err.splitlines()[-1] == (
        f"palermo: {model.url}: no second opinions: it answers 403 Forbidden. Check PALERMO_SECOND_OPINION_KEY."
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            ["--second-opinion", "http://10.0.0.7", "--second-opinion-model", "m"],
            "--second-opinion: 10.0.0.7 is another",
        ),
        (["--second-opinion", "http://localhost:1"], "--second-opinion: no model is named. Name one with"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_a_warning(build: list[str], words: list[str], reason: str) -> None:
    code, out, err = run(*build, *words)
    assert (code, out[:11]) == (0, "1 document,")
    assert f"palermo: {reason}" in err
    assert "No second opinions are requested." in err


def test_a_fault_of_ours_is_a_warning(build: list[str], model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError("a fault\nof ours")

    monkeypatch.setattr("palermo.cli.second_opinion.ask_second_opinions", faulty)
    code, _, err = run(*build, "--second-opinion", model.url, "--second-opinion-model", "m")
    assert (code, err.splitlines()[-1]) == (0, "palermo: no second opinions: a fault of ours")
