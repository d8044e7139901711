"""Configuration of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Dossiers, briefs and reports."""

    name = "palermo.portal.reports"
    label = "reports"
