"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their roles, invitations and the audit log."""

    name = "palermo.portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connect the audit log to the signals of signing in."""
        from palermo.portal.accounts.audit_signals import connect_signals  # models need prepared settings

        connect_signals()
