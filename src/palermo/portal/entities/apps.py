"""The entities app."""

from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    """Pages of entities."""

    name = "palermo.portal.entities"
    label = "entities"
