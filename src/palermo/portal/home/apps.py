"""The glance app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages of glance."""

    name = "palermo.portal.home"
    label = "glance"
