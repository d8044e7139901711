"""Tests of builds that the portal asks for."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from palermo.edition import Library
from palermo.pipeline.watching import WatchState, format_time, load_schedule, save_state
from palermo.portal.services import edition_builds
from palermo.portal.services.edition_builds import load_requested_build, request_build


class RunAtOnce:
    """A thread that runs when it is started."""

    def __init__(self, target: Any, args: Any, **options: Any) -> None:
        self.target, self.args = target, args

    def start(self) -> None:
        self.target(*self.args)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run; each ends with 1 and a reason."""
    ran: list[list[str]] = []

    def run(command: list[str], **options: Any) -> "subprocess.CompletedProcess[str]":
        ran.append(command)
        return subprocess.CompletedProcess(command, 1, stderr="Looking at files\nThere are no sources.\n")

    monkeypatch.setattr(edition_builds, "Thread", RunAtOnce)
    monkeypatch.setattr("subprocess.run", run)
    return ran


def test_a_build_is_started_where_nobody_watches(tmp_path: Path, commands: list[list[str]]) -> None:
    library = Library(tmp_path)
    assert not load_requested_build(library).is_running
    request_build(library)
    assert commands[0][-4:] == ["build", "--wait", "--library", str(tmp_path)]
    build = load_requested_build(library)
    assert not build.is_running
    assert build.error == "There are no sources."


def test_a_running_watch_is_asked_to_build(tmp_path: Path, commands: list[list[str]]) -> None:
    library, now = Library(tmp_path), format_time(datetime.now(UTC))
    state = WatchState(seen_at=now, started_at="2026-01-01", finished_at="2026-01-02")
    save_state(library, state)
    request_build(library)
    assert not commands
    assert load_schedule(library).requested_at >= now
    assert load_requested_build(library).is_running
    save_state(library, replace(state, finished_at=format_time(datetime.now(UTC)), error="A source is missing."))
    assert load_requested_build(library).error == "A source is missing."
