"""Tests of deadlines of joint texts: late breaks, and clock changes within 72 hours."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from joint_text_desk import fill_in_outline
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.state import JointText
from palermo.portal.joint_texts.event_store import load_text

type SignIn = Callable[..., Client]
type SetClock = Callable[[str], None]
MEMBERS = "aurora | Aurora | 2020-01-01\nborealis | Borealis | 2020-01-01"
SPRING, AUTUMN = "2027-03-28", "2027-10-31"
"""Days on which clocks in Vienna go forward and back."""


@pytest.fixture(autouse=True)
def mailers(settings: LazySettings) -> None:
    """Mail goes nowhere; sessions outlive the years between the clocks of the test and of the machine."""
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    settings.SESSION_COOKIE_AGE = 100 * 365 * 24 * 3600


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """A function that sets the clock of the portal to a time in UTC."""

    def set_time(time: str) -> None:
        now = datetime.fromisoformat(time).replace(tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)

    set_time("2027-03-01T09:00")
    return set_time


class Meeting:
    """A text in the inputs stage with deadlines on the clocks of Vienna, and those who work on it."""

    def __init__(self, sign_in: SignIn) -> None:
        self.secretariat, self.aurora = sign_in("secretariat"), sign_in("focal-point", ["aurora"])
        fill_in_outline(self.secretariat)
        data = {"kind": "call", "title": "Safe work", "language": "en", "zone": "Europe/Vienna", "members": MEMBERS}
        response = self.secretariat.post("/en/texts/new/", data | {"group": "Nimbus", "min_silence_hours": "72"})
        self.id = response.headers["Location"].split("/")[-2]
        for stage in ("drafting", "inputs"):
            assert self.act(self.secretariat, "stage", stage=stage).status_code == 302

    @property
    def text(self) -> JointText:
        text = load_text(self.id)
        assert text is not None
        return text

    def act(self, client: Client, action: str, **data: str) -> Any:
        return client.post(f"/en/texts/{self.id}/actions/{action}/", data)

    def break_silence(self) -> Any:
        return self.act(
            self.aurora, "break", entity="aurora", paragraph="o2", reason="Too weak.", words="Stronger words."
        )


@pytest.fixture
def silence_meeting(client_as: SignIn, set_clock: SetClock) -> Meeting:
    return Meeting(client_as)


def test_a_break_after_the_deadline_is_refused_with_the_time_and_all_that_was_typed(
    silence_meeting: Meeting, set_clock: SetClock
) -> None:
    assert (
        silence_meeting.act(silence_meeting.secretariat, "start-silence", deadline="2027-03-04T12:00").status_code
        == 302
    )
    set_clock("2027-03-04T11:00")  # noon in Vienna
    before = silence_meeting.text
    response = silence_meeting.break_silence()
    page = response.content.decode()
    assert response.status_code == 409
    assert "The deadline passed on 2027-03-04 12:00 (Europe/Vienna)." in page
    assert "Too weak.</textarea>" in page
    assert "Stronger words.</textarea>" in page
    assert silence_meeting.text == before
    set_clock("2027-03-04T10:59")
    assert silence_meeting.break_silence().status_code == 302


@pytest.mark.parametrize(
    ("start", "deadline", "earliest"),
    [
        (f"{SPRING[:8]}26T11:00", f"{SPRING[:8]}29T12:00", f"{SPRING[:8]}29 13:00"),  # an hour is missing
        (f"{AUTUMN[:8]}29T10:00", f"{AUTUMN[:9]}1T23:59", f"{AUTUMN[:5]}11-01 11:00"),
    ],
)
def test_hours_of_silence_are_elapsed_hours_where_clocks_change(
    silence_meeting: Meeting, set_clock: SetClock, start: str, deadline: str, earliest: str
) -> None:
    set_clock(start)
    before = silence_meeting.text
    refused = silence_meeting.act(silence_meeting.secretariat, "start-silence", deadline=deadline)
    assert refused.status_code == 409
    assert f"The earliest deadline is {earliest} (Europe/Vienna)." in refused.content.decode()
    assert deadline in refused.content.decode()
    assert silence_meeting.text == before
    allowed = silence_meeting.act(silence_meeting.secretariat, "start-silence", deadline=earliest.replace(" ", "T"))
    assert allowed.status_code == 302
    assert silence_meeting.text.rounds[-1].deadline - silence_meeting.text.rounds[-1].started == timedelta(hours=72)
    assert (
        f"{earliest} (Europe/Vienna)"
        in silence_meeting.secretariat.get(f"/en/texts/{silence_meeting.id}/silence/").content.decode()
    )


def test_a_deadline_that_the_clocks_skip_is_refused(silence_meeting: Meeting, set_clock: SetClock) -> None:
    set_clock(f"{SPRING[:8]}24T09:00")
    response = silence_meeting.act(silence_meeting.secretariat, "start-silence", deadline=f"{SPRING}T02:30")
    assert response.status_code == 409
    assert "02:30" in response.content.decode()
    assert silence_meeting.text.stage is Stage.INPUTS


def test_the_hour_that_comes_twice_ends_silence_the_second_time(silence_meeting: Meeting, set_clock: SetClock) -> None:
    set_clock(f"{AUTUMN[:8]}27T09:00")
    assert (
        silence_meeting.act(silence_meeting.secretariat, "start-silence", deadline=f"{AUTUMN}T02:30").status_code == 302
    )
    set_clock(f"{AUTUMN}T01:00")  # 02:00 for the second time; a break is still in time
    assert silence_meeting.break_silence().status_code == 302
    set_clock(f"{AUTUMN}T01:30")
    assert silence_meeting.break_silence().status_code == 409
