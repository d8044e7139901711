"""The library app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Pages of library."""

    name = "palermo.portal.library"
    label = "library"
