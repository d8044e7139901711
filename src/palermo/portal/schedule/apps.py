"""The app of the schedule."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """When sources are checked, and what was found."""

    name = "palermo.portal.schedule"
    label = "schedule"
