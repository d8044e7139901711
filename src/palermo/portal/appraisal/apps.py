"""The appraisal app."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Pages of appraisals."""

    name = "palermo.portal.appraisal"
    label = "appraisal"
