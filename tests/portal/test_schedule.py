"""Tests of the schedule page: due checks, results, and a check on request."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.edition import Library
from palermo.edition.files import write_json
from palermo.pipeline.watching import WatchState, format_time, load_schedule, save_state
from palermo.portal.accounts.models import AuditEntry

type SignIn = Callable[..., Client]
PAGE = "/en/schedule/"


@pytest.fixture(autouse=True)
def own_library(settings: LazySettings, library: Path, tmp_path: Path) -> Path:
    """A library with the sample edition in which tests may write."""
    for path in library.iterdir():
        if path.name not in {"watch", "portal"}:
            (tmp_path / path.name).symlink_to(path)
    settings.PALERMO_LIBRARY = tmp_path
    return tmp_path


def test_only_the_secretariat_opens_it(client: Client, client_as: SignIn) -> None:
    assert client.get(PAGE).status_code == 302
    assert client_as("reviewer").get(PAGE).status_code == 403
    assert client_as("reader").post(f"{PAGE}check/").status_code == 403
    assert "Schedule" in client_as("secretariat").get("/en/accounts/").content.decode()


def test_a_command_that_does_not_run_is_reported(client_as: SignIn, own_library: Path) -> None:
    secretariat, now = client_as("secretariat"), format_time(datetime.now(UTC))
    assert "has not run on this library yet" in secretariat.get(PAGE).content.decode()
    save_state(Library(own_library), WatchState(seen_at="2026-01-01T00:00:00+00:00"))
    assert "was last running on 2026-01-01" in secretariat.get(PAGE).content.decode()
    save_state(Library(own_library), WatchState(seen_at=now, started_at=now, finished_at=now, summary="All well."))
    page = secretariat.get(PAGE).content.decode()
    assert "running on" not in page
    assert "All well." in page


def test_the_schedule_is_changed_and_a_check_requested(client_as: SignIn, own_library: Path) -> None:
    secretariat, library = client_as("secretariat"), Library(own_library)
    assert secretariat.post(PAGE, {"every_hours": "6", "is_paused": "on"}).status_code == 302
    assert (load_schedule(library).every_hours, load_schedule(library).is_paused) == (6, True)
    assert secretariat.post(PAGE, {"every_hours": "0"}).status_code == 200
    assert load_schedule(library).every_hours == 6
    assert secretariat.post(f"{PAGE}check/").status_code == 302
    assert load_schedule(library).requested_at
    assert load_schedule(library).is_paused
    assert "A check is requested." in secretariat.get(PAGE).content.decode()
    logged = [item.action for item in AuditEntry.objects.filter(action__startswith="schedule.")]
    assert logged == ["schedule.requested", "schedule.changed"]


def test_an_error_and_the_notes_are_shown_escaped(client_as: SignIn, own_library: Path) -> None:
    now = format_time(datetime.now(UTC))
    save_state(Library(own_library), WatchState(seen_at=now, started_at=now, finished_at=now, error="<b>no disk</b>"))
    note = {
        "edition": "2026-11-29-abcdef", "statements": 3, "documents": [["d1", "A <i>title</i>"]], "removed": [],
        "addressees": [["States", 2]], "themes": [["technology", 1]], "ties": [["UNODC", "IOM"]],
        "provisions": [["Palermo Protocol", "9", 1]],
    }  # fmt: skip
    write_json(own_library / "watch/notes/2026-11-29-abcdef.json", note)
    page = client_as("secretariat").get(PAGE).content.decode()
    assert "&lt;b&gt;no disk&lt;/b&gt;" in page
    assert "A &lt;i&gt;title&lt;/i&gt;" in page
    for part in ("States", "Technology", "UNODC", "Palermo Protocol, 9"):
        assert part in page
