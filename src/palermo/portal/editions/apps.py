"""The editions app."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Pages of editions."""

    name = "palermo.portal.editions"
    label = "editions"
