"""Tests of the demo: its documents, its library, and the command that it names."""

from pathlib import Path

import pytest

from palermo.cli import serve
from palermo.errors import SettingInvalid


def test_the_sample_is_copied_over_an_earlier_one_but_not_over_other_files(tmp_path: Path) -> None:
    target, sample = tmp_path / "deep" / "documents", serve.SAMPLE_FOLDERS[1]
    for _ in range(2):
        serve.copy_sample(target)
        assert {path.name for path in target.iterdir()} == {path.name for path in sample.iterdir()}
        (target / "old.html").touch()
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter.txt").write_text("mine")
    with pytest.raises(SettingInvalid, match="not a sample library"):
        serve.copy_sample(thesis)
    with pytest.raises(SettingInvalid, match="it is a file"):
        serve.copy_sample(thesis / "chapter.txt")
    assert (thesis / "chapter.txt").read_text() == "mine"


def test_hint_names_a_command_that_this_shell_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, elsewhere = tmp_path / "env" / "bin" / "palermo", tmp_path / "usr" / "palermo"
    for script in (own, elsewhere):
        script.parent.mkdir(parents=True)
        script.write_text("#!/bin/sh\n")
        script.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(own.with_name("python")))
    monkeypatch.chdir(tmp_path)
    for path, wanted in ((own.parent, "palermo"), (elsewhere.parent, "env/bin/palermo"), ("", "env/bin/palermo")):
        monkeypatch.setenv("PATH", str(path))
        assert serve.find_command() == wanted
    own.unlink()
    assert serve.find_command() == f"{own.with_name('python')} -m palermo"
