"""Invented people of the demo, and links that sign in as one of them on the same machine."""

import ipaddress
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from palermo.access import Role
from palermo.errors import RunStopped
from palermo.portal.accounts.invitations import accept_invitation, create_invitation, find_person
from palermo.portal.accounts.models import Person

_SALT = "palermo.demo-sign-in"
LINK_AGE_S = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person."""

    email: str
    name: str
    roles: tuple[Role, ...]
    entities: tuple[str, ...] = ()


DEMO_PEOPLE = (
    DemoPerson(
        email="focal.point@sample.example",
        name="Sample focal point",
        roles=(Role.FOCAL_POINT,),
        entities=("sample-agency",),
    ),
    DemoPerson(email="reviewer@sample.example", name="Sample reviewer", roles=(Role.REVIEWER,)),
    DemoPerson(email="secretariat@sample.example", name="Sample secretariat", roles=(Role.SECRETARIAT,)),
)


def create_demo_people() -> list[tuple[DemoPerson, str]]:
    """Create the invented people where they are missing; return each with the path that signs in."""
    links = []
    for item in DEMO_PEOPLE:
        person = find_person(item.email)
        if person is None:
            person = accept_invitation(create_invitation(item.email, item.roles, item.entities), "", item.name)
        token = signing.dumps(person.pk, salt=_SALT)
        links.append((item, reverse("accounts:demo-sign-in", kwargs={"token": token})))
    return links


def load_demo_person(token: str, address: str) -> Person:
    """Return the person of a link; raises RunStopped unless it is used in time and from this machine."""
    hint = "Run `palermo demo --with-people` again"
    try:
        if not ipaddress.ip_address(address).is_loopback:
            raise RunStopped("demo sign-in", "such links work only on the machine that serves the demo", hint)
        emails = [item.email for item in DEMO_PEOPLE]
        return Person.objects.get(pk=signing.loads(token, salt=_SALT, max_age=LINK_AGE_S), email__in=emails)
    except (ValueError, signing.BadSignature, Person.DoesNotExist):
        raise RunStopped("demo sign-in", "the link is altered or older than a day", hint) from None
