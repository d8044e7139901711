"""The oai app."""

from django.apps import AppConfig


class OaiConfig(AppConfig):
    """Answers for programs."""

    name = "palermo.portal.oai"
    label = "oai"
