"""The frame app."""

from django.apps import AppConfig


class FrameConfig(AppConfig):
    """What every page shares."""

    name = "palermo.portal.frame"
    label = "frame"
