"""The Django app of the review desk."""

from django.apps import AppConfig


class ReviewDeskConfig(AppConfig):
    """Review desk."""

    name = "palermo.portal.review"
    label = "review"
