"""Mapping rounds: which entities take part, and whom to remind."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from palermo.access import Role
from palermo.portal.entity_desk.models import EntityProposal, MappingRound


def list_round_entities() -> list[str]:
    """Return the entities that have a focal point."""
    people = get_user_model().objects.filter(is_active=True, roles__role=Role.FOCAL_POINT)
    return sorted({entity for entity in people.values_list("entities__entity", flat=True) if entity})


def send_reminders(mapping_round: MappingRound) -> Iterator[str]:
    """Write to the focal points of entities that have sent nothing yet; yield each address."""
    sent = EntityProposal.objects.filter(mapping_round=mapping_round).exclude(state=EntityProposal.State.DRAFT)
    missing = set(list_round_entities()) - set(sent.values_list("entity", flat=True))
    people = get_user_model().objects.filter(is_active=True, entities__entity__in=missing).distinct()
    subject = _("Mapping round %(name)s: please check your entity") % {"name": mapping_round.name}
    body = _("Please check how the map reads your entity until %(date)s, under Entity desk.")
    for person in people.order_by("email"):
        send_mail(subject, body % {"date": mapping_round.deadline.isoformat()}, None, [person.email])
        yield person.email
