"""Invitations: signed links that expire, and the accounts that they create."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.access import Role
from palermo.errors import InvitationInvalid, NotFound, RunStopped
from palermo.portal.accounts.models import Invitation, Person
from palermo.registry import Entity, load_registry

VALID_DAYS: Final = 14
"""Days in which an invitation can be accepted."""
_SALT: Final = "palermo.invitation"


def create_invitation(
    email: str, roles: Iterable[str], entities: Iterable[str] = (), invited_by: Person | None = None
) -> Invitation:
    """Store a new invitation; an earlier open one for the same address is withdrawn."""
    now = timezone.now()
    open_ones = Invitation.objects.filter(email__iexact=email, accepted_at=None, withdrawn_at=None)
    with transaction.atomic():
        open_ones.update(withdrawn_at=now)
        return Invitation.objects.create(
            email=email.strip().lower(),
            roles=sorted(set(roles)),
            entities=sorted(set(entities)),
            invited_by=invited_by,
            expires_at=now + timedelta(days=VALID_DAYS),
        )


def build_invitation_path(invitation: Invitation) -> str:
    """Return the path of the link that the invited person opens."""
    return reverse("accounts:accept", kwargs={"token": signing.dumps(invitation.pk, salt=_SALT)})


def send_invitation(invitation: Invitation, link: str) -> None:
    """Send the link by e-mail."""
    lines = (
        _("You are invited to Palermo, the map of the field against trafficking in persons."),
        _("Open this link to choose a password:"),
        link,
        _("The link works once, until %(date)s.") % {"date": invitation.expires_at.date().isoformat()},
    )
    send_mail(_("Your account in Palermo"), "\n\n".join(lines), settings.DEFAULT_FROM_EMAIL, [invitation.email])


def load_invitation(token: str) -> Invitation:
    """Return the invitation of a link; raises InvitationInvalid with a reason for the person."""
    try:
        invitation = Invitation.objects.get(pk=signing.loads(token, salt=_SALT))
    except (signing.BadSignature, Invitation.DoesNotExist):
        raise _build_error(_("The link is incomplete or was altered.")) from None
    if invitation.withdrawn_at:
        raise _build_error(_("The invitation was withdrawn, or a newer one was sent."))
    if invitation.accepted_at:
        raise _build_error(_("The invitation was used already: sign in with your e-mail and password."))
    if invitation.expires_at < timezone.now():
        raise _build_error(_("The invitation has expired."))
    return invitation


def _build_error(reason: str) -> InvitationInvalid:
    return InvitationInvalid("invitation", reason, _("Ask the secretariat for a new invitation."))


def accept_invitation(invitation: Invitation, password: str, name: str = "") -> Person:
    """Create the person, or use the existing one with this address.

    The person has the roles and entities of the invitation.
    """
    with transaction.atomic():
        claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=timezone.now())
        if not claimed:
            raise _build_error(_("The invitation was used already: sign in with your e-mail and password."))
        person = find_person(invitation.email) or Person(username=invitation.email, email=invitation.email)
        person.first_name = name or person.first_name
        if password:
            person.set_password(password)
        elif person.pk is None:
            person.set_unusable_password()
        person.save()
        for role in invitation.roles:
            person.roles.get_or_create(role=role)
        for entity in invitation.entities:
            person.entities.get_or_create(entity=entity)
        EmailAddress.objects.update_or_create(
            user=person, email=invitation.email, defaults={"verified": True, "primary": True}
        )
    return person


def find_person(email: str) -> Person | None:
    """Return the person with this e-mail address, or None."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def find_entities(names: Iterable[str]) -> dict[str, Entity | None]:
    """Return the entity of each name or id; None for those that the registry does not know."""
    known = load_registry()
    return {name: known.entities.get(name) or known.find_entity(name) for name in names}


def check_entities(names: Iterable[str]) -> list[str]:
    """Return the ids of the entities; raises NotFound for a name or id that the registry does not know."""
    found = find_entities(names)
    for name, entity in found.items():
        if entity is None:
            hint = "Take an id or name from the list of entities in the portal"
            raise NotFound(f"entity {name[:60]!r}", "the registry has no entity with that id or name", hint)
    return sorted({entity.id for entity in found.values() if entity})


def check_roles(roles: Iterable[str]) -> list[str]:
    """Return the roles; raises RunStopped for a name that is no role."""
    known = [role.value for role in Role]
    for item in roles:
        if item not in known:
            raise RunStopped(f"role {item!r}", "there is no such role", f"Use one of {', '.join(known)}")
    return sorted(set(roles))
