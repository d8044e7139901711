"""The base app."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Code that every page shares."""

    name = "palermo.portal.base"
    label = "base"
