"""The instruments app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Pages of instruments."""

    name = "palermo.portal.instruments"
    label = "instruments"
