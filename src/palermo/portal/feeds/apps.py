"""The feeds app."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Feeds and site maps."""

    name = "palermo.portal.feeds"
    label = "feeds"
