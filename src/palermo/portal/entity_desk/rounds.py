"""Mapping rounds: participants, reminders, and the edition that closes a round.

Closing a round reserves its name and asks for a build, which compiles decisions, accepted documents and what entities
stated, and gives the name to its edition.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from palermo.access import Role
from palermo.edition import Library, list_editions, list_frozen_statements, reserve_edition_name
from palermo.portal.entity_desk.models import UNSENT_STATES, EntityProposal, MappingRound
from palermo.portal.services.edition_builds import request_build

LOG = logging.getLogger("palermo.portal")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRound:
    """A closed round and its snapshot, as far as it has been compiled."""

    mapping_round: MappingRound
    edition: str
    """Name of the edition that is its snapshot; empty until a build has compiled it."""
    statements: int = 0
    """Number of statements by entities in this edition."""


def list_round_entities() -> list[str]:
    """Return the entities that have a focal point."""
    people = get_user_model().objects.filter(is_active=True, roles__role=Role.FOCAL_POINT)
    return sorted({entity for entity in people.values_list("entities__entity", flat=True) if entity})


def send_reminders(mapping_round: MappingRound, site: str) -> Iterator[str]:
    """Write to the focal points of entities that have sent nothing yet, each in their language; yield each recipient.

    Links begin with the address `site`. An e-mail that cannot be sent is logged, and the others are sent all the same.
    """
    sent = EntityProposal.objects.filter(mapping_round=mapping_round).exclude(state__in=UNSENT_STATES)
    missing = set(list_round_entities()) - set(sent.values_list("entity", flat=True))
    people: Any = get_user_model().objects.filter(is_active=True, entities__entity__in=missing).distinct()
    for person in people.order_by("email"):
        with translation.override(person.language):
            subject = _("Mapping round %(name)s: please check your entity") % {"name": mapping_round.name}
            body = _("Please check by %(date)s how the map reads your entity, under Entity desk.")
            desk = f"{site.rstrip('/')}{reverse('entity_desk:list')}"
            text = f"{body % {'date': mapping_round.deadline.isoformat()}}\n\n{desk}"
        try:
            send_mail(subject, text, None, [person.email])
        except (OSError, SMTPException) as error:
            LOG.error("Focal point %s was not reminded: %s", person.pk, error)
        else:
            yield person.email


def close_round(mapping_round: MappingRound) -> None:
    """Close a round, reserve its name for the edition of the next build, and ask for this build; raises OSError."""
    library = Library(settings.PALERMO_LIBRARY)
    reserve_edition_name(library, mapping_round.name)
    mapping_round.closed_at = timezone.now()
    mapping_round.save()
    request_build(library)


def list_closed_rounds() -> list[ClosedRound]:
    """Return the closed rounds with their snapshots, newest first."""
    library, rounds = Library(settings.PALERMO_LIBRARY), MappingRound.objects.exclude(closed_at=None)
    editions = (
        {name: edition.manifest for edition in list_editions(library) for name in edition.names} if rounds else {}
    )
    return [
        ClosedRound(
            mapping_round=mapping_round,
            edition=editions[mapping_round.name].name,
            statements=len(list_frozen_statements(library, editions[mapping_round.name].id)),
        )
        if mapping_round.name in editions
        else ClosedRound(mapping_round=mapping_round, edition="")
        for mapping_round in rounds
    ]
