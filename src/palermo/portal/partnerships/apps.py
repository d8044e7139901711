"""The Django app of partnerships."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """Partnerships."""

    name = "palermo.portal.partnerships"
    label = "partnerships"
