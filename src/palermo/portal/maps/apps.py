"""The maps app."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Pages of maps."""

    name = "palermo.portal.maps"
    label = "maps"
