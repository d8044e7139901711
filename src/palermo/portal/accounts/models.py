"""Models of people: the user, their roles, and the entities that focal points speak for."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.access import Actor, Role

ROLE_LABELS = {
    Role.READER: _("Reader"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.FOCAL_POINT: _("Focal point"),
    Role.REVIEWER: _("Reviewer"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
MAX_ID_CHARS = 100
"""Characters of a registry id."""


class Person(AbstractUser):
    """A user: a reader, contributor, focal point, reviewer or member of the secretariat."""

    def get_actor(self) -> Actor:
        """Return the person as an actor, with the roles and entities that the database holds now."""
        roles = frozenset(Role(one) for one in self.roles.values_list("role", flat=True))
        entities = frozenset(self.entities.values_list("entity", flat=True))
        return Actor(self.pk, roles, entities if Role.FOCAL_POINT in roles else frozenset())


class PersonRole(models.Model):
    """A role of a person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (models.UniqueConstraint(fields=("person", "role"), name="unique_role_of_person"),)

    def __str__(self) -> str:
        return str(self.get_role_display())


class PersonEntity(models.Model):
    """An entity of the registry that a person is a focal point of."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entities")
    entity = models.CharField(_("entity"), max_length=MAX_ID_CHARS)

    class Meta:
        verbose_name = _("entity")
        verbose_name_plural = _("entities")
        constraints = (models.UniqueConstraint(fields=("person", "entity"), name="unique_entity_of_person"),)

    def __str__(self) -> str:
        return self.entity
