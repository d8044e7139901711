"""The app of saved searches."""

from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    """Saved searches of people, and their notifications."""

    name = "palermo.portal.subscriptions"
    label = "subscriptions"
