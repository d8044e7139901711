"""The Django app of gaps."""

from django.apps import AppConfig


class GapsConfig(AppConfig):
    """Gaps and overlaps."""

    name = "palermo.portal.gaps"
    label = "gaps"
