"""Tests of killed processes and concurrent editors of joint texts: no lost update."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from joint_text_factory import focal_point, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.refusals import ChangeRefused

SCRIPT = Path(__file__).with_name("joint_text_crashes.py")
KILLS = 50


def check_kills(library: Path, url: str = "", kills: int = KILLS) -> None:
    """Kill a writer at a number of moments, and compare what it acknowledged with the log."""
    command = [sys.executable, str(SCRIPT), str(kills)]
    env = os.environ | {"PALERMO_LIBRARY": str(library), "DATABASE_URL": url}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=400, check=False)
    result = re.fullmatch(r"(\d+) acknowledged, 0 lost\n", done.stdout)
    assert result, done.stdout + done.stderr
    assert int(result[1]) >= kills


@pytest.mark.slow
def test_acknowledged_changes_survive_kills(tmp_path: Path) -> None:
    check_kills(tmp_path)


@pytest.mark.slow
@pytest.mark.postgresql
def test_acknowledged_changes_survive_kills_on_postgresql(tmp_path: Path, postgresql_url: str) -> None:
    check_kills(tmp_path, postgresql_url)


@pytest.mark.parametrize("rounds", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_rounds_of_two_editors_lose_no_update(rounds: int) -> None:
    writer = start_text()
    for number in range(rounds):
        base = writer.text.get_version("p1")
        merged = writer.text.get_text("p1")
        for entity in ("aurora", "borealis"):
            words = f"{merged} {entity}{number}"
            edit = text_changes.ParagraphEdited(paragraph="p1", text=words, base_version=base)
            try:
                writer.make(edit, focal_point(entity))
            except ChangeRefused:
                base, merged = writer.text.get_version("p1"), writer.text.get_text("p1")
                words = f"{merged} {entity}{number}"
                writer.make(
                    text_changes.ParagraphEdited(paragraph="p1", text=words, base_version=base), focal_point(entity)
                )
    words_of_all = set(writer.text.get_text("p1").split())
    expected = {f"{entity}{number}" for number in range(rounds) for entity in ("aurora", "borealis")}
    assert expected <= words_of_all
    assert len(writer.text.wordings["p1", "en"]) == 1 + 2 * rounds
