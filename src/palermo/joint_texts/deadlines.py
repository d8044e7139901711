"""Deadlines in a named time zone: hours are elapsed hours, independent of daylight saving time."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from palermo.access import Refusal
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, refuse


def load_zone(name: str) -> ZoneInfo | None:
    """Return the time zone with this name, or None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def format_in_zone(time: datetime, zone: ZoneInfo) -> str:
    """Return a time as date, time and zone.

    >>> format_in_zone(datetime(2027, 3, 28, 13, tzinfo=UTC), ZoneInfo("Europe/Vienna"))
    '2027-03-28 15:00 (Europe/Vienna)'
    """
    return f"{time.astimezone(zone):%Y-%m-%d %H:%M} ({zone.key})"


def resolve_local_time(local_time: datetime, zone: ZoneInfo) -> datetime:
    """Return the UTC time of a wall clock's time; the later one where clocks go back.

    Raises ChangeRefused if the clocks skip that time.
    """
    resolved = local_time.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if resolved.astimezone(zone).replace(tzinfo=None, fold=0) != local_time.replace(tzinfo=None, fold=0):
        raise ChangeRefused(refuse(RefusalCode.NO_LOCAL_TIME, time=f"{local_time:%Y-%m-%d %H:%M}", zone=zone.key))
    return resolved


def check_silence_deadline(start: datetime, deadline: datetime, min_hours: int, zone: ZoneInfo) -> Refusal | None:
    """Return a refusal unless at least `min_hours` pass between the two times."""
    elapsed, minimum = deadline.astimezone(UTC) - start.astimezone(UTC), timedelta(hours=min_hours)
    if elapsed >= minimum:
        return None
    return refuse(
        RefusalCode.TOO_SHORT,
        start=format_in_zone(start, zone),
        deadline=format_in_zone(deadline, zone),
        hours=f"{max(elapsed, timedelta()) // timedelta(seconds=36) / 100:g}",
        minimum=min_hours,
        earliest=format_in_zone(start.astimezone(UTC) + minimum, zone),
    )
