"""The entity desk app."""

from django.apps import AppConfig


class EntityDeskConfig(AppConfig):
    """Proposals of entities, and mapping rounds."""

    name = "palermo.portal.entity_desk"
    label = "entity_desk"
