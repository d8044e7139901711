"""Models of people: the user, their roles, and the entities that focal points speak for."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.access import Actor, Role
from palermo.portal.accounts.audit_labels import label_action
from palermo.portal.base.append_only import AppendOnlyModel
from palermo.statements import hash_json

ROLE_LABELS = {
    Role.READER: _("Reader"),
    Role.CONTRIBUTOR: _("Contributor"),
    Role.FOCAL_POINT: _("Focal point"),
    Role.REVIEWER: _("Reviewer"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ROLE_TASKS = {
    Role.READER: _("reads documents for members"),
    Role.CONTRIBUTOR: _("also adds documents and drafts joint texts"),
    Role.FOCAL_POINT: _("also speaks for the entities named below"),
    Role.REVIEWER: _("also decides on statements and corrects documents"),
    Role.SECRETARIAT: _("also invites people, accepts proposals and manages joint texts"),
    Role.ADMINISTRATOR: _("does all of that, and changes settings"),
}
"""What each role may do, in few words."""
ROLE_CHOICES = [(role.value, label) for role, label in ROLE_LABELS.items()]
MAX_ID_CHARS = 100


class Person(AbstractUser):
    """A user: a reader, contributor, focal point, reviewer or member of the secretariat."""

    language = models.CharField(_("language"), max_length=10, default="en")
    """Code of the language of the pages on which the person signed in last: that of e-mails about decisions."""

    def get_actor(self) -> Actor:
        """Return the person as an actor, with the current roles and entities in the database."""
        roles = frozenset(Role(item) for item in self.roles.values_list("role", flat=True))
        entities = frozenset(self.entities.values_list("entity", flat=True))
        return Actor(self.pk, roles, entities if Role.FOCAL_POINT in roles else frozenset())

    @property
    def version(self) -> str:
        """What a form of roles and entities sends back, so that it does not replace what others changed meanwhile."""
        roles = sorted(self.roles.values_list("role", flat=True))
        return hash_json("roles", roles, sorted(self.entities.values_list("entity", flat=True)))

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Return whether Django's administration lets the person do this: administrators may do everything."""
        return self.is_active and Role.ADMINISTRATOR in self.get_actor().roles

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether the administration shows an app."""
        return self.has_perm(app_label)


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


class Invitation(models.Model):
    """An invitation by the secretariat; its link is signed, expires, and is used once."""

    email = models.EmailField(_("e-mail"))
    roles = models.JSONField(_("roles"), default=list)
    entities = models.JSONField(_("entities"), default=list, blank=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.email

    @property
    def role_labels(self) -> list[Any]:
        """The names of the roles that it gives."""
        return [ROLE_LABELS[Role(role)] for role in self.roles]


class AuditEntry(AppendOnlyModel):
    """One line of the audit log: who did what, when and from where; never changed or deleted."""

    at = models.DateTimeField(_("when"), auto_now_add=True, db_index=True)
    person_id = models.BigIntegerField(_("person"), null=True)
    who = models.CharField(_("who"), max_length=254, blank=True)
    action = models.CharField(_("what"), max_length=60, db_index=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    detail = models.JSONField(_("details"), default=dict)
    address = models.CharField(_("from where"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"

    @property
    def action_label(self) -> str:
        """The name of the action in the page's language."""
        return label_action(self.action)
