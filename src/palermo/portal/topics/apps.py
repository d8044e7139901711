"""The topics app."""

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    """Pages of topics and places."""

    name = "palermo.portal.topics"
    label = "topics"
