"""The statements app."""

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    """Pages of statements."""

    name = "palermo.portal.statements"
    label = "statements"
