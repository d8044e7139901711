"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and, later, their roles."""

    name = "palermo.portal.accounts"
    label = "accounts"
