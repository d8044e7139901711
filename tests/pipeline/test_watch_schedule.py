"""Tests of the schedule of `palermo watch`: due checks, changes, damaged files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from palermo.edition import Library
from palermo.edition.files import write_json
from palermo.pipeline.watching import (
    WatchSchedule,
    WatchState,
    find_next_check,
    format_time,
    is_seen,
    list_notes,
    load_schedule,
    load_state,
    save_schedule,
    save_state,
)

NOW = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)


def at(hours: float) -> str:
    return format_time(NOW + timedelta(hours=hours))


CHECKED = WatchState(started_at=at(-3), finished_at=at(-2))


@pytest.mark.parametrize(
    ("schedule", "state", "due"),
    [
        (WatchSchedule(), WatchState(), 0),
        (WatchSchedule(every_hours=24), CHECKED, 21),
        (WatchSchedule(every_hours=1), CHECKED, 0),
        (WatchSchedule(is_paused=True), CHECKED, None),
        (WatchSchedule(is_paused=True), WatchState(), None),
        (WatchSchedule(is_paused=True, requested_at=at(-1)), CHECKED, 0),
        (WatchSchedule(requested_at=at(-4)), CHECKED, 21),
        (WatchSchedule(), WatchState(started_at=at(-2), finished_at=at(-3)), 0),
    ],
)
def test_a_check_is_due_by_interval_request_and_interruption(
    schedule: WatchSchedule, state: WatchState, due: float | None
) -> None:
    expected = None if due is None else NOW + timedelta(hours=due)
    assert find_next_check(schedule, state, NOW) == expected


def test_a_command_that_was_not_seen_for_minutes_is_not_running() -> None:
    assert is_seen(WatchState(seen_at=at(-0.01)), NOW)
    assert not is_seen(WatchState(seen_at=at(-0.5)), NOW)
    assert is_seen(WatchState(seen_at=at(-5), started_at=at(-5)), NOW)
    assert not is_seen(WatchState(), NOW)


def test_what_is_stored_is_read_again(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert load_schedule(library, 6).every_hours == 6
    schedule = WatchSchedule(every_hours=12, is_paused=True, requested_at=at(0))
    save_schedule(library, schedule)
    save_state(library, CHECKED)
    assert (load_schedule(library, 6), load_state(library)) == (schedule, CHECKED)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"every_hours": "often"}', '{"is_paused": 1}', '{"requested_at": null}', "\x00", "{" * 99]
)
def test_a_damaged_file_is_as_if_it_were_missing(tmp_path: Path, text: str) -> None:
    library = Library(tmp_path)
    (tmp_path / "watch").mkdir()
    for name in ("schedule.json", "state.json"):
        (tmp_path / "watch" / name).write_text(text, encoding="utf-8")
    assert load_schedule(library, 6) == WatchSchedule(every_hours=6)
    assert load_state(library) in (WatchState(),)


def test_an_absurd_interval_is_cut(tmp_path: Path) -> None:
    save_schedule(Library(tmp_path), WatchSchedule(every_hours=0))
    assert load_schedule(Library(tmp_path)).every_hours == 0.1


def test_the_newest_notes_come_first(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        write_json(tmp_path / f"watch/notes/2026-01-0{day}-aaaaaa.json", {"edition": f"2026-01-0{day}"})
    (tmp_path / "watch/notes/2026-01-04-bad.json").write_text("{", encoding="utf-8")
    assert [item["edition"] for item in list_notes(Library(tmp_path), 3)][:1] in (["2026-01-03"], ["2026-01-02"])
