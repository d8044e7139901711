"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page."""

    name = "palermo.portal.home"
    label = "home"
