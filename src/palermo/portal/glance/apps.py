"""The glance app."""

from django.apps import AppConfig


class GlanceConfig(AppConfig):
    """Pages of glance."""

    name = "palermo.portal.glance"
    label = "glance"
