"""Signed links for offices of heads, and private addresses of calendars.

The office of a head uses its link to confirm an endorsement.
"""

from typing import NamedTuple

from django.core import signing

from palermo.access import Actor, Role

SALT = "palermo.joint_texts.endorsement"
CALENDAR_SALT = "palermo.joint_texts.calendar"
MAX_AGE_S = 90 * 24 * 3600


class EndorsementLink(NamedTuple):
    """What a link confirms: which entity endorses which words."""

    text_id: str
    entity: str
    text_hash: str


def sign_link(link: EndorsementLink) -> str:
    """Return the token of a link."""
    return signing.dumps(link, salt=SALT)


def read_link(token: str) -> EndorsementLink | None:
    """Return what a token confirms, or None if it was changed or is older than MAX_AGE_S."""
    try:
        return EndorsementLink(*signing.loads(token, salt=SALT, max_age=MAX_AGE_S))
    except (signing.BadSignature, TypeError):
        return None


def build_office_actor(entity: str) -> Actor:
    """Return the actor who confirms by a signed link.

    This is the office of one entity's head, which has no account.
    """
    return Actor(0, frozenset({Role.FOCAL_POINT}), frozenset({entity}))


def sign_calendar(user_id: int) -> str:
    """Return the token of a person's calendar."""
    return signing.dumps(user_id, salt=CALENDAR_SALT)


def read_calendar(token: str) -> int | None:
    """Return whose calendar it is, or None."""
    try:
        user_id = signing.loads(token, salt=CALENDAR_SALT)
    except signing.BadSignature:
        return None
    return user_id if isinstance(user_id, int) else None
