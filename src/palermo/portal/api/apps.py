"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Answers for programs."""

    name = "palermo.portal.api"
    label = "api"
