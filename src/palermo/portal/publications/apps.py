"""The publications app."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """Pages of publications."""

    name = "palermo.portal.publications"
    label = "publications"
