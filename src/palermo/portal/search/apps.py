"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The page of search results, and suggestions while a reader types."""

    name = "palermo.portal.search"
    label = "search"
