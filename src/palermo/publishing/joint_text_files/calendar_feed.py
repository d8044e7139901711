"""Deadlines of joint texts as an iCalendar feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

REMINDER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDeadline:
    """A deadline of a text."""

    uid: str
    title: str
    address: str
    deadline: datetime
    changed: datetime


def write_calendar(name: str, deadlines: Iterable[CalendarDeadline]) -> bytes:
    """Return a calendar with an event and a reminder of a day before for each deadline."""
    calendar = Calendar()
    calendar.add("prodid", "-//Palermo//joint texts//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for deadline in deadlines:
        event = Event()
        event.add("uid", deadline.uid)
        event.add("summary", deadline.title)
        event.add("url", deadline.address)
        event.add("dtstart", deadline.deadline)
        event.add("dtend", deadline.deadline)
        event.add("dtstamp", deadline.changed)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", deadline.title)
        alarm.add("trigger", -REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
