"""The recommendations app."""

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    """Pages of recommendations."""

    name = "palermo.portal.recommendations"
    label = "recommendations"
